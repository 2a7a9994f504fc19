import { readFileSync } from 'node:fs';

/** What we read of an output (nbformat 4.5). */
export interface NotebookOutput {
  readonly output_type: string;
  /** By MIME type. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Of a stream. */
  readonly text?: string | readonly string[];
  /** Of an error. */
  readonly ename?: string;
  readonly evalue?: string;
}

/** What we read of a cell (nbformat 4.5). */
export interface NotebookCell {
  readonly id?: string;
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly outputs?: readonly NotebookOutput[];
}

/**
 * Cells of a notebook's file.
 *
 * @throws Error naming the file, if it cannot be read as a notebook
 */
export function notebookCells(path: string): readonly NotebookCell[] {
  try {
    const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { readonly cells: readonly NotebookCell[] };
    if (!Array.isArray(cells)) throw new Error('it has no cells');
    return cells;
  } catch (error) {
    throw new Error(`${path} is no notebook (${(error as Error).message}): restore it, or run it again`);
  }
}

/** A text that may be stored line by line. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '';
}
