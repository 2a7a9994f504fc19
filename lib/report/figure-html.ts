import { figureTitle } from './contents';
import { escapeHtml, scriptJson } from './escape';
import { drawScript } from './loader';
import { type Figure, fileNumber, plainSpec } from './spec';

/** Name of a figure in captions: `Figure 2`; figures that the paper does not have are `Figure` alone. */
export function figureLabel(number: number | string): string {
  return typeof number === 'number' ? `Figure ${number}` : 'Figure';
}

/**
 * Figure for a notebook: an image with the SVG inside its address, and a script that makes it interactive. Where
 * scripts are removed (GitHub) or not trusted, the image and the caption remain.
 */
export function notebookFigureHtml(figure: Figure, svg: string | undefined): string {
  const number = fileNumber(figure.number);
  const source =
    svg === undefined ? undefined : `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return `<div data-genlabel-figure="${number}" style="overflow-x: auto">
${imageHtml(figure, source, ' style="max-width: 100%; height: auto"')}
<script>${drawScript}(${scriptJson(number)}, ${scriptJson(plainSpec(figure.spec))})</script>
</div>
<p><b>${figureLabel(figure.number)}.</b> ${escapeHtml(figure.caption)}</p>
`;
}

/** How a figure stands on a page. */
export interface PageFigure {
  /** Address of its SVG; undefined if there is none. */
  readonly svg: string | undefined;
  /** Path from the page to the folder of the figures, with a slash at its end; empty if it lies there. */
  readonly root?: string;
  /** `now`: made interactive when the page is open; `asked`: by a button. */
  readonly interactive: 'now' | 'asked';
}

/**
 * Figure for a page: its SVG as an image, in which no script can run, and its spec as data, from which the program `figures` makes it interactive
 * with the one plotly.js of the repository.
 */
export function pageFigureHtml(figure: Figure, { svg, root = '', interactive }: PageFigure): string {
  const data = { ...plainSpec(figure.spec), plotly: `${root}../node_modules/plotly.js-dist/plotly.js` };
  const button =
    interactive === 'asked' ? '\n<button type="button" class="draw" hidden>Make it interactive</button>' : '';
  return `<figure class="figure" data-figure="${interactive}">
<div class="${drawingClass('plot', figure)}" role="group" tabindex="0" aria-label="${escapeHtml(`${figureTitle(figure.number)}: drawing`)}">${imageHtml(figure, svg, whenSeen)}</div>${button}
<script type="application/json">${scriptJson(data)}</script>
<figcaption><b>${figureLabel(figure.number)}.</b> ${escapeHtml(figure.caption)}</figcaption>
</figure>
`;
}

/** Class of what holds a drawing: a dark page inverts drawings, but not those with photographs in them. */
export function drawingClass(name: string, { spec }: Figure): string {
  const { images } = spec.layout as { readonly images?: readonly unknown[] };
  return images?.length ? `${name} photographs` : name;
}

/** Attributes of an image that the first paint of its page does not wait for. */
export const whenSeen = ' loading="lazy" decoding="async"';

/** The image alone; the description in its place where there is none. */
export function imageHtml(figure: Figure, source: string | undefined, attributes = ''): string {
  const alt = escapeHtml(figure.alt);
  if (source === undefined) return `<p data-genlabel-image>${alt}</p>`;
  const { width, height } = sizeOf(figure);
  return `<img data-genlabel-image alt="${alt}" width="${width}" height="${height}"${attributes} src="${escapeHtml(source)}">`;
}

function sizeOf(figure: Figure): { width: number; height: number } {
  const { width, height } = figure.spec.layout as { readonly width?: unknown; readonly height?: unknown };
  const size = (value: unknown, other: number) => (Number.isFinite(value) ? (value as number) : other);
  return { width: size(width, 700), height: size(height, 450) };
}
