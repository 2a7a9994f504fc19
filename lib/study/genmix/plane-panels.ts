import type { Annotation, Data, Layout, LayoutAxis } from 'plotly.js-dist';
import { escapePlotly } from '../../report/escape';
import { baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { classStyles } from '../../report/style';

/** One picture of the plane: what is absent is not drawn. Coordinates are x and y in turn. */
export interface PlanePanel {
  /** Plain text. */
  readonly title: string;
  readonly points?: readonly number[];
  /** A digit a point. */
  readonly classes?: string;
  /** Points around which the panel is drawn, its own unless given. */
  readonly frame?: readonly number[];
  /** Mixed points, and two digits each for the classes that they are between. */
  readonly mixed?: readonly number[];
  readonly pairs?: string;
  /** Lines, such as decision boundaries or manifolds. */
  readonly lines?: readonly {
    readonly path: readonly number[];
    readonly color?: string;
    readonly dash?: 'solid' | 'dot' | 'dash';
  }[];
}

const ink = '#222222';
/** Of the pairs 01, 02, 12, ... in this order; red, yellow and cyan as in Figure 12. */
const pairColors = ['#d62728', '#d4a900', '#17a2b8', '#2ca02c', '#e377c2', '#7f7f7f'];

/** Panels in rows, each around its points. */
export function planePanels(rows: readonly (readonly PlanePanel[])[], side = 250): FigureSpec {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const traces = rows.flatMap((row, r) => row.flatMap((panel, c) => panelTraces(panel, r * columns + c)));
  return plotlySpec(traces, layout(rows, columns, side));
}

const suffix = (index: number) => (index === 0 ? '' : String(index + 1));
const every = (values: readonly number[], k: 0 | 1) => values.filter((_, p) => p % 2 === k);

function panelTraces(
  { points = [], classes = '', mixed = [], pairs = '', lines = [] }: PlanePanel,
  index: number,
): Data[] {
  const axes = {
    xaxis: `x${suffix(index)}` as 'x',
    yaxis: `y${suffix(index)}` as 'y',
    showlegend: false,
    hoverinfo: 'skip' as const,
  };
  const pick = (values: readonly number[], keep: (i: number) => boolean) =>
    values.filter((_, p) => keep(p >> 1));
  const members = [...new Set(classes)].sort().map((digit): Data => {
    const own = pick(points, (i) => classes[i] === digit);
    const { color, symbol } = classStyles[Number(digit)];
    return {
      ...axes,
      type: 'scatter',
      mode: 'markers',
      x: every(own, 0),
      y: every(own, 1),
      marker: { color, symbol, size: 4, opacity: 0.7 },
    };
  });
  const kinds = [...new Set(pairsOf(pairs))].sort();
  const between = kinds.map((kind, k): Data => {
    const own = pick(mixed, (i) => pairsOf(pairs)[i] === kind);
    return {
      ...axes,
      type: 'scatter',
      mode: 'markers',
      x: every(own, 0),
      y: every(own, 1),
      marker: {
        color: pairColors[k % pairColors.length],
        symbol: 'x-thin',
        size: 5,
        line: { color: pairColors[k % pairColors.length], width: 1.5 },
      },
    };
  });
  const drawn = lines.map(
    ({ path, color = ink, dash = 'solid' }): Data => ({
      ...{ ...axes, type: 'scatter', mode: 'lines', x: every(path, 0), y: every(path, 1) },
      line: { color, width: 1.8, dash },
    }),
  );
  return [...members, ...between, ...drawn];
}

/** Both orders of a pair are one. */
function pairsOf(pairs: string): string[] {
  return Array.from({ length: pairs.length / 2 }, (_, i) => [pairs[2 * i], pairs[2 * i + 1]].sort().join(''));
}

/** Where the points of a panel lie, and some room around them. */
function extent({ points = [], frame: all = points }: PlanePanel) {
  const side = (k: 0 | 1): [number, number] => {
    const own = every(all, k);
    return [Math.min(...own), Math.max(...own)];
  };
  const [x, y] = [side(0), side(1)];
  const half = 0.65 * Math.max(x[1] - x[0], y[1] - y[0]);
  const around = ([low, high]: [number, number]): [number, number] => [
    (low + high) / 2 - half,
    (low + high) / 2 + half,
  ];
  return { x: around(x), y: around(y) };
}

function layout(rows: readonly (readonly PlanePanel[])[], columns: number, side: number): Partial<Layout> {
  const axes: Record<string, LayoutAxis> = {};
  const titles: Partial<Annotation>[] = [];
  const gap = { x: 0.06, y: 0.3 / Math.max(1, rows.length) };
  const width = (1 - gap.x * (columns - 1)) / columns;
  const height = (1 - gap.y * (rows.length - 1)) / rows.length;
  rows.forEach((row, r) => {
    row.forEach((panel, c) => {
      const s = suffix(r * columns + c);
      const range = extent(panel);
      const [left, bottom] = [c * (width + gap.x), 1 - height - r * (height + gap.y)];
      const plane: LayoutAxis = { ...baseAxis, showgrid: false, nticks: 5 };
      axes[`xaxis${s}`] = { ...plane, range: range.x, domain: [left, left + width], anchor: `y${s}` as 'y' };
      axes[`yaxis${s}`] = {
        ...plane,
        range: range.y,
        domain: [bottom, bottom + height],
        anchor: `x${s}` as 'x',
        showticklabels: true,
      };
      titles.push(panelTitle(escapePlotly(panel.title), `x${s}`, `y${s}`));
    });
  });
  return {
    ...baseLayout(columns * side + 60, rows.length * (side + 30) + 50),
    margin: { l: 40, r: 12, t: 36, b: 30 },
    ...axes,
    annotations: titles,
  };
}
