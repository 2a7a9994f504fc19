import { escapeHtml } from './escape';
import { pageFigureHtml } from './figure-html';
import { markdownHtml } from './markdown-html';
import { joined, type NotebookOutput } from './notebook-file';
import { specHash } from './plotly';
import { sanitiseHtml } from './sanitise-html';
import type { Figure, FigureSpec } from './spec';
import { isInertSvg } from './svg-safety';

/** Saved drawings: addresses of SVGs by the hash of their spec. */
export type SavedDrawings = ReadonlyMap<string, { readonly figure: Figure; readonly address: string }>;

/** Names a spec whatever the order of its fields, which notebooks sort. */
export const drawingKey = (spec: FigureSpec): string => specHash(sorted(spec) as FigureSpec);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sorted(entry)]));
}

/** An output of a cell as HTML for a page: figures as images that can be made interactive, tables and texts cleaned. */
export function outputHtml(output: NotebookOutput, saved: SavedDrawings): string {
  const { output_type: type, data = {} } = output;
  if (type === 'stream') return preHtml(joined(output.text));
  if (type === 'error') return preHtml(`${output.ename ?? 'Error'}: ${output.evalue ?? ''}`);
  const plotly = data['application/vnd.plotly.v1+json'];
  if (plotly) return figureOutput(plotly as FigureSpec, data, saved);
  if (data['text/html'] !== undefined) {
    return `<div class="scroll" role="group" tabindex="0" aria-label="Output">${sanitiseHtml(joined(data['text/html']), pageAddress)}</div>`;
  }
  if (data['text/markdown'] !== undefined) return markdownHtml(joined(data['text/markdown']), pageAddress);
  return preHtml(joined(data['text/plain']));
}

function figureOutput(
  { data, layout }: FigureSpec,
  bundle: Readonly<Record<string, unknown>>,
  saved: SavedDrawings,
): string {
  const spec = { data: Array.isArray(data) ? data : [], layout: layout ?? {} };
  const same = saved.get(drawingKey(spec));
  const svg = joined(bundle['image/svg+xml']);
  const own =
    svg !== '' && isInertSvg(svg)
      ? `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
      : undefined;
  const [caption = '', ...alt] = joined(bundle['text/plain']).split('\n');
  const named = /^Figure(?: (\d+))?\. (.*)$/.exec(caption);
  const figure: Figure = same?.figure ?? {
    number: named?.[1] ? Number(named[1]) : 'of-this-cell',
    caption: named?.[2] ?? caption,
    alt: alt.join(' '),
    spec,
  };
  return pageFigureHtml(figure, { svg: same?.address ?? own, root: '../', interactive: 'asked' });
}

/** Colours and other controls of a terminal are left out. */
function preHtml(text: string): string {
  if (text.trim() === '') return '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
  return `<pre tabindex="0">${escapeHtml(text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ''))}</pre>`;
}

/** Addresses between notebooks lead to their pages, those of the repository's files out of the folder. */
export function pageAddress(address: string): string {
  const notebook = /^([\w%.-]+)\.ipynb(?:#(?:cell-id=)?(.*))?$/.exec(address);
  if (!notebook) return address.replace(/^\.\.\/figures\//, '../');
  const [, name, cell] = notebook;
  return `${name}.html${cell ? `#cell-${cell}` : ''}`;
}
