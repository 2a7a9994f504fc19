import { currentSvg } from './current-svg';
import { escapeHtml } from './escape';
import { figureLabel, notebookFigureHtml } from './figure-html';
import { type Figure, fileNumber, plainSpec } from './spec';

/** Representations of one output by MIME type; the reader's program shows the richest that it knows. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

interface TslabJupyter {
  lastWriteDisplayData: ((content: object, update: boolean) => void) | null;
}

/**
 * The kernel's writer of display data; undefined outside of a notebook. tslab is looked up among the loaded modules
 * and never loaded here: it brings a TypeScript compiler of its own. The writer is read afresh at each call because it
 * changes with every cell.
 */
function kernelWriter(): TslabJupyter['lastWriteDisplayData'] | undefined {
  const path = tslabPath();
  const loaded = path === undefined ? undefined : (require.cache[path]?.exports as TslabJupyter | undefined);
  return loaded?.lastWriteDisplayData ?? undefined;
}

function tslabPath(): string | undefined {
  try {
    return require.resolve('tslab/dist/jupyter');
  } catch {
    return undefined;
  }
}

/** Whether outputs can be shown: the code runs in a cell of a tslab notebook. */
export function isNotebook(): boolean {
  return kernelWriter() !== undefined;
}

/** Shows one output in the cell that runs; does nothing outside of a notebook. */
export function display(bundle: DisplayBundle): void {
  kernelWriter()?.({ data: bundle, metadata: {}, transient: {} }, false);
}

/**
 * Shows a figure in one display bundle: Plotly's own MIME type for programs that know it, HTML that is interactive
 * in any JupyterLab and a static image where scripts are removed, and SVG where a browser drew one. Outside of a
 * notebook it does nothing.
 *
 * @throws RangeError if the figure's number is not a positive integer or a name in kebab case
 */
export async function showFigure(figure: Figure): Promise<void> {
  fileNumber(figure.number);
  if (!isNotebook()) return;
  display(figureBundle(figure, await currentSvg(figure)));
}

/** What `showFigure` shows: the same bytes for the same figure and SVG. */
export function figureBundle(figure: Figure, svg: string | undefined): DisplayBundle {
  return {
    'application/vnd.plotly.v1+json': { ...plainSpec(figure.spec), config: { displaylogo: false } },
    'text/html': notebookFigureHtml(figure, svg),
    ...(svg === undefined ? {} : { 'image/svg+xml': svg }),
    'text/plain': `${figureLabel(figure.number)}. ${figure.caption}\n${figure.alt}`,
  };
}

/** Shows Markdown. It may hold HTML: escape what is not yours. */
export function showMarkdown(text: string): void {
  display({ 'text/markdown': text, 'text/plain': text });
}

/** Shows text as it is. */
export function showText(text: string): void {
  display({ 'text/plain': text, 'text/html': `<pre>${escapeHtml(text)}</pre>` });
}
