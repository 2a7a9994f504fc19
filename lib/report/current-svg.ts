import { join } from 'node:path';
import { figuresFolder } from '../runtime/folder';
import { compactSvg } from './compact-svg';
import { specHash } from './plotly';
import { type Figure, type FigureSpec, fileNumber } from './spec';
import { type NoRenderer, openRenderer, type SvgRenderer, svgHash } from './svg';
import { isInertSvg } from './svg-safety';
import { readIfPresent } from './write';

/**
 * SVG of a figure: the saved one if it was drawn from the same spec by the same plotly.js, else a new drawing;
 * undefined if there is neither a saved one nor a browser.
 */
export async function currentSvg(
  figure: Figure,
  folder: string = figuresFolder(),
): Promise<string | undefined> {
  const name = `figure-${fileNumber(figure.number)}`;
  const saved = readIfPresent(join(folder, `${name}.svg`));
  if (saved !== undefined && isCurrent(saved, figure)) return compactSvg(saved, name);
  return renderSvg(figure.spec, name);
}

/** Whether a saved SVG was drawn from the figure's spec and holds nothing that could run. */
export function isCurrent(saved: string, { spec }: Figure): boolean {
  return svgHash(saved) === specHash(spec) && isInertSvg(saved);
}

const idle = 2000;
let shared: Promise<SvgRenderer | NoRenderer> | undefined;
let drawing = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * SVG of a spec, drawn by a browser that is shared by all callers and closed two seconds after the last drawing;
 * undefined if there is no browser or it fails.
 */
export async function renderSvg(spec: FigureSpec, id: string): Promise<string | undefined> {
  clearTimeout(timer);
  drawing++;
  shared ??= openRenderer();
  try {
    const renderer = await shared;
    return 'render' in renderer ? await renderer.render(spec, id) : undefined;
  } catch {
    await closeShared();
    return undefined;
  } finally {
    drawing--;
    if (drawing === 0) timer = setTimeout(closeShared, idle);
  }
}

async function closeShared(): Promise<void> {
  const closing = shared;
  shared = undefined;
  const renderer = await closing;
  if (renderer && 'close' in renderer) await renderer.close().catch(() => {});
}
