import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { notebookCells } from './notebook-file';
import { notebookPage } from './notebook-page';
import { drawingKey, type SavedDrawings } from './output-html';
import { type Figure, fileNumber } from './spec';
import { writeAtomically } from './write';

/**
 * Renders every notebook of a folder, as it ran last, to `notebooks/NAME.html` in the folder of the figures; computes nothing and needs no Python.
 *
 * @param drawn figures that have a drawing in the folder of the figures
 * @returns names of the notebooks, in the order of the paper
 * @throws Error if a notebook cannot be read
 */
export function renderNotebooks(notebooks: string, figures: string, drawn: readonly Figure[]): string[] {
  if (!existsSync(notebooks)) return [];
  const saved: SavedDrawings = new Map(
    drawn.map((figure) => [
      drawingKey(figure.spec),
      { figure, address: `../figure-${fileNumber(figure.number)}.svg` },
    ]),
  );
  const names = readdirSync(notebooks)
    .filter((file) => file.endsWith('.ipynb'))
    .map((file) => file.slice(0, -'.ipynb'.length))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  for (const name of names) {
    const cells = notebookCells(join(notebooks, `${name}.ipynb`));
    writeAtomically(join(figures, 'notebooks', `${name}.html`), notebookPage(name, cells, saved));
  }
  return names;
}
