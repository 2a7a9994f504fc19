import type { Data, Layout } from 'plotly.js-dist';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import type { MethodStyle } from '../../report/style';

/** Robust accuracy of a method against the radius. */
export interface RadiusCurve {
  readonly style: MethodStyle;
  /** Percent, one a radius. */
  readonly accuracies: readonly number[];
}

/** One panel: the curves of a protocol. */
export interface RadiusPanel {
  /** Plain text of ours. */
  readonly title: string;
  readonly curves: readonly RadiusCurve[];
}

/**
 * Robust accuracy against the radius of the attack, one panel a protocol: at radius 0 it is clean accuracy. A dashed line marks the
 * radius of Table 5. The paper has no such figure.
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
    panels.flatMap(({ curves }, p) => curves.map((curve) => trace(curve, radii, p))),
    layout(panels, radii[radii.length - 1], marked),
  );
}

const suffix = (p: number) => (p === 0 ? '' : String(p + 1));

function trace({ style, accuracies }: RadiusCurve, radii: readonly number[], p: number): Data {
  const every = 6;
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: style.label,
    legendgroup: style.label,
    showlegend: p === 0,
    x: [...radii],
    y: [...accuracies],
    line: { color: style.color, dash: style.dash, width: 2 },
    // A marker on every sixth point; a mark on all of them would hide the lines.
    marker: {
      color: style.color,
      symbol: style.symbol,
      size: radii.map((_, i) => (i % every === 0 ? 8 : 0)),
      opacity: 1,
      line: { width: 0 },
    },
    xaxis: `x${suffix(p)}`,
    yaxis: `y${suffix(p)}`,
    hovertemplate: `radius %{x:.3f}: %{y:.1f} %<extra>${style.label}</extra>`,
  };
}

function layout(panels: readonly RadiusPanel[], last: number, marked: number): Partial<Layout> {
  const share = 1 / panels.length;
  const axes = panels.flatMap((_, p) => [
    [
      `xaxis${suffix(p)}`,
      {
        ...baseAxis,
        range: [0, last],
        domain: [p * share + (p > 0 ? 0.035 : 0), (p + 1) * share - (p + 1 < panels.length ? 0.035 : 0)],
        anchor: `y${suffix(p)}`,
        title: axisTitle('radius / (largest − smallest input)'),
      },
    ],
    [
      `yaxis${suffix(p)}`,
      {
        ...baseAxis,
        range: [0, 100],
        anchor: `x${suffix(p)}`,
        ...(p === 0 && { title: axisTitle('robust accuracy [%], mean over data sets') }),
      },
    ],
  ]);
  return {
    ...baseLayout(960, 460),
    margin: { l: 65, r: 20, t: 40, b: 110 },
    ...Object.fromEntries(axes),
    shapes: panels.map((_, p) => ({
      type: 'line',
      xref: `x${suffix(p)}` as 'x',
      yref: `y${suffix(p)}` as 'y',
      x0: marked,
      x1: marked,
      y0: 0,
      y1: 100,
      line: { color: '#222222', width: 1, dash: 'dash' },
    })),
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: -0.2, yanchor: 'top' },
    annotations: panels.map(({ title }, p) => panelTitle(title, `x${suffix(p)}`, `y${suffix(p)}`)),
  };
}
