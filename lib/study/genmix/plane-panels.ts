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
  /** Mixed points. */
  readonly mixed?: readonly number[];
  /** Lines, such as decision boundaries or manifolds. */
  readonly lines?: readonly {
    readonly path: readonly number[];
    readonly color?: string;
    readonly dash?: 'solid' | 'dot' | 'dash';
  }[];
}

const ink = '#222222';
/** Panels in rows, each around its points; a legend below. */
export function planePanels(rows: readonly (readonly PlanePanel[])[], side = 250): FigureSpec {
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const named = new Set<string>();
  const traces = rows.flatMap((row, r) =>
    row.flatMap((panel, c) => panelTraces(panel, r * columns + c, named)),
  );
  return plotlySpec(traces, layout(rows, columns, side));
}

const suffix = (index: number) => (index === 0 ? '' : String(index + 1));
/** A thousandth of a unit of the plane is a quarter of a pixel at most: more digits make figures and notebooks large. */
const rounded = (value: number) => Number(value.toFixed(3));
const every = (values: readonly number[], k: 0 | 1) => values.filter((_, p) => p % 2 === k).map(rounded);

/** @param named names that the legend has already; those of this panel are added */
function panelTraces(
  { points = [], classes = '', mixed = [], lines = [] }: PlanePanel,
  index: number,
  named: Set<string>,
): Data[] {
  const axes = {
    xaxis: `x${suffix(index)}` as 'x',
    yaxis: `y${suffix(index)}` as 'y',
    hoverinfo: 'skip' as const,
  };
  const markers = (name: string, own: readonly number[], marker: object): Data => {
    const isFirst = !named.has(name);
    named.add(name);
    const legend = { name, legendgroup: name, showlegend: isFirst };
    return {
      ...{ ...axes, ...legend, type: 'scatter', mode: 'markers', x: every(own, 0), y: every(own, 1), marker },
    };
  };
  const members = [...new Set(classes)].sort().map((digit) => {
    const own = points.filter((_, p) => classes[p >> 1] === digit);
    const { color, symbol } = classStyles[Number(digit)];
    return markers(`class ${Number(digit) + 1}`, own, { color, symbol, size: 6, opacity: 0.7 });
  });
  // In ink: a colour of its own would be that of a class to some eyes.
  const cross = { color: ink, symbol: 'x-thin', size: 8, line: { color: ink, width: 1.8 } };
  const between = mixed.length > 0 ? [markers('mixed points', mixed, cross)] : [];
  const drawn = lines.map(
    ({ path, color = ink, dash = 'solid' }): Data => ({
      ...{ ...axes, type: 'scatter', mode: 'lines', x: every(path, 0), y: every(path, 1), showlegend: false },
      line: { color, width: 1.8, dash },
    }),
  );
  return [...members, ...drawn, ...between];
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
    ...baseLayout(columns * side + 60, rows.length * (side + 30) + 80),
    margin: { l: 40, r: 12, t: 36, b: 60 },
    legend: {
      ...{ orientation: 'h', x: 0.5, xanchor: 'center', yref: 'container', y: 0, yanchor: 'bottom' },
      itemsizing: 'constant',
    },
    ...axes,
    annotations: titles,
  };
}
