import type { Data, Layout } from 'plotly.js-dist';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';

/** Map of the order of margins for one n. */
export interface OrderPanel {
  readonly n: number;
  readonly r: readonly number[];
  readonly sigma2: readonly number[];
  /** [sigma2][r] */
  readonly genlabelBeatsVanilla: readonly (readonly boolean[])[];
  /** [r] */
  readonly vanillaBeatsMixup: readonly boolean[];
  readonly genlabelCrossings: readonly { readonly sigma2: number; readonly r: number }[];
  readonly mixupCrossings: readonly number[];
}

/** Of the two parts of GenLabel > vanilla > mixup: both, the first, the second, none. */
const regions = [
  { name: 'as claimed: GenLabel > vanilla > mixup', color: '#3f8fc4' },
  { name: 'GenLabel > vanilla only', color: '#cfe5f4' },
  { name: 'vanilla > mixup only', color: '#f4a259' },
  { name: 'neither', color: '#8c8c8c' },
] as const;

/** Dots and dashed lines where two margins are equal: seen on every region. */
const crossing = { color: '#ffffff', size: 8, line: { color: '#000000', width: 1.5 } } as const;
const equal = { color: '#000000', dash: 'dash', width: 2 } as const;

/**
 * Where the order of the margins of Example 3 is as Section 5.2 claims: one panel for each n, over r and sigma^2, both
 * logarithmic; dots and dashed lines are the crossings. The paper has no such figure.
 */
export function example3Order(panels: readonly OrderPanel[]): FigureSpec {
  return plotlySpec([...panels.flatMap(panelTraces), ...legendTraces()], layout(panels));
}

function panelTraces(panel: OrderPanel, index: number): Data[] {
  const axes = { xaxis: `x${index + 1}`, yaxis: `y${index + 1}` } as const;
  const [bottom, top] = [panel.sigma2[0], panel.sigma2[panel.sigma2.length - 1]];
  const region = (first: boolean, second: boolean) => (first ? (second ? 0 : 1) : second ? 2 : 3);
  const z = panel.genlabelBeatsVanilla.map((row) =>
    row.map((first, k) => region(first, panel.vanillaBeatsMixup[k])),
  );
  return [
    {
      ...axes,
      type: 'heatmap',
      x: [...panel.r],
      y: [...panel.sigma2],
      z,
      zmin: -0.5,
      zmax: 3.5,
      colorscale: regions.flatMap(({ color }, k): [number, string][] => [
        [k / 4, color],
        [(k + 1) / 4, color],
      ]),
      showscale: false,
      hoverinfo: 'x+y',
    } as Data,
    ...panel.mixupCrossings.map(
      (r): Data => ({
        ...axes,
        type: 'scatter',
        mode: 'lines',
        x: [r, r],
        y: [bottom, top],
        line: { ...equal },
        showlegend: false,
        hovertemplate: 'vanilla = mixup at r = %{x:.3f}<extra></extra>',
      }),
    ),
    {
      ...axes,
      type: 'scatter',
      mode: 'markers',
      x: panel.genlabelCrossings.map(({ r }) => r),
      y: panel.genlabelCrossings.map(({ sigma2 }) => sigma2),
      marker: { ...crossing },
      showlegend: false,
      hovertemplate: 'GenLabel = vanilla at r = %{x:.3f}, σ² = %{y:.3f}<extra></extra>',
    },
  ];
}

function legendTraces(): Data[] {
  const entry = (name: string, more: object) =>
    ({ type: 'scatter', x: [null], y: [null], name, xaxis: 'x1', yaxis: 'y1', ...more }) as Data;
  return [
    ...regions.map(({ name, color }) =>
      entry(name, { mode: 'markers', marker: { color, size: 12, symbol: 'square' } }),
    ),
    entry('vanilla = mixup', { mode: 'lines', line: { ...equal } }),
    entry('GenLabel = vanilla', { mode: 'markers', marker: { ...crossing } }),
  ];
}

function layout(panels: readonly OrderPanel[]): Partial<Layout> {
  const gap = 0.035;
  const width = (1 - gap * (panels.length - 1)) / panels.length;
  const range = (values: readonly number[]) => [values[0], values[values.length - 1]].map(Math.log10);
  const axes = panels.flatMap((panel, k) => {
    const left = k * (width + gap);
    const x = {
      ...baseAxis,
      type: 'log',
      anchor: `y${k + 1}`,
      domain: [left, left + width],
      range: range(panel.r),
      ...{ tickvals: [0.5, 1, 2, 5, 10, 20, 50], tickangle: 0 },
      title: axisTitle('norm r'),
    };
    const y = {
      ...baseAxis,
      type: 'log',
      anchor: `x${k + 1}`,
      range: range(panel.sigma2),
      tickvals: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1],
      showticklabels: k === 0,
    };
    return [
      [`xaxis${k + 1}`, x],
      [`yaxis${k + 1}`, k === 0 ? { ...y, title: axisTitle('variance σ² of the label') } : y],
    ];
  });
  return {
    ...baseLayout(980, 420),
    margin: { l: 70, r: 20, t: 36, b: 120 },
    ...Object.fromEntries(axes),
    legend: { orientation: 'h', x: 0, y: -0.22, xanchor: 'left', yanchor: 'top' },
    annotations: panels.map(({ n }, k) => panelTitle(`n = ${n}`, `x${k + 1}`, `y${k + 1}`)),
  };
}
