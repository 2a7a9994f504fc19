/** A table that cannot be used as it stands: the message names source, line, what was found, what was expected and the cure. */
export class TableError extends Error {
  override readonly name = 'TableError';

  /**
   * @param source file name or other origin of the table
   * @param line from 1; undefined where the problem has no line
   */
  constructor(
    readonly source: string,
    readonly problem: string,
    readonly line?: number,
    options?: ErrorOptions,
  ) {
    super(`${source}${line === undefined ? '' : `, line ${line}`}: ${problem}`, options);
  }
}
