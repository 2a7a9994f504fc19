import type { Data, Layout } from 'plotly.js-dist';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { methodStyles } from '../../report/style';

/** The three losses, one value per angle. */
export interface ThreeLosses {
  readonly mixup: readonly number[];
  readonly genLabel: readonly number[];
  readonly adversarial: readonly number[];
}

/** What Figure 8 shows. */
export interface Figure08Data {
  /** Angles of theta, radians. */
  readonly phi: readonly number[];
  /** Second-order approximations, as in the paper. */
  readonly taylor: ThreeLosses;
  /** The losses that they approximate. */
  readonly exact: ThreeLosses;
  /** ||theta||. */
  readonly norm: number;
}

/**
 * Figure 8: mixup, GenLabel and adversarial loss over the angle of a logistic model. Left: the second-order
 * approximations, as the paper draws them. Right: the exact losses, on a logarithmic axis (ours).
 */
export function figure08(data: Figure08Data): FigureSpec {
  const angles = data.phi.map((phi) => phi / Math.PI);
  return plotlySpec(
    [...panel(angles, data.taylor, '', true), ...panel(angles, data.exact, '2', false)],
    layout(data),
  );
}

function panel(angles: number[], losses: ThreeLosses, axes: '' | '2', showlegend: boolean): Data[] {
  const curve = (
    name: string,
    values: readonly number[],
    { color, dash }: { color: string; dash: 'solid' | 'dashdot' },
  ): Data => ({
    type: 'scatter',
    mode: 'lines',
    name,
    legendgroup: name,
    showlegend,
    x: angles,
    y: [...values],
    line: { color, dash, width: 2.5 },
    xaxis: `x${axes}`,
    yaxis: `y${axes}`,
  });
  return [
    curve('Mixup', losses.mixup, methodStyles.mixup),
    curve('GenLabel', losses.genLabel, methodStyles['genlabel-gm']),
    curve('Adv', losses.adversarial, methodStyles.adversarial),
  ];
}

function layout(data: Figure08Data): Partial<Layout> {
  const angle = axisTitle('φ: angle of the model [π radian]');
  return {
    ...baseLayout(920, 400),
    margin: { l: 70, r: 20, t: 36, b: 60 },
    xaxis: { ...baseAxis, domain: [0, 0.37], anchor: 'y', title: angle },
    yaxis: { ...baseAxis, anchor: 'x', rangemode: 'tozero', title: axisTitle('loss') },
    xaxis2: { ...baseAxis, domain: [0.48, 0.85], anchor: 'y2', title: angle },
    yaxis2: { ...baseAxis, anchor: 'x2', type: 'log', exponentformat: 'power', title: axisTitle('loss') },
    legend: { x: 0.87, y: 1, xanchor: 'left', yanchor: 'top' },
    annotations: [
      panelTitle(`second-order approximations, ‖θ‖ = ${data.norm}`, 'x', 'y'),
      panelTitle('exact losses', 'x2', 'y2'),
    ],
  };
}
