import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { figuresFolder } from '../runtime/folder';
import type { Comparison } from './comparison';
import { comparisonMarkdown } from './comparison-view';
import { figureTitle } from './contents';
import { currentSvg } from './current-svg';
import { escapeHtml } from './escape';
import { pageFigureHtml } from './figure-html';
import { page } from './page';
import { scrollingHtml } from './scrolling-html';
import { type Figure, fileNumber, plainSpec } from './spec';
import { type Table, tableMarkdown } from './table';
import { writeAtomically } from './write';

/** A table of the paper or of our own, ready to be saved; a table of the paper with two parts has two contents. */
export interface TableDocument {
  /** Number in the paper; a name in kebab case for a table that the paper does not have. */
  readonly number: number | string;
  readonly content: Table | Comparison | readonly (Table | Comparison)[];
}

/**
 * Saves a figure: `figure-NN.json`, what `renderAll` reads; `figure-NN.html`, interactive; `figure-NN.svg` where a
 * browser is found. An SVG of another spec is removed: a picture is of the saved figure, or there is none. Files
 * are replaced as a whole, and equal ones are left untouched.
 *
 * @throws RangeError if the number is not a positive integer or a name in kebab case
 */
export async function saveFigure(figure: Figure, folder: string = figuresFolder()): Promise<void> {
  const name = `figure-${fileNumber(figure.number)}`;
  writeAtomically(join(folder, `${name}.json`), figureJson(figure));
  // With the numbers that are saved: the page is the same when `renderAll` writes it from these.
  writeDrawing({ ...figure, spec: plainSpec(figure.spec) }, await currentSvg(figure, folder), folder);
}

/** HTML and SVG of a figure, from its drawing if there is one. */
export function writeDrawing(figure: Figure, svg: string | undefined, folder: string): void {
  const path = join(folder, `figure-${fileNumber(figure.number)}`);
  const drawn = svg === undefined ? undefined : `figure-${fileNumber(figure.number)}.svg`;
  writeAtomically(`${path}.html`, figurePage(figure, drawn));
  if (svg === undefined) rmSync(`${path}.svg`, { force: true });
  else writeAtomically(`${path}.svg`, svg);
}

/** Page of one figure, interactive, with its numbers. @param svg address of its drawing */
function figurePage(figure: Figure, svg: string | undefined): string {
  const title = figureTitle(figure.number);
  const numbers = (figure.numbers ?? []).map(scrollingHtml);
  const body = `<h1>${escapeHtml(title)}</h1>\n${pageFigureHtml(figure, { svg, interactive: 'now' })}${numbers.join('\n')}`;
  return page(title, body, { program: 'figures' });
}

/** One line per trace, so that two versions of a figure can be compared. */
function figureJson(figure: Figure): string {
  const { spec, ...rest } = figure;
  const { data, layout } = plainSpec(spec);
  const head = JSON.stringify(rest, null, 1).replace(/\n\}$/, '');
  const traces = data.map((trace) => `   ${JSON.stringify(trace)}`).join(',\n');
  return `${head},\n "spec": {\n  "data": [\n${traces}\n  ],\n  "layout": ${JSON.stringify(layout)}\n }\n}\n`;
}

/**
 * Saves a table: `table-NN.json`, what `renderAll` reads, and `table-NN.md`.
 *
 * @throws RangeError if the number is not a positive integer or a name in kebab case
 */
export function saveTable(document: TableDocument, folder: string = figuresFolder()): void {
  const path = join(folder, `table-${fileNumber(document.number)}`);
  const saved = { number: document.number, content: contentsOf(document) };
  writeAtomically(`${path}.json`, `${JSON.stringify(saved, null, 1)}\n`);
  writeMarkdown(document, folder);
}

/** Markdown of a table. */
export function writeMarkdown(document: TableDocument, folder: string): void {
  const text = contentsOf(document).map((content) =>
    content.kind === 'comparison' ? comparisonMarkdown(content) : tableMarkdown(content),
  );
  writeAtomically(join(folder, `table-${fileNumber(document.number)}.md`), text.join('\n'));
}

/** The contents of a table as a list. */
export function contentsOf({ content }: TableDocument): readonly (Table | Comparison)[] {
  return 'kind' in content ? [content] : content;
}
