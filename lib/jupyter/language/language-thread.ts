import { parentPort, workerData } from 'node:worker_threads';
import type { Content } from '../wire';
import { CellCompiler } from './cell-compiler';
import { complete } from './complete';
import { inspectCode } from './inspect';
import { isComplete } from './is-complete';
import type { FromLanguage, LanguageRequest, LanguageStart, ToLanguage } from './language';
import { loadTypescript } from './load-typescript';
import { expectedModule } from './package-name';

/** Programs send the first cell as soon as the kernel answers: it may need less than what is read ahead. */
const firstMilliseconds = 200;

/** How long nobody asked for anything when docstrings are read. */
const silenceMilliseconds = 3000;

/** The thread of the compiler, which is loaded at once. */
function serve({ folder, declarations, docstringsAhead }: LanguageStart): void {
  let loaded: CellCompiler | undefined;
  const cells = (): CellCompiler => {
    loaded ??= new CellCompiler(loadTypescript(), folder, declarations);
    return loaded;
  };
  const send = (message: FromLanguage): void => parentPort?.postMessage(message);
  const tellDeclarations = (): void => send({ type: 'declarations', declarations: cells().declarations });
  const requests: Readonly<Record<LanguageRequest, (content: Content) => Content>> = {
    complete_request: ({ code, cursor_pos }) => complete(cells(), String(code), Number(cursor_pos)),
    inspect_request: ({ code, cursor_pos }) => inspectCode(cells(), String(code), Number(cursor_pos)),
    is_complete_request: ({ code }) => isComplete(cells().compiler, String(code)),
  };
  const answer = (id: number, work: () => unknown): void => {
    try {
      send({ type: 'answer', id, answer: work() });
    } catch (error) {
      send({ type: 'failure', id, error: error as Error });
    }
  };
  let silence: NodeJS.Timeout | undefined;
  const readDocstrings = (): void => {
    if (cells().service.readDocstringsAhead()) silence = setTimeout(readDocstrings);
  };
  parentPort?.on('message', (message: ToLanguage) => {
    clearTimeout(silence);
    take(message);
    if (docstringsAhead) silence = setTimeout(readDocstrings, silenceMilliseconds);
  });
  const take = (message: ToLanguage): void => {
    if (message.type === 'warm')
      setTimeout(() => cells().service.readAhead(expectedModule), firstMilliseconds);
    else if (message.type === 'ask') answer(message.id, () => requests[message.request](message.content));
    else if (message.type === 'compile') {
      answer(message.id, () => cells().compile(message.source, message.number));
      tellDeclarations();
    } else {
      if (message.type === 'failed') cells().failed(message.number, message.defined);
      else cells().reset();
      tellDeclarations();
    }
  };
  try {
    cells();
  } catch {
    // Whoever asks will be told.
  }
}

serve(workerData as LanguageStart);
