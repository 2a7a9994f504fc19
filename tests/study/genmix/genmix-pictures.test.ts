import { describe, expect, it } from 'vitest';
import { figure12, figure13, figure14 } from '../../../lib/study/genmix/genmix-pictures';
import type { MarginRecord } from '../../../lib/study/genmix/summarise-margins';

const points = Array.from({ length: 12 }, (_, p) => p);
const line = [[0, 0, 1, 1]];
const recordOf = (dataset: string, trial = 0): MarginRecord =>
  ({
    configuration: { dataset, trial },
    result: {
      picture: {
        ...{ points, classes: '001122', mixed: [5, 5, 6, 6] },
        boundaries: { vanilla: line, mixup: line, genlabel: line, genmix: line },
      },
    },
  }) as unknown as MarginRecord;

const drawn = ({ data }: ReturnType<typeof figure12>, axis: string) =>
  data
    .filter(
      (trace) =>
        (trace as { xaxis?: string }).xaxis === axis && (trace as { mode?: string }).mode === 'markers',
    )
    .reduce((sum, trace) => sum + (trace as { x: number[] }).x.length, 0);

describe('figures of margins', () => {
  it('show all training points once, every fourth beside them, in frames alike', () => {
    const spec = figure12([recordOf('v')]);
    // (b) has two of six points and two mixed ones.
    expect(['x', 'x2', 'x3'].map((axis) => drawn(spec, axis))).toEqual([6, 4, 2]);
    const { xaxis, xaxis2, xaxis3 } = spec.layout as unknown as Record<string, { range: number[] }>;
    expect([xaxis2.range, xaxis3.range]).toEqual([xaxis.range, xaxis.range]);
  });

  it('of three norms show all training points once, every fourth beside them, and their own mixed points', () => {
    const record = recordOf('moon');
    const norms = { l1: [5, 5], l2: [5, 5, 6, 6], linf: [5, 5, 6, 6, 7, 7] };
    Object.assign(record.result.picture as object, { norms });
    const spec = figure14([record]);
    expect(['x', 'x2', 'x3'].map((axis) => drawn(spec, axis))).toEqual([6 + 1, 2 + 2, 2 + 3]);
    const { xaxis, xaxis3 } = spec.layout as unknown as Record<string, { range: number[] }>;
    expect(xaxis3.range).toEqual(xaxis.range);
    expect(figure14([]).data).toHaveLength(0);
  });

  it('have coordinates of three decimals', () => {
    const record = recordOf('v');
    Object.assign(record.result.picture as object, { mixed: [1 / 3, 2 / 3, 5, 5] });
    const traces = figure12([record]).data as { x: number[]; y: number[] }[];
    const all = traces.flatMap(({ x, y }) => [...x, ...y]);
    expect(all).toContain(0.333);
    expect(all).toContain(0.667);
  });

  it('have a row for each set with a picture, in the order of the paper', () => {
    expect(figure12([]).data).toHaveLength(0);
    const spec = figure13([recordOf('moon'), recordOf('four-gaussians')]);
    const { annotations } = spec.layout as { annotations: { text: string }[] };
    const titles = annotations.map(({ text }) => text);
    expect(titles).toHaveLength(6);
    expect(titles[0]).toContain('2D Gaussian');
    expect(titles[3]).toContain('Moon');
  });
});
