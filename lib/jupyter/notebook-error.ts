/** A notebook that did not run to its end; the message names notebook, cell, line and reason. */
export class NotebookError extends Error {
  override name = 'NotebookError';

  constructor(
    /** Path of the notebook as it was given. */
    readonly notebook: string,
    /** Place among the code cells, from 1, which is also the execution count. */
    readonly cell: number,
    /** Why it stopped. */
    readonly reason: string,
    /** Line of the cell's source, from 1, where it is known. */
    readonly line?: number,
  ) {
    super(`${notebook}, cell ${cell}${line === undefined ? '' : `, line ${line}`}: ${reason}`);
  }
}
