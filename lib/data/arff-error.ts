/** An ARFF text that cannot be read: the message names source, line, what was found, what was expected and the cure. */
export class ArffError extends Error {
  override readonly name = 'ArffError';

  /**
   * @param source file name or other origin of the text
   * @param line from 1
   */
  constructor(
    readonly source: string,
    readonly line: number,
    readonly problem: string,
  ) {
    super(`${source}, line ${line}: ${problem}`);
  }
}

/** Refuses a line; carries source and line number. */
export type Refuse = (problem: string) => never;

/** Quoted excerpt of what was found, short enough for a message. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
