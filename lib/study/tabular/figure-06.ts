import type { Annotation, Data, Layout } from 'plotly.js-dist';
import { printedFigure06 } from '../../paper/figure-06';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { methodStyles } from '../../report/style';

/** One panel of Figure 6. */
export interface GainHistogram {
  /** lambda ~ Beta(alpha, alpha). */
  readonly alpha: number;
  /** Accuracy of GenLabel (CV) less that of mixup, one per data set, points of percent. */
  readonly gains: readonly number[];
}

/**
 * Figure 6: data sets by the accuracy increase of GenLabel (CV) over mixup, one panel per alpha. Bins start at multiples of
 * the width, so that none holds both signs; exact zeros stand in grey below the bin of small gains.
 *
 * @param binWidth points of percent, default 1
 * @throws RangeError if binWidth is not positive, or no panel has a gain
 */
export function figure06(panels: readonly GainHistogram[], binWidth: number = 1): FigureSpec {
  if (!(binWidth > 0)) throw new RangeError(`binWidth is ${binWidth}, expected a positive number`);
  const all = panels.flatMap(({ gains }) => gains);
  if (all.length === 0) throw new RangeError('got no gains, expected those of one data set at least');
  const first = Math.min(-1, Math.floor(Math.min(...all) / binWidth));
  const last = Math.max(1, Math.floor(Math.max(...all) / binWidth) + 1);
  const counted = panels.map(({ gains }) => count(gains, first, last, binWidth));
  const top =
    1.12 * Math.max(...counted.flatMap(({ lower, equal, higher }) => stacked(lower, equal, higher)));
  return plotlySpec(
    panels.flatMap((panel, p) => [...bars(counted[p], p, first, binWidth), medianLine(panel.gains, p, top)]),
    layout(panels, [(first - 0.5) * binWidth, (last + 0.5) * binWidth], top),
  );
}

interface Counts {
  readonly lower: number[];
  readonly equal: number[];
  readonly higher: number[];
}

const stacked = (...parts: readonly number[][]) =>
  parts[0].map((_, bin) => parts.reduce((sum, part) => sum + part[bin], 0));

function count(gains: readonly number[], first: number, last: number, binWidth: number): Counts {
  const bins = () => new Array<number>(last - first).fill(0);
  const counts = { lower: bins(), equal: bins(), higher: bins() };
  for (const gain of gains) {
    const kind = gain < 0 ? 'lower' : gain > 0 ? 'higher' : 'equal';
    counts[kind][Math.floor(gain / binWidth) - first]++;
  }
  return counts;
}

const suffix = (p: number) => (p === 0 ? '' : String(p + 1));

const kinds = [
  ['lower', 'GenLabel lower', methodStyles.mixup.color],
  ['equal', 'equal', '#999999'],
  ['higher', 'GenLabel higher', methodStyles['genlabel-gm'].color],
] as const;

function bars(counts: Counts, p: number, first: number, binWidth: number): Data[] {
  return kinds.map(([kind, name, color]) => ({
    type: 'bar',
    name,
    legendgroup: kind,
    showlegend: p === 0,
    x: counts[kind].map((_, bin) => (first + bin + 0.5) * binWidth),
    y: counts[kind],
    width: binWidth,
    marker: { color, line: { color: '#ffffff', width: 1 } },
    customdata: counts[kind].map((_, bin) => [(first + bin) * binWidth, (first + bin + 1) * binWidth]),
    hovertemplate: `%{y} data sets, %{customdata[0]} to %{customdata[1]} points<extra>${name}</extra>`,
    xaxis: `x${suffix(p)}`,
    yaxis: `y${suffix(p)}`,
  }));
}

function medianLine(gains: readonly number[], p: number, top: number): Data {
  const sorted = [...gains].sort((a, b) => a - b);
  const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'median',
    legendgroup: 'median',
    showlegend: p === 0,
    x: [median, median],
    y: [0, top],
    line: { color: '#222222', width: 2, dash: 'dash' },
    hovertemplate: `median ${median.toFixed(2)} points<extra></extra>`,
    xaxis: `x${suffix(p)}`,
    yaxis: `y${suffix(p)}`,
  };
}

function layout(panels: readonly GainHistogram[], range: [number, number], top: number): Partial<Layout> {
  const share = 1 / panels.length;
  const axes = panels.flatMap((_, p) => [
    [
      `xaxis${suffix(p)}`,
      {
        ...baseAxis,
        range,
        domain: [p * share + (p > 0 ? 0.04 : 0), (p + 1) * share - (p + 1 < panels.length ? 0.04 : 0)],
        anchor: `y${suffix(p)}`,
        title: axisTitle('accuracy of GenLabel (CV) − accuracy of mixup [points]'),
      },
    ],
    [
      `yaxis${suffix(p)}`,
      {
        ...baseAxis,
        range: [0, top],
        anchor: `x${suffix(p)}`,
        title: axisTitle('number of data sets'),
        tickformat: 'd',
      },
    ],
  ]);
  return {
    ...baseLayout(1000, 450),
    margin: { l: 60, r: 20, t: 56, b: 100 },
    barmode: 'stack',
    bargap: 0,
    ...Object.fromEntries(axes),
    shapes: panels.map((_, p) => ({
      type: 'line',
      xref: `x${suffix(p)}` as 'x',
      yref: `y${suffix(p)}` as 'y',
      x0: 0,
      x1: 0,
      y0: 0,
      y1: top,
      line: { color: '#222222', width: 1 },
    })),
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: -0.2, yanchor: 'top' },
    annotations: panels.map((panel, p) => title(panel, p)),
  };
}

function title({ alpha, gains }: GainHistogram, p: number): Partial<Annotation> {
  const number = (test: (gain: number) => boolean) => gains.filter(test).length;
  const [higher, equal, lower] = [number((g) => g > 0), number((g) => g === 0), number((g) => g < 0)];
  const share = (count: number) => `${((100 * count) / gains.length).toFixed(0)} %`;
  const text =
    `<b>(${'abcdefgh'[p]}) α = ${alpha}</b>, ${gains.length} data sets: ${higher} higher, ${equal} equal, ${lower} lower` +
    `<br>at least as accurate on ${share(higher + equal)}; the paper: ${escapePlotly(printedFigure06)}`;
  return panelTitle(text, `x${suffix(p)}`, `y${suffix(p)}`);
}
