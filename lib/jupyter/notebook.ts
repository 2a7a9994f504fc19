import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ShapeError } from '../data/json-shape';
import type { Json } from '../runtime/experiment';
import { notebookShape } from './notebook-shape';

export type JsonObject = { [key: string]: Json | undefined };

/** Contents by MIME type; text is one string. */
export type MimeBundle = JsonObject;

export type Output =
  | { output_type: 'stream'; name: string; text: string }
  | { output_type: 'display_data'; data: MimeBundle; metadata: JsonObject }
  | { output_type: 'execute_result'; data: MimeBundle; metadata: JsonObject; execution_count: number | null }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

export interface NotebookCell {
  id: string;
  cell_type: 'code' | 'markdown' | 'raw';
  source: string;
  metadata: JsonObject;
  attachments?: JsonObject;
  outputs?: Output[];
  execution_count?: number | null;
}

/** A notebook of nbformat 4.5 in memory: every multi-line text is one string. */
export interface Notebook {
  metadata: JsonObject;
  cells: NotebookCell[];
}

/** A file that is no notebook of nbformat 4. */
export class NotebookFormatError extends Error {
  override name = 'NotebookFormatError';
}

const joined = (value: unknown): string => (Array.isArray(value) ? value.join('') : String(value ?? ''));

function isStringArray(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function joinBundle(bundle: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(bundle).map(([type, value]) => [
      type,
      !isJsonType(type) && isStringArray(value) ? joined(value) : value,
    ]),
  );
}

/** Contents of these types are JSON, all others text. */
const isJsonType = (type: string): boolean => type === 'application/json' || type.endsWith('+json');

function readOutput(output: Output): Output {
  if (output.output_type === 'stream') return { ...output, text: joined(output.text) };
  if (output.output_type === 'error') return output;
  return { ...output, data: joinBundle(output.data) };
}

/**
 * Reads a notebook of nbformat 4; cells without id, as before 4.5, get one that depends only on their place.
 *
 * @param text contents of the file
 * @param path for messages
 * @throws NotebookFormatError
 */
export function parseNotebook(text: string, path: string): Notebook {
  const value = notebookOf(text, path);
  const cells = value.cells.map((cell, i) => ({
    ...cell,
    id: cell.id ?? `cell-${i + 1}`,
    source: joined(cell.source),
    metadata: cell.metadata ?? {},
    ...(cell.cell_type === 'code' ? { outputs: (cell.outputs ?? []).map(readOutput) } : {}),
  }));
  return { metadata: value.metadata ?? {}, cells };
}

type StoredNotebook = { metadata?: JsonObject; cells: NotebookCell[] };

function notebookOf(text: string, path: string): StoredNotebook {
  let value: { nbformat?: number } | null;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new NotebookFormatError(`${path} is not JSON: ${(error as Error).message}`);
  }
  if (value?.nbformat !== 4) {
    throw new NotebookFormatError(
      `${path}: got nbformat ${value?.nbformat}, expected 4; \`jupyter nbconvert --to notebook\` converts older ones`,
    );
  }
  try {
    notebookShape(value, '');
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new NotebookFormatError(`${path} is no notebook: ${error.message}; open and save it in Jupyter`);
  }
  return value as unknown as StoredNotebook;
}

/** Reads a notebook from a file. @throws NotebookFormatError */
export function readNotebook(path: string): Notebook {
  return parseNotebook(readFileSync(path, 'utf8'), path);
}

/** nbformat keeps a text as a list of its lines, each with its line feed. */
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function writeOutput(output: Output, keepCounts: boolean): JsonObject {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text) };
  if (output.output_type === 'error') return { ...output };
  const data = Object.fromEntries(
    Object.entries(output.data).map(([type, value]) => [
      type,
      !isJsonType(type) && typeof value === 'string' ? lines(value) : value,
    ]),
  );
  if (output.output_type === 'display_data') return { ...output, data };
  return { ...output, data, execution_count: keepCounts ? output.execution_count : null };
}

/** Only tags say something about a cell; the rest is what a program noted when it last showed or ran the cell. */
function lastingMetadata({ tags }: JsonObject): JsonObject {
  return tags === undefined ? {} : { tags };
}

function writeCell(cell: NotebookCell, keepCounts: boolean): JsonObject {
  const { id, cell_type, source, attachments } = cell;
  const common = { id, cell_type, source: lines(source), metadata: lastingMetadata(cell.metadata) };
  if (cell_type !== 'code') return attachments === undefined ? common : { ...common, attachments };
  return {
    ...common,
    execution_count: keepCounts ? (cell.execution_count ?? null) : null,
    outputs: (cell.outputs ?? []).map((output) => writeOutput(output, keepCounts)),
  };
}

function sortKeys(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item: Json) => sortKeys(item) as Json);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

/**
 * The file of a notebook, nbformat 4.5, laid out as Jupyter itself does (keys sorted, indent of 1), so that a notebook
 * saved by either differs only where its contents do.
 *
 * @param options.keepCounts keep execution counts, which are stripped otherwise
 */
export function formatNotebook(notebook: Notebook, options: { keepCounts?: boolean } = {}): string {
  const { kernelspec, language_info } = notebook.metadata as Record<string, JsonObject | undefined>;
  const file: JsonObject = {
    cells: notebook.cells.map((cell) => writeCell(cell, options.keepCounts ?? false)),
    metadata: { kernelspec, language_info },
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${numbersAsPython(JSON.stringify(sortKeys(file), null, 1))}\n`;
}

/** JupyterLab's server would write a small number that is on a line of its own, as all are here, in another way. */
function numbersAsPython(json: string): string {
  return json.replace(
    /^( *(?:"(?:[^"\\]|\\.)*": )?)(-?\d[\d.]*(?:e-\d+)?)(?=,?$)/gm,
    (whole, before: string, number: string) => {
      const size = Math.abs(Number(number));
      if (size === 0 || size >= 1e-4) return whole;
      return (
        before +
        Number(number)
          .toExponential()
          .replace(/e-(\d)$/, 'e-0$1')
      );
    },
  );
}

/** Writes a notebook; a reader sees the old file or the new one, never a part. Options as for `formatNotebook`. */
export function writeNotebook(
  path: string,
  notebook: Notebook,
  options: { keepCounts?: boolean } = {},
): void {
  const temporary = join(dirname(path), `.${randomUUID()}.ipynb.tmp`);
  try {
    writeFileSync(temporary, formatNotebook(notebook, options));
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
