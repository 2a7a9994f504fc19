import type { Data, Layout } from 'plotly.js-dist';
import { mean } from '../../numeric/statistics';
import { axisTitle, baseAxis, baseLayout, panelTitle, plotlySpec } from '../../report/figure-base';
import type { FigureSpec } from '../../report/spec';
import { type MethodStyle, methodStyles } from '../../report/style';
import { type ImageMethodName, imageChoices, imageMethods } from './image-settings';
import type { EpochCounts } from './image-trial';
import type { ImageRecord } from './table-06';

const styles: Readonly<Record<ImageMethodName, MethodStyle>> = {
  vanilla: methodStyles.vanilla,
  adamixup: methodStyles.adamixup,
  mixup: methodStyles.mixup,
  'mixup-genlabel': { ...methodStyles['genlabel-gm'], label: imageMethods['mixup-genlabel'] },
  'manifold-mixup': { ...methodStyles.mixup, label: imageMethods['manifold-mixup'], dash: 'dot' },
  'manifold-mixup-genlabel': {
    ...methodStyles['genlabel-gm'],
    ...{ label: imageMethods['manifold-mixup-genlabel'], dash: 'dot' },
  },
};

interface Panel {
  readonly title: string;
  readonly records: readonly ImageRecord[];
  readonly percent: (counts: EpochCounts, record: ImageRecord) => number;
  readonly axis: string;
}

/**
 * Accuracy against the epoch on MNIST, mean over trials with the least and the greatest one: robust (Table 14) and clean (Table 13). The paper has
 * no such figure; it shows how much depends on the choice of the epoch.
 */
export function figureEpochs(robust: readonly ImageRecord[], clean: readonly ImageRecord[]): FigureSpec {
  const { images } = imageChoices.selection;
  const panels: Panel[] = [
    {
      title: 'Table 14: robust to APGD-CE of 20 steps, test images',
      ...{ records: robust, axis: 'robust accuracy [%]' },
      percent: ({ testRobust = 0 }) => (100 * testRobust) / images,
    },
    {
      title: 'Table 13: test images',
      ...{ records: clean, axis: 'accuracy [%]' },
      percent: ({ test }, { result }) => (100 * test) / result.testSize,
    },
  ];
  const methods = Object.keys(imageMethods) as ImageMethodName[];
  return plotlySpec(
    panels.flatMap((panel, p) => methods.flatMap((method) => curve(panel, method, p))),
    layout(panels),
  );
}

const suffix = (p: number) => (p === 0 ? '' : String(p + 1));

function curve({ records, percent }: Panel, method: ImageMethodName, p: number): Data[] {
  const own = records.filter(({ configuration }) => configuration.method === method);
  if (own.length === 0) return [];
  const byEpoch = new Map<number, number[]>();
  for (const record of own) {
    for (const counts of record.result.epochs) {
      const values = byEpoch.get(counts.epoch) ?? [];
      byEpoch.set(counts.epoch, [...values, percent(counts, record)]);
    }
  }
  const style = styles[method];
  const values = [...byEpoch.values()];
  const centres = values.map(mean);
  return [
    {
      type: 'scatter',
      mode: 'lines',
      ...{ name: style.label, legendgroup: style.label, showlegend: p === 0 },
      x: [...byEpoch.keys()],
      y: centres,
      error_y: {
        ...{ type: 'data', symmetric: false, visible: p === 0, thickness: 1, width: 2, color: style.color },
        array: values.map((all, i) => Math.max(...all) - centres[i]),
        arrayminus: values.map((all, i) => centres[i] - Math.min(...all)),
      },
      line: { color: style.color, dash: style.dash, width: 2 },
      ...{ xaxis: `x${suffix(p)}`, yaxis: `y${suffix(p)}` },
      hovertemplate: `epoch %{x}: %{y:.2f} %<extra>${style.label}</extra>`,
    },
  ];
}

function layout(panels: readonly Panel[]): Partial<Layout> {
  const axes = panels.flatMap(({ axis }, p) => [
    [
      `xaxis${suffix(p)}`,
      {
        ...baseAxis,
        domain: p === 0 ? [0, 0.46] : [0.54, 1],
        anchor: `y${suffix(p)}`,
        title: axisTitle('epoch'),
      },
    ],
    [
      `yaxis${suffix(p)}`,
      // The first epochs of Table 13 lie below: what matters is a tenth of a percent.
      { ...baseAxis, ...(p === 1 && { range: [98, 99.6] }), anchor: `x${suffix(p)}`, title: axisTitle(axis) },
    ],
  ]);
  return {
    ...baseLayout(960, 460),
    margin: { l: 65, r: 20, t: 40, b: 110 },
    ...Object.fromEntries(axes),
    legend: { orientation: 'h', x: 0.5, xanchor: 'center', y: -0.2, yanchor: 'top' },
    annotations: panels.map(({ title }, p) => panelTitle(title, `x${suffix(p)}`, `y${suffix(p)}`)),
  };
}
