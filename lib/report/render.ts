import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape } from '../data/json-shape';
import { figuresFolder } from '../runtime/folder';
import { isCurrent } from './current-svg';
import { type DrawnFigure, indexPage } from './index-page';
import { readLedger } from './ledger';
import { playgroundPage } from './playground-page';
import { renderNotebooks } from './render-notebooks';
import { type TableDocument, writeDrawing, writeMarkdown } from './save';
import { figureShape, tableShape } from './saved-shape';
import { type Figure, fileNumber } from './spec';
import { openRenderer, type SvgRenderer } from './svg';
import { readIfPresent, writeAtomically } from './write';

/** What `renderAll` did. */
export interface Rendered {
  /** Path of the page that shows everything. */
  readonly index: string;
  readonly figures: number;
  readonly tables: number;
  /** Why no SVG was drawn, one line; undefined if all were. */
  readonly note?: string;
}

/**
 * Renders every saved figure and table again, without computing anything: HTML and SVG (one browser for all) from
 * `figure-*.json`, Markdown from `table-*.json`, and `index.html` with all of them and the ledger of claims. Without a
 * browser the SVGs of unchanged figures stay.
 *
 * @throws Error if a saved file cannot be read; it names the file
 */
export async function renderAll(folder: string = figuresFolder()): Promise<Rendered> {
  const figures = savedFiles(folder, 'figure').map((file) => readFigure(folder, file));
  const tables = savedFiles(folder, 'table').map((file) => readTable(folder, file));
  const renderer = figures.length > 0 ? await openRenderer() : undefined;
  const drawn: DrawnFigure[] = [];
  try {
    for (const figure of figures) {
      const svg = await redraw(figure, renderer && 'render' in renderer ? renderer : undefined, folder);
      writeDrawing(figure, svg, folder);
      drawn.push({ figure, svg });
    }
  } finally {
    if (renderer && 'close' in renderer) await renderer.close();
  }
  for (const table of tables) writeMarkdown(table, folder);
  const index = join(folder, 'index.html');
  const shown = drawn.filter(({ svg }) => svg !== undefined).map(({ figure }) => figure);
  const notebooks = renderNotebooks(join(folder, '..', 'notebooks'), folder, shown);
  writeAtomically(index, indexPage({ figures: drawn, tables, ledger: readLedger(folder), notebooks }));
  writeAtomically(join(folder, 'playground.html'), playgroundPage());
  const note = renderer && 'reason' in renderer ? renderer.reason : undefined;
  return { index, figures: figures.length, tables: tables.length, note };
}

async function redraw(
  figure: Figure,
  renderer: SvgRenderer | undefined,
  folder: string,
): Promise<string | undefined> {
  const name = `figure-${fileNumber(figure.number)}`;
  if (renderer) {
    return renderer.render(figure.spec, name).catch((error: Error) => {
      throw damaged(join(folder, `${name}.json`), `Plotly does not draw it: ${error.message.split('\n')[0]}`);
    });
  }
  const saved = readIfPresent(join(folder, `${name}.svg`));
  return saved !== undefined && isCurrent(saved, figure) ? saved : undefined;
}

/** Numbered ones first, by number; then the named ones. */
function savedFiles(folder: string, kind: 'figure' | 'table'): string[] {
  if (!existsSync(folder)) return [];
  const pattern = new RegExp(`^${kind}-[a-z0-9-]+\\.json$`);
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function readFigure(folder: string, file: string): Figure {
  return readJson(folder, file, figureShape) as unknown as Figure;
}

function readTable(folder: string, file: string): TableDocument {
  return readJson(folder, file, tableShape) as unknown as TableDocument;
}

function readJson(folder: string, file: string, shape: Shape): { number: number | string } {
  const path = join(folder, file);
  let value: { number: number | string };
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
    shape(value, '');
    fileNumber(value.number);
  } catch (error) {
    throw damaged(path, error instanceof Error ? error.message : String(error));
  }
  if (file !== `${file.split('-')[0]}-${fileNumber(value.number)}.json`) {
    throw damaged(path, `it holds number '${value.number}'`);
  }
  return value;
}

function damaged(path: string, reason: string): Error {
  return new Error(`${path} is no saved result (${reason}): remove it and run its notebook again`);
}
