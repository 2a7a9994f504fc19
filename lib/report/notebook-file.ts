import { readFileSync } from 'node:fs';
import { fields, listOf, text, textOrLines } from '../data/json-shape';

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

const output = fields(
  { output_type: text },
  { data: fields({}), text: textOrLines, ename: text, evalue: text },
);

const notebook = fields({
  cells: listOf(fields({ cell_type: text, source: textOrLines }, { id: text, outputs: listOf(output) })),
});

/**
 * Cells of a notebook's file.
 *
 * @throws Error naming the file and the place in it, if it cannot be read as a notebook
 */
export function notebookCells(path: string): readonly NotebookCell[] {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    notebook(value, '');
    return (value as { readonly cells: readonly NotebookCell[] }).cells;
  } catch (error) {
    throw new Error(`${path} is no notebook: ${(error as Error).message}; open and save it in Jupyter`);
  }
}

/** A text that may be stored line by line. */
export function joined(text: unknown): string {
  return Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '';
}
