import type { Data, Layout } from 'plotly.js-dist';
import { escapePlotly } from '../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../report/figure-base';
import type { FigureSpec } from '../report/spec';
import { classStyles } from '../report/style';
import { type PrintedPoint, rootMeanSquare } from './printed-points';

/** Points of one panel; its title is plain text. */
export interface PrintedPanel {
  readonly title: string;
  readonly points: readonly PrintedPoint[];
}

const suffix = (p: number) => (p === 0 ? '' : String(p + 1));

/**
 * Printed accuracies against ours, a point a cell, with the diagonal: one panel on the authors' split, one over splits.
 *
 * @throws RangeError if no panel has a point
 */
export function printedPointsSpec(panels: readonly PrintedPanel[]): FigureSpec {
  const all = panels.flatMap(({ points }) => points);
  if (all.length === 0) throw new RangeError('got no cells, expected one at least');
  const values = all.flatMap(({ printed, ours }) => [printed, ours]);
  const range: [number, number] = [Math.floor(Math.min(...values) / 10) * 10, 102];
  const tables = [...new Set(all.map(({ table }) => table))];
  return plotlySpec(
    panels.flatMap(({ points }, p) => [
      diagonal(range, p),
      ...tables.map((table, t) =>
        traceOf(
          points.filter((point) => point.table === table),
          table,
          t,
          p,
        ),
      ),
    ]),
    layout(panels, range),
  );
}

function diagonal(range: [number, number], p: number): Data {
  return {
    ...{ type: 'scatter', mode: 'lines', x: range, y: range, hoverinfo: 'skip', showlegend: false },
    line: { color: '#222222', width: 1, dash: 'dash' },
    ...{ xaxis: `x${suffix(p)}`, yaxis: `y${suffix(p)}` },
  };
}

function traceOf(points: readonly PrintedPoint[], table: string, t: number, p: number): Data {
  const { color, symbol } = classStyles[t];
  return {
    type: 'scatter',
    mode: 'markers',
    name: table,
    legendgroup: table,
    showlegend: p === 0,
    x: points.map(({ printed }) => printed),
    y: points.map(({ ours }) => ours),
    text: points.map(({ row, column }) => escapePlotly(`${row} on ${column}`)),
    marker: { color, symbol, size: 8, opacity: 0.8 },
    hovertemplate: `%{text}: printed %{x:.2f}, ours %{y:.2f}<extra>${table}</extra>`,
    ...{ xaxis: `x${suffix(p)}`, yaxis: `y${suffix(p)}` },
  };
}

function layout(panels: readonly PrintedPanel[], range: [number, number]): Partial<Layout> {
  const share = 1 / panels.length;
  const axes = panels.flatMap((_, p) => [
    [
      `xaxis${suffix(p)}`,
      {
        ...{ ...baseAxis, range, anchor: `y${suffix(p)}`, title: axisTitle('printed accuracy [%]') },
        domain: [p * share + (p > 0 ? 0.04 : 0), (p + 1) * share - (p + 1 < panels.length ? 0.04 : 0)],
      },
    ],
    [
      `yaxis${suffix(p)}`,
      { ...baseAxis, range, anchor: `x${suffix(p)}`, title: axisTitle('our mean accuracy [%]') },
    ],
  ]);
  return {
    ...baseLayout(480 * panels.length, 520),
    margin: { l: 60, r: 20, t: 40, b: 100 },
    ...Object.fromEntries(axes),
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: -0.18, yanchor: 'top' },
    annotations: panels.map(({ title, points }, p) =>
      panelTitle(
        `${escapePlotly(title)}: ${points.length} cells, rms ${points.length > 0 ? rootMeanSquare(points).toFixed(2) : '-'} points`,
        `x${suffix(p)}`,
        `y${suffix(p)}`,
      ),
    ),
  };
}
