import type { Data, Layout } from 'plotly.js-dist';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { type MethodName, type MethodStyle, methodStyles } from '../../report/style';
import { example3Points } from './example-3-points';

/** phi*(r) of one scheme. */
export interface PhiStarCurve {
  /** Text of the legend. */
  readonly name: string;
  readonly method: Extract<MethodName, 'vanilla' | 'mixup' | 'genlabel-gm'>;
  /** Sets apart several curves of one method; default the method's own. */
  readonly dash?: MethodStyle['dash'];
  /** phi* in radians, one value per norm. */
  readonly phi: readonly number[];
  /** Limit for r to infinity, radians; drawn at the right edge. */
  readonly limit: number;
}

/** What Figure 5 shows. */
export interface Figure05Data {
  /** Number of coinciding points of class -1. */
  readonly n: number;
  /** Norms of theta, ascending. */
  readonly r: readonly number[];
  readonly curves: readonly PhiStarCurve[];
}

/**
 * Figure 5: Example 3. Left: the data set with the boundary of the SVM. Right: phi*(r) / pi of each scheme, whose limits for
 * r to infinity are the diamonds. Deviation: r has a logarithmic axis, and GenLabel is shown for several sigma^2, because
 * the paper states neither n nor sigma and the curves depend on both.
 */
export function figure05(data: Figure05Data): FigureSpec {
  const end = data.r[data.r.length - 1] * 1.35;
  return plotlySpec(
    [
      ...example3Points({ xaxis: 'x', yaxis: 'y' }),
      boundary(),
      svm(data.r[0], end),
      ...data.curves.flatMap((curve) => lines(curve, data.r, end)),
    ],
    layout(data, end),
  );
}

function lines(curve: PhiStarCurve, r: readonly number[], end: number): Data[] {
  const style = methodStyles[curve.method];
  const common = { xaxis: 'x2', yaxis: 'y2', legendgroup: escapePlotly(curve.name) } as const;
  return [
    {
      ...common,
      type: 'scatter',
      mode: 'lines',
      name: escapePlotly(curve.name),
      x: [...r],
      y: curve.phi.map((phi) => phi / Math.PI),
      line: { color: style.color, dash: curve.dash ?? style.dash, width: 2.5 },
    },
    {
      ...common,
      type: 'scatter',
      mode: 'markers',
      x: [end],
      y: [curve.limit / Math.PI],
      marker: { color: style.color, size: 9, symbol: 'diamond' },
      showlegend: false,
      hovertemplate: `limit %{y:.6f}<extra>${escapePlotly(curve.name)}</extra>`,
    },
  ];
}

function svm(from: number, to: number): Data {
  const { color, dash } = methodStyles.svm;
  return {
    type: 'scatter',
    mode: 'lines',
    name: 'SVM, 1/4',
    x: [from, to],
    y: [0.25, 0.25],
    line: { color, dash, width: 2 },
    xaxis: 'x2',
    yaxis: 'y2',
  };
}

/** Points with theta . x = 0 for theta = (1, 1) / sqrt 2. */
function boundary(): Data {
  const { color, dash } = methodStyles.svm;
  return {
    type: 'scatter',
    mode: 'lines',
    x: [-1.2, 1.2],
    y: [1.2, -1.2],
    line: { color, dash, width: 2 },
    xaxis: 'x',
    yaxis: 'y',
    showlegend: false,
    hoverinfo: 'skip',
  };
}

function layout(data: Figure05Data, end: number): Partial<Layout> {
  return {
    ...baseLayout(980, 430),
    margin: { l: 55, r: 20, t: 36, b: 60 },
    xaxis: {
      ...baseAxis,
      domain: [0, 0.33],
      anchor: 'y',
      range: [-1.4, 1.4],
      title: axisTitle('x<sub>1</sub>'),
    },
    yaxis: {
      ...baseAxis,
      anchor: 'x',
      range: [-1.4, 1.4],
      scaleanchor: 'x',
      title: axisTitle('x<sub>2</sub>'),
    },
    xaxis2: {
      ...baseAxis,
      domain: [0.43, 0.76],
      anchor: 'y2',
      type: 'log',
      range: [Math.log10(data.r[0]), Math.log10(end * 1.1)],
      title: axisTitle('r = ‖θ‖'),
    },
    yaxis2: { ...baseAxis, anchor: 'x2', title: axisTitle('φ*/π') },
    legend: { x: 0.79, y: 1, xanchor: 'left', yanchor: 'top' },
    annotations: [
      panelTitle(`(a) data set, n = ${data.n}`, 'x', 'y'),
      panelTitle('(b) φ* over r; ◆: r → ∞', 'x2', 'y2'),
    ],
  };
}
