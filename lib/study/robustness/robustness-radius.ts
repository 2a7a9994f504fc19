import type { Data, Layout } from 'plotly.js-dist';
import type { MeanInterval } from '../../numeric/statistics';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { type MethodStyle, methodStyles } from '../../report/style';

/** Robust accuracy of a method against the radius. */
export interface RadiusCurve {
  readonly style: MethodStyle;
  /** Percent, one a radius. */
  readonly accuracies: readonly number[];
  /** Less vanilla training, in points, with its interval; one a radius. None for vanilla training itself. */
  readonly gains?: readonly MeanInterval[];
}

/** One panel: the curves of a protocol. */
export interface RadiusPanel {
  /** Plain text of ours. */
  readonly title: string;
  readonly curves: readonly RadiusCurve[];
}

/**
 * Robust accuracy against the radius of the attack, a column a protocol: at radius 0 it is clean accuracy. Above the accuracies, below what each method
 * gains over vanilla training, with its 95 % interval. A dashed line marks the radius of Table 5. The paper has no such figure.
 *
 * @param radii in units of the range of the inputs, ascending
 * @throws RangeError if there is no curve, or one has another number of points than there are radii
 */
export function robustnessRadius(
  panels: readonly RadiusPanel[],
  radii: readonly number[],
  marked: number,
): FigureSpec {
  const lengths = panels.flatMap(({ curves }) => curves.map(({ accuracies }) => accuracies.length));
  const bad = lengths.find((length) => length !== radii.length);
  if (bad !== undefined || lengths.length === 0) {
    throw new RangeError(
      `got ${lengths.length} curves, one of ${bad ?? 0} points, expected one at least, of ${radii.length} points each`,
    );
  }
  return plotlySpec(
    panels.flatMap(({ curves }, p) => [
      ...curves.map((curve) => trace(curve, radii, p)),
      ...curves.flatMap((curve, k) => gainTrace(curve, radii, { p, panels: panels.length, k })),
    ]),
    layout(panels, radii[radii.length - 1], marked),
  );
}

/** Of the figure's radii 0, 0.05, 0.1 and so on, that of Table 5 among them. */
const markedEvery = 8;

const suffix = (p: number) => (p === 0 ? '' : String(p + 1));

function trace({ style, accuracies }: RadiusCurve, radii: readonly number[], p: number): Data {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: style.label,
    legendgroup: style.label,
    showlegend: p === 0,
    x: [...radii],
    y: [...accuracies],
    line: { color: style.color, dash: style.dash, width: 2 },
    // A mark on every point would hide the lines.
    marker: {
      color: style.color,
      symbol: style.symbol,
      size: radii.map((_, i) => (i % markedEvery === 0 ? 8 : 0)),
      opacity: 1,
      line: { width: 0 },
    },
    xaxis: `x${suffix(p)}`,
    yaxis: `y${suffix(p)}`,
    hovertemplate: `radius %{x:.3f}: %{y:.1f} %<extra>${style.label}</extra>`,
  };
}

/** Gains at the radii with a mark, each method a little aside, so that no interval hides another. */
function gainTrace(
  { style, gains }: RadiusCurve,
  radii: readonly number[],
  { p, panels, k }: { readonly p: number; readonly panels: number; readonly k: number },
): Data[] {
  if (!gains) return [];
  const at = [...radii.keys()].filter((i) => i % markedEvery === 0);
  const aside = 0.0032 * (k - 3);
  return [
    {
      type: 'scatter',
      mode: 'markers',
      name: style.label,
      legendgroup: style.label,
      showlegend: false,
      x: at.map((i) => radii[i] + aside),
      y: at.map((i) => gains[i].mean),
      error_y: {
        type: 'data',
        symmetric: false,
        array: at.map((i) => gains[i].high - gains[i].mean),
        arrayminus: at.map((i) => gains[i].mean - gains[i].low),
        ...{ color: style.color, thickness: 1.5, width: 0 },
      },
      marker: { color: style.color, symbol: style.symbol, size: 7, line: { color: '#ffffff', width: 0.5 } },
      xaxis: `x${suffix(panels + p)}`,
      yaxis: `y${suffix(panels + p)}`,
      customdata: at.map((i) => [radii[i], gains[i].low, gains[i].high]) as never,
      hovertemplate: `radius %{customdata[0]:.3f}: %{y:.1f} [%{customdata[1]:.1f}, %{customdata[2]:.1f}] points<extra>${style.label}</extra>`,
    },
  ];
}

function layout(panels: readonly RadiusPanel[], last: number, marked: number): Partial<Layout> {
  const columns = panels.map((_, p) => columnAxes(p, panels, last));
  const rows = panels.flatMap((_, p) => [p, panels.length + p]);
  const line = (k: number, more: object) => ({
    type: 'line' as const,
    xref: `x${suffix(k)}` as 'x',
    yref: `y${suffix(k)} domain` as 'y domain',
    ...{ x0: marked, x1: marked, y0: 0, y1: 1 },
    line: { color: '#222222', width: 1, dash: 'dash' as const },
    ...more,
  });
  return {
    ...baseLayout(1000, 720),
    margin: { l: 70, r: 20, t: 40, b: 90 },
    ...Object.assign({}, ...columns),
    shapes: [
      ...rows.map((k) => line(k, {})),
      ...panels.map((_, p) =>
        line(panels.length + p, {
          ...{ xref: `x${suffix(panels.length + p)} domain`, yref: `y${suffix(panels.length + p)}` },
          ...{ x0: 0, x1: 1, y0: 0, y1: 0 },
          line: { color: methodStyles.vanilla.color, width: 1.5 },
        }),
      ),
    ],
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 0, yref: 'container', yanchor: 'bottom' },
    annotations: panels.flatMap(({ title }, p) => [
      panelTitle(title, `x${suffix(p)}`, `y${suffix(p)}`),
      panelTitle(
        'less vanilla training, with 95 % intervals over data sets',
        `x${suffix(panels.length + p)}`,
        `y${suffix(panels.length + p)}`,
      ),
    ]),
  };
}

/** Axes of both rows of a column. */
function columnAxes(p: number, panels: readonly RadiusPanel[], last: number): object {
  const share = 1 / panels.length;
  const domain = [p * share + (p > 0 ? 0.035 : 0), (p + 1) * share - (p + 1 < panels.length ? 0.035 : 0)];
  const below = panels.length + p;
  const top = Math.max(...panels.flatMap(({ curves }) => curves.flatMap(({ accuracies }) => accuracies)));
  const x = { ...baseAxis, range: [-0.012 * (last / 0.3), last * 1.04], domain };
  return {
    [`xaxis${suffix(p)}`]: { ...x, anchor: `y${suffix(p)}` },
    [`yaxis${suffix(p)}`]: {
      ...{ ...baseAxis, anchor: `x${suffix(p)}`, domain: [0.56, 1], range: [0, Math.min(100, top * 1.06)] },
      ...(p === 0 && { title: axisTitle('robust accuracy [%], mean over data sets') }),
    },
    [`xaxis${suffix(below)}`]: {
      ...{ ...x, anchor: `y${suffix(below)}`, title: axisTitle('radius / (largest − smallest input)') },
    },
    [`yaxis${suffix(below)}`]: {
      ...{ ...baseAxis, anchor: `x${suffix(below)}`, domain: [0, 0.44] },
      ...(p === 0 && { title: axisTitle('gain over vanilla training [points]') }),
      ...(p > 0 && { matches: `y${suffix(panels.length)}` }),
    },
  };
}
