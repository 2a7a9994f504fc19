import { cellAnchor } from './cell-page';
import { escapeHtml } from './escape';
import { highlightCode } from './highlight-code';
import { markdownHtml } from './markdown-html';
import { joined, type NotebookCell } from './notebook-file';
import { outputHtml, pageAddress, type SavedDrawings } from './output-html';
import { page } from './page';

/**
 * Page of an executed notebook: every cell with an anchor (`#cell-ID`), its code and its outputs.
 *
 * @param name without `.ipynb`
 * @param saved drawings of the folder of figures, which the page shows instead of copies
 */
export function notebookPage(name: string, cells: readonly NotebookCell[], saved: SavedDrawings): string {
  const body = cells.map((cell, i) => cellHtml(cell, i, saved)).join('\n');
  const header = `<span>Notebook ${escapeHtml(name)}</span> <a href="../../notebooks/${encodeURIComponent(name)}.ipynb">as a file</a>`;
  return page(`Notebook ${name}`, body, { program: 'figures', header, root: '../' });
}

function cellHtml(cell: NotebookCell, i: number, saved: SavedDrawings): string {
  const anchor = escapeHtml(cellAnchor(cell.id ?? String(i + 1)));
  const source = joined(cell.source);
  const link = `<a class="anchor" href="#${anchor}" aria-label="Link to cell ${i + 1}">#</a>`;
  if (cell.cell_type === 'markdown') {
    return `<div class="cell text" id="${anchor}">${link}${markdownHtml(source, pageAddress)}</div>`;
  }
  if (cell.cell_type !== 'code')
    return `<div class="cell" id="${anchor}"><pre tabindex="0">${escapeHtml(source)}</pre></div>`;
  const outputs = (cell.outputs ?? []).map((output) => outputHtml(output, saved)).filter(Boolean);
  const shown = outputs.length > 0 ? `<div class="output">${outputs.join('\n')}</div>` : '';
  return `<div class="cell code" id="${anchor}">${link}<pre tabindex="0"><code>${highlightCode(source)}</code></pre>${shown}</div>`;
}
