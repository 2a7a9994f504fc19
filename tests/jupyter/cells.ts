import type { KernelClient } from '../../lib/jupyter/client';
import type { Content, Message } from '../../lib/jupyter/wire';

/** What one cell gave. */
export interface CellResult {
  readonly reply: Content;
  readonly messages: readonly Message[];
  /** Contents of the messages of one type. */
  of(type: string): Content[];
  /** Data of the result of the cell. */
  readonly data: Record<string, unknown> | undefined;
  readonly text: string | undefined;
}

/** Executes code and collects what is published. */
export async function runCell(kernel: KernelClient, code: string): Promise<CellResult> {
  const messages: Message[] = [];
  const reply = await kernel.execute(code, (message) => messages.push(message));
  const of = (type: string): Content[] =>
    messages.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
  const data = of('execute_result')[0]?.data as Record<string, unknown> | undefined;
  return { reply, messages, of, data, text: data?.['text/plain'] as string | undefined };
}
