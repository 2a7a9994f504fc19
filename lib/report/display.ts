import { currentSvg } from './current-svg';
import { escapeHtml } from './escape';
import { figureLabel, notebookFigureHtml } from './figure-html';
import { type Figure, fileNumber, plainSpec } from './spec';

/** Representations of one output by MIME type; the reader's program shows the richest that it knows. */
export type DisplayBundle = Readonly<Record<string, unknown>>;

type Writer = (content: object, update: boolean) => void;

/** The kernel's writer of display data; undefined outside of a notebook. The kernel defines it in the scope of the cells. */
function kernelWriter(): Writer | undefined {
  return (globalThis as Record<symbol, Writer | undefined>)[Symbol.for('genlabel.display')];
}

/** Whether outputs can be shown: the code runs in a cell of a notebook. */
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
    'application/vnd.plotly.v1+json': {
      ...plainSpec(figure.spec),
      config: { displaylogo: false, showSendToCloud: false },
    },
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
