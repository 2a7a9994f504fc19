import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { type Matrix, row } from '../../numeric/matrix';
import { baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { classStyles } from '../../report/style';
import type { MixedExample } from './three-manifolds';

/** What Figure 1 shows. */
export interface Figure01Data {
  /** [n x 2] */
  readonly points: Matrix;
  /** Class of each point, 0 to 2. */
  readonly classes: ArrayLike<number>;
  /** Learned densities on a grid, relative to their largest, [class][y][x]. */
  readonly densities: readonly (readonly (readonly number[])[])[];
  readonly grid: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly example: MixedExample;
}

const classes = [0, 1, 2];
const ink = '#222222';

/**
 * Figure 1: two points mixed, and what their mixture is labelled. Left: the data, shaded by the learned densities, and the mixed
 * point. Right: the label of mixup and that of GenLabel.
 */
export function figure01(data: Figure01Data): FigureSpec {
  const { example } = data;
  return plotlySpec(
    [
      ...classes.map((c) => shading(data, c)),
      ...classes.map((c) => members(data, c)),
      ...mixing(example),
      bars(example.mixLabel, '2'),
      bars(example.genLabel, '3'),
    ],
    layout(data),
  );
}

/** Colour with an opacity. */
function faded(color: string, opacity: number): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return `rgba(${parts.join(', ')}, ${opacity})`;
}

function shading({ densities, grid }: Figure01Data, c: number): Data {
  const { color } = classStyles[c];
  return {
    type: 'contour',
    x: [...grid.x],
    y: [...grid.y],
    z: densities[c].map((line) => line.map((value) => Number(value.toFixed(3)))),
    zmin: 0,
    zmax: 1,
    colorscale: [
      [0, faded(color, 0)],
      [0.12, faded(color, 0.1)],
      [1, faded(color, 0.5)],
    ],
    contours: { coloring: 'fill', start: 0.06, end: 0.96, size: 0.1 },
    line: { width: 0, smoothing: 1.2 },
    showscale: false,
    hoverinfo: 'skip',
  } as Data;
}

function members({ points, classes: labels }: Figure01Data, c: number): Data {
  const own = Array.from({ length: points.rows }, (_, i) => i).filter((i) => labels[i] === c);
  return {
    type: 'scatter',
    mode: 'markers',
    name: `class ${c + 1}`,
    x: own.map((i) => row(points, i)[0]),
    y: own.map((i) => row(points, i)[1]),
    marker: { ...classStyles[c], size: 6, opacity: 0.75, line: { color: '#ffffff', width: 0.5 } },
  };
}

function mixing({ parents, mixed }: MixedExample): Data[] {
  const parent = (c: number, [x, y]: readonly [number, number]): Data => ({
    type: 'scatter',
    mode: 'markers',
    x: [x],
    y: [y],
    marker: { ...classStyles[c], size: 15, line: { color: ink, width: 2 } },
    showlegend: false,
    hoverinfo: 'skip',
  });
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: parents.map(([x]) => x),
      y: parents.map(([, y]) => y),
      line: { color: ink, dash: 'dash', width: 2 },
      showlegend: false,
      hoverinfo: 'skip',
    },
    parent(0, parents[0]),
    parent(2, parents[1]),
    {
      type: 'scatter',
      mode: 'markers',
      name: 'mixed point',
      x: [mixed[0]],
      y: [mixed[1]],
      marker: { color: '#ffffff', symbol: 'star', size: 20, line: { color: ink, width: 2 } },
    },
  ];
}

function bars(label: readonly number[], axes: '2' | '3'): Data {
  return {
    type: 'bar',
    x: classes.map((c) => `class ${c + 1}`),
    y: [...label],
    marker: { color: classes.map((c) => classStyles[c].color) },
    text: label.map((value) => value.toFixed(2)),
    textposition: 'outside',
    cliponaxis: false,
    showlegend: false,
    hovertemplate: '%{x}: %{y:.4f}<extra></extra>',
    xaxis: `x${axes}`,
    yaxis: `y${axes}`,
  };
}

function layout({ grid, example }: Figure01Data): Partial<Layout> {
  const plane: LayoutAxis = { ...baseAxis, showgrid: false, showticklabels: false, ticks: '' };
  const ends = (values: readonly number[]): [number, number] => [values[0], values[values.length - 1]];
  const heights: LayoutAxis = { ...baseAxis, range: [0, 1.3], tickvals: [0, 0.5, 1] };
  const [side, top, bottom]: [number, number][] = [[0.69, 1], [0.6, 0.94], [0, 0.34]]; // biome-ignore format: domains
  return {
    ...baseLayout(1000, 440),
    margin: { l: 20, r: 16, t: 44, b: 56 },
    xaxis: { ...plane, domain: [0, 0.62], anchor: 'y', range: ends(grid.x) },
    yaxis: { ...plane, anchor: 'x', range: ends(grid.y) },
    xaxis2: { ...baseAxis, domain: side, anchor: 'y2', showgrid: false, ticks: '' },
    yaxis2: { ...heights, domain: top, anchor: 'x2' },
    xaxis3: { ...baseAxis, domain: side, anchor: 'y3', showgrid: false, ticks: '' },
    yaxis3: { ...heights, domain: bottom, anchor: 'x3' },
    legend: {
      orientation: 'h',
      x: 0.31,
      xanchor: 'center',
      y: -0.03,
      yanchor: 'top',
      itemsizing: 'constant',
    },
    annotations: [
      panelTitle('three classes, their learned densities p̂<sub>c</sub>, and a mixed point', 'x', 'y'),
      title('<b>mixup</b>', 'y<sup>mix</sup> = λ e<sub>1</sub> + (1 − λ) e<sub>3</sub>', '2'),
      title(
        '<b>GenLabel</b>',
        'y<sup>gen</sup> = softmax(log p̂<sub>1</sub>, log p̂<sub>2</sub>, log p̂<sub>3</sub>)',
        '3',
      ),
      ...pointNames(example),
    ],
  };
}

function title(name: string, formula: string, axes: '2' | '3'): Partial<Annotation> {
  return panelTitle(`${name}<br>${formula}`, `x${axes}`, `y${axes}`);
}

function pointNames({ parents: [first, second], mixed, lambda }: MixedExample): Partial<Annotation>[] {
  // Above and right of the point, or below and left: the segment falls to the right.
  const name = (text: string, [x, y]: readonly [number, number], side: -1 | 1): Partial<Annotation> => ({
    text,
    x,
    y,
    showarrow: false,
    xanchor: side < 0 ? 'right' : 'left',
    yanchor: side < 0 ? 'top' : 'bottom',
    xshift: 10 * side,
    yshift: 6 * side,
    font: { size: 15 },
    bgcolor: 'rgba(255, 255, 255, 0.75)',
    borderpad: 1,
  });
  return [
    name('x, label e<sub>1</sub>', first, 1),
    name("x', label e<sub>3</sub>", second, -1),
    name(`x<sup>mix</sup> = λ x + (1 − λ) x', λ = ${lambda}`, mixed, 1),
  ];
}
