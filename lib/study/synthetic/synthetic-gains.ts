import type { Data, Layout } from 'plotly.js-dist';
import type { MeanInterval } from '../../numeric/statistics';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { methodStyles } from '../../report/style';
import { type Protocol, protocols } from '../common/protocol';

/** A paired difference of accuracies, in points of percent. */
export interface SyntheticGain {
  readonly protocol: Protocol;
  /** GenLabel less this. */
  readonly minus: 'vanilla' | 'mixup';
  /** Whether GenLabel has the densities of the protocol, or the others. */
  readonly densities: 'own' | 'other';
  readonly gain: MeanInterval;
}

/** The gains on one data set; its name is plain text. */
export interface SyntheticGainPanel {
  readonly name: string;
  readonly gains: readonly SyntheticGain[];
}

const contrasts = [
  { minus: 'mixup', densities: 'own', shift: 0.27 },
  { minus: 'mixup', densities: 'other', shift: 0.09 },
  { minus: 'vanilla', densities: 'own', shift: -0.09 },
  { minus: 'vanilla', densities: 'other', shift: -0.27 },
] as const;

/**
 * GenLabel less mixup and less vanilla training, with 95 % confidence intervals of the paired differences: one panel a
 * data set, each with a scale of its own. Open marks: GenLabel with other densities. The paper has no such figure.
 */
export function syntheticGains(panels: readonly SyntheticGainPanel[]): FigureSpec {
  const traces = panels.flatMap(({ gains }, i) =>
    contrasts.map((contrast): Data => {
      const { minus, densities } = contrast;
      const members = gains.filter((gain) => gain.minus === minus && gain.densities === densities);
      return gainTrace(members, contrast, i);
    }),
  );
  return plotlySpec(traces, layout(panels));
}

function gainTrace(
  gains: readonly SyntheticGain[],
  { minus, densities, shift }: (typeof contrasts)[number],
  panel: number,
): Data {
  const { label, color, symbol } = methodStyles[minus];
  const name = `GenLabel${densities === 'other' ? ', other densities,' : ''} − ${label}`;
  return {
    type: 'scatter',
    mode: 'markers',
    ...{ xaxis: axis('x', panel), yaxis: axis('y', panel) },
    x: gains.map(({ gain }) => gain.mean),
    y: gains.map(({ protocol }) => protocols.length - 1 - protocols.indexOf(protocol) + shift),
    error_x: {
      type: 'data',
      symmetric: false,
      array: gains.map(({ gain }) => gain.high - gain.mean),
      arrayminus: gains.map(({ gain }) => gain.mean - gain.low),
      ...{ color, thickness: 1.5, width: 3 },
    },
    marker: {
      color,
      symbol: densities === 'own' ? symbol : `${symbol}-open`,
      size: 10,
      line: { color, width: 1.5 },
    },
    name,
    legendgroup: name,
    showlegend: panel === 0,
    hovertemplate: `${name}: %{x:.2f} points<extra></extra>`,
  };
}

/** Plotly's name of the axis of a panel, from 0. */
function axis(letter: 'x' | 'y', panel: number): string {
  return panel === 0 ? letter : `${letter}${panel + 1}`;
}

/** All intervals and 0, with room on both sides, so that no mark lies on the frame. */
function rangeOf({ gains }: SyntheticGainPanel): [number, number] {
  const low = Math.min(0, ...gains.map(({ gain }) => gain.low));
  const high = Math.max(0, ...gains.map(({ gain }) => gain.high));
  const room = 0.1 * (high - low || 1);
  return [low - room, high + room];
}

function layout(panels: readonly SyntheticGainPanel[]): Partial<Layout> {
  const gap = 0.03;
  const width = (1 + gap) / panels.length;
  const axes = panels.flatMap((_, i) => [
    [
      `xaxis${i === 0 ? '' : i + 1}`,
      {
        ...baseAxis,
        domain: [i * width, i * width + width - gap],
        anchor: axis('y', i),
        nticks: 5,
        title: axisTitle('gain [points]'),
        range: rangeOf(panels[i]),
      },
    ],
    [
      `yaxis${i === 0 ? '' : i + 1}`,
      {
        ...{ ...baseAxis, showgrid: false, anchor: axis('x', i), range: [-0.5, protocols.length - 0.5] },
        tickvals: protocols.map((_, row) => protocols.length - 1 - row),
        ...{ ticktext: protocols.map((name) => `protocol<br>${name}`), showticklabels: i === 0 },
      },
    ],
  ]);
  return {
    ...baseLayout(1024, 340),
    margin: { l: 75, r: 20, t: 36, b: 90 },
    ...Object.fromEntries(axes),
    shapes: panels.map((_, i) => ({
      type: 'line',
      ...{ xref: axis('x', i), yref: `${axis('y', i)} domain` },
      ...{ x0: 0, x1: 0, y0: 0, y1: 1 },
      line: { color: '#222222', width: 1 },
    })) as Layout['shapes'],
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 0, yref: 'container', yanchor: 'bottom' },
    annotations: panels.map(({ name }, i) => panelTitle(escapePlotly(name), axis('x', i), axis('y', i))),
  };
}
