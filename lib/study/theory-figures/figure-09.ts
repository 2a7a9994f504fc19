import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { example3Points } from './example-3-points';

/**
 * Figure 9: Example 3. Left: the data set and the model theta = (r cos phi, r sin phi). Right: the line segments L1, L2, L3
 * on which the mixed points of unlike positions lie.
 *
 * @param phi angle of the model that is drawn, radians
 */
export function figure09({ phi }: { readonly phi: number }): FigureSpec {
  return plotlySpec(
    [
      ...example3Points({ xaxis: 'x', yaxis: 'y' }, true),
      ...segments(),
      ...example3Points({ xaxis: 'x2', yaxis: 'y2' }),
    ],
    layout(phi),
  );
}

const ends = [
  { name: 'L<sub>1</sub>', from: [-1, 0], to: [0, 1], at: [-0.5, 0.5], shift: [-12, 8] },
  { name: 'L<sub>2</sub>', from: [-1, 0], to: [1, 0], at: [0, 0], shift: [0, -14] },
  { name: 'L<sub>3</sub>', from: [1, 0], to: [0, 1], at: [0.5, 0.5], shift: [12, 8] },
] as const;

function segments(): Data[] {
  return ends.map(({ name, from, to }) => ({
    type: 'scatter',
    mode: 'lines',
    name,
    x: [from[0], to[0]],
    y: [from[1], to[1]],
    line: { color: '#4d4d4d', width: 2 },
    xaxis: 'x2',
    yaxis: 'y2',
    showlegend: false,
  }));
}

function layout(phi: number): Partial<Layout> {
  const axis: Partial<LayoutAxis> = { ...baseAxis, range: [-1.5, 1.5] };
  return {
    ...baseLayout(860, 400),
    margin: { l: 55, r: 20, t: 36, b: 90 },
    xaxis: { ...axis, domain: [0, 0.45], anchor: 'y', title: axisTitle('x<sub>1</sub>') },
    yaxis: { ...axis, range: [-0.6, 1.5], anchor: 'x', scaleanchor: 'x', title: axisTitle('x<sub>2</sub>') },
    xaxis2: { ...axis, domain: [0.55, 1], anchor: 'y2', title: axisTitle('x<sub>1</sub>') },
    yaxis2: { ...axis, range: [-0.6, 1.5], anchor: 'x2', scaleanchor: 'x2' },
    legend: { orientation: 'h', x: 0.225, xanchor: 'center', y: -0.2, yanchor: 'top' },
    annotations: [
      panelTitle('data set and model', 'x', 'y'),
      panelTitle('segments of mixed points', 'x2', 'y2'),
      ...model(phi),
      ...ends.map(({ name, at, shift }) => label(name, at, shift)),
    ],
  };
}

function model(phi: number): Partial<Annotation>[] {
  const [x, y] = [0.8 * Math.cos(phi), 0.8 * Math.sin(phi)];
  const arrow: Partial<Annotation> = {
    text: '',
    x,
    y,
    ax: 0,
    ay: 0,
    xref: 'x',
    yref: 'y',
    axref: 'x',
    ayref: 'y',
    arrowhead: 2,
    arrowwidth: 2,
    showarrow: true,
  };
  const name: Partial<Annotation> = {
    text: 'θ = (r cos φ, r sin φ)',
    x,
    y,
    xref: 'x',
    yref: 'y',
    yanchor: 'bottom',
    yshift: 4,
    showarrow: false,
  };
  return [arrow, name];
}

function label(
  text: string,
  at: readonly [number, number],
  shift: readonly [number, number],
): Partial<Annotation> {
  return {
    text,
    x: at[0],
    y: at[1],
    xref: 'x2',
    yref: 'y2',
    xshift: shift[0],
    yshift: shift[1],
    showarrow: false,
  };
}
