import type { Content } from '../wire';
import type { CellError } from './cell-error';
import { findMagic, magicList } from './magics';

/** What is shown for a cell of a magic, and its error if it is none that can be answered. */
export interface MagicAnswer {
  readonly data?: Content;
  readonly error?: CellError;
}

/**
 * Answers a cell that is no TypeScript but that notebooks of IPython know; undefined if it is none.
 *
 * @param inspect content of the reply to an `inspect_request` at the end of the code
 */
export async function answerMagic(
  source: string,
  inspect: (code: string) => Promise<Content>,
): Promise<MagicAnswer | undefined> {
  const magic = findMagic(source);
  if (!magic) return undefined;
  if (magic.kind === 'list') return { data: { 'text/plain': magicList } };
  if (magic.kind === 'help') {
    const { found, data } = await inspect(magic.name);
    return found === true ? { data: data as Content } : { error: usageError(`got no name ${magic.name}`) };
  }
  return { error: usageError(`\`${magic.line}\` is no TypeScript. Instead: ${magic.instead}`) };
}

function usageError(message: string): CellError {
  return { name: 'UsageError', message, traceback: [`UsageError: ${message}`] };
}
