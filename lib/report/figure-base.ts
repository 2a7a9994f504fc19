import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import type { FigureSpec } from './spec';
import { fontFamily } from './style';

// Plotly's types stay inside this folder: they are 1.2 MB that a notebook would parse at its first cell.

/** Spec whose attribute names were checked by the compiler; Plotly ignores misspelt ones silently. */
export function plotlySpec(data: Data[], layout: Partial<Layout>): FigureSpec {
  return { data, layout };
}

const ink = '#222222';
const grid = '#e6e6e6';

/** Layout shared by all figures: size in pixels, white ground, legend outside of the data. */
export function baseLayout(width: number, height: number): Partial<Layout> {
  return {
    width,
    height,
    margin: { l: 60, r: 20, t: 40, b: 50 },
    paper_bgcolor: '#ffffff',
    plot_bgcolor: '#ffffff',
    font: { family: fontFamily, size: 13, color: ink },
    hovermode: 'closest',
    legend: { bgcolor: '#ffffff' },
  };
}

/** Axis shared by all figures. */
export const baseAxis = {
  showline: true,
  mirror: true,
  linecolor: ink,
  linewidth: 1,
  ticks: 'outside',
  ticklen: 4,
  tickcolor: ink,
  gridcolor: grid,
  zeroline: false,
} as const satisfies Partial<LayoutAxis>;

/** Title of an axis, no larger than the text. */
export function axisTitle(text: string): LayoutAxis['title'] {
  return { text, font: { size: 13 }, standoff: 8 };
}

/** Title of one panel, centred above its axes. The text is Plotly markup: escape what is not ours. */
export function panelTitle(text: string, x: string, y: string): Partial<Annotation> {
  return {
    text,
    showarrow: false,
    xref: `${x} domain` as 'x domain',
    yref: `${y} domain` as 'y domain',
    x: 0.5,
    y: 1,
    yanchor: 'bottom',
    yshift: 4,
    font: { size: 13 },
  };
}
