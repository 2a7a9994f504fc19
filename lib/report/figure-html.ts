import { escapeHtml, scriptJson } from './escape';
import { drawScript, type PlotlySource } from './loader';
import { type Figure, fileNumber, plainSpec } from './spec';

/** Name of a figure in headings: `Figure 2`; figures that the paper does not have are `Figure` alone. */
export function figureLabel(number: number | string): string {
  return typeof number === 'number' ? `Figure ${number}` : 'Figure';
}

/**
 * Figure for a notebook: an image with the SVG inside its address, and a script that makes it interactive. Where
 * scripts are removed (GitHub) or not trusted, the image and the caption remain.
 */
export function notebookFigureHtml(figure: Figure, svg: string | undefined): string {
  const alt = escapeHtml(figure.alt);
  const { width, height } = sizeOf(figure);
  const image = svg
    ? `<img data-genlabel-image alt="${alt}" width="${width}" height="${height}" style="max-width: 100%; height: auto" src="data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}">`
    : `<p data-genlabel-image>${alt}</p>`;
  return wrap(figure, image, []);
}

/** Figure for a page in the figures folder: inline SVG, and plotly.js from the repository's node_modules. */
export function pageFigureHtml(figure: Figure, svg: string | undefined): string {
  const alt = escapeHtml(figure.alt);
  const image = svg
    ? `<div data-genlabel-image role="img" aria-label="${alt}">${svg}</div>`
    : `<p data-genlabel-image>${alt}</p>`;
  return wrap(figure, image, [['../node_modules/plotly.js-dist/plotly.js']]);
}

function wrap(figure: Figure, image: string, sources: readonly PlotlySource[]): string {
  const number = fileNumber(figure.number);
  return `<div data-genlabel-figure="${number}" style="overflow-x: auto">
${image}
<script>${drawScript}(${scriptJson(number)}, ${scriptJson(plainSpec(figure.spec))}, ${scriptJson(sources)})</script>
</div>
<p><b>${figureLabel(figure.number)}.</b> ${escapeHtml(figure.caption)}</p>
`;
}

function sizeOf(figure: Figure): { width: number; height: number } {
  const { width = 700, height = 450 } = figure.spec.layout as { width?: number; height?: number };
  return { width, height };
}
