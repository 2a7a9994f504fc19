import type { Data, Layout } from 'plotly.js-dist';
import { escapePlotly } from '../../report/escape';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { type MethodName, methodStyles } from '../../report/style';
import type { MixtureDensityModel } from './mixture-density';
import { type MixtureDensitySummary, trainAccuracyRule } from './summarise-mixture-density';

/** A data set's summary with the name to show, in plain text. */
export interface MixtureDensityRow {
  readonly name: string;
  readonly summary: MixtureDensitySummary;
}

const styles: { readonly [model in MixtureDensityModel]: MethodName } = {
  gaussian: 'genlabel-gm',
  kernel: 'genlabel-kde',
  mixture: 'genlabel-mixture',
};
const models = Object.keys(styles) as MixtureDensityModel[];

/** Places of the three models within a row, from above. */
const shifts: { readonly [model in MixtureDensityModel]: number } = {
  gaussian: 0.22,
  kernel: 0,
  mixture: -0.22,
};

/**
 * Left: train accuracy of the generative classifiers, with the paper's rule of 95 %. Right: GenLabel less mixup on the same
 * splits, with 95 % confidence intervals. One row a data set. The paper has no such figure.
 */
export function mixtureDensityFigure(rows: readonly MixtureDensityRow[]): FigureSpec {
  const heights = rows.map((_, i) => rows.length - 1 - i);
  const traces = models.flatMap((model): Data[] => {
    const { label, color, symbol } = methodStyles[styles[model]];
    const y = heights.map((height) => height + shifts[model]);
    const marker = { color, symbol, size: 8 };
    const gains = rows.map(({ summary }) => summary.gain[model]);
    return [
      {
        type: 'scatter',
        mode: 'markers',
        x: rows.map(({ summary }) => summary.classifierTrain[model]),
        y,
        marker,
        name: label,
        legendgroup: model,
        hovertemplate: `${label}: %{x:.1f} %<extra></extra>`,
      },
      {
        type: 'scatter',
        mode: 'markers',
        xaxis: 'x2',
        yaxis: 'y2',
        x: gains.map(({ mean }) => mean),
        y,
        error_x: {
          type: 'data',
          symmetric: true,
          array: gains.map(({ mean, high }) => high - mean),
          color,
          thickness: 1.5,
          width: 3,
        },
        marker,
        legendgroup: model,
        showlegend: false,
        hovertemplate: `${label}: %{x:.2f} points<extra></extra>`,
      },
    ];
  });
  return plotlySpec(traces, layout(rows, heights));
}

function layout(rows: readonly MixtureDensityRow[], heights: readonly number[]): Partial<Layout> {
  const range: [number, number] = [-0.6, rows.length - 0.4];
  const y = { ...baseAxis, range, tickvals: [...heights] };
  const line = (at: number, x: string, yref: string) =>
    ({
      type: 'line',
      xref: x,
      yref: `${yref} domain`,
      ...{ x0: at, x1: at, y0: 0, y1: 1 },
      line: { color: '#222222', dash: 'dash', width: 1 },
    }) as NonNullable<Layout['shapes']>[number];
  return {
    ...baseLayout(1000, 120 + 34 * rows.length),
    margin: { l: 185, r: 20, t: 36, b: 90 },
    xaxis: {
      ...baseAxis,
      domain: [0, 0.46],
      anchor: 'y',
      title: axisTitle('train accuracy of the classifier, %'),
    },
    yaxis: { ...y, anchor: 'x', ticktext: rows.map(({ name }) => escapePlotly(name)) },
    xaxis2: { ...baseAxis, domain: [0.54, 1], anchor: 'y2', title: axisTitle('GenLabel less mixup, points') },
    yaxis2: { ...y, anchor: 'x2', showticklabels: false },
    shapes: [line(trainAccuracyRule, 'x', 'y'), line(0, 'x2', 'y2')],
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: 0, yref: 'container', yanchor: 'bottom' },
    annotations: [
      panelTitle('generative classifiers', 'x', 'y'),
      panelTitle('test accuracy of logistic regression', 'x2', 'y2'),
    ],
  };
}
