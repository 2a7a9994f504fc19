import { expect, it } from 'vitest';
import { methodStyles } from '../../../lib/report/style';
import { robustnessRadius } from '../../../lib/study/robustness/robustness-radius';
import {
  type CriticalDifferenceData,
  criticalDifference,
} from '../../../lib/study/tabular/critical-difference';
import { figure06 } from '../../../lib/study/tabular/figure-06';
import { expectGolden } from '../../report/golden';

const panels = [
  { alpha: 1, gains: [-3.2, -0.5, 0, 0, 0.4, 0.6, 1, 8.3] },
  { alpha: 2, gains: [-1, 0.25, 2.5] },
];
const { vanilla, mixup, adamixup } = methodStyles;
const ranking: CriticalDifferenceData = {
  methods: [
    { style: methodStyles['genlabel-cv'], rank: 1.6 },
    { style: vanilla, rank: 2.1 },
    { style: adamixup, rank: 2.9 },
    { style: mixup, rank: 3.4 },
  ],
  criticalDifference: 0.9,
  cliques: [
    [0, 1],
    [1, 2],
    [2, 3],
  ],
  sets: 27,
};

it('figure 6 is the committed spec', () => {
  expectGolden('figure-06', figure06(panels));
});

it('figure 6 counts every data set once, losses left of 0, zeros apart', () => {
  const { data } = figure06(panels) as unknown as {
    data: { type: string; xaxis: string; legendgroup: string; x: number[]; y: number[] }[];
  };
  const bars = data.filter(({ type, xaxis }) => type === 'bar' && xaxis === 'x');
  const sum = (kind: string) =>
    bars
      .filter(({ legendgroup }) => legendgroup === kind)
      .flatMap(({ y }) => y)
      .reduce((a, b) => a + b);
  expect([sum('lower'), sum('equal'), sum('higher')]).toEqual([2, 2, 4]);
  const [lower] = bars;
  expect(lower.x.filter((_, i) => lower.y[i] > 0)).toEqual([-3.5, -0.5]);
  const higher = bars[2];
  // 1 opens the bin from 1 to 2.
  expect(higher.x.filter((_, i) => higher.y[i] > 0)).toEqual([0.5, 1.5, 8.5]);
  expect(data.filter(({ legendgroup }) => legendgroup === 'median').map(({ x }) => x[0])).toEqual([
    0.2, 0.25,
  ]);
});

it('figure 6 refuses to show nothing', () => {
  expect(() => figure06([{ alpha: 1, gains: [] }])).toThrow(/no gains/);
  expect(() => figure06(panels, 0)).toThrow(/binWidth is 0/);
});

it('the critical-difference diagram is the committed spec', () => {
  expectGolden('critical-difference', criticalDifference(ranking));
});

it('the critical-difference diagram escapes labels and holds its scale within the axis', () => {
  const wide = { ...ranking, criticalDifference: 6.5 };
  wide.methods = [{ style: { ...mixup, label: '<img src=x>' }, rank: 1.2 }, ...ranking.methods.slice(1)];
  const spec = criticalDifference(wide);
  expect(JSON.stringify(spec)).not.toContain('<img');
  const [axis, ...others] = spec.data as { x: number[]; line?: object }[];
  const scale = others[others.length - 1];
  expect(Math.max(...axis.x)).toBeGreaterThanOrEqual(Math.max(...scale.x));
});

it('robust accuracy against radius is the committed spec, one curve a method and panel', () => {
  const curve = (style: typeof vanilla | typeof mixup, start: number) => ({
    style,
    accuracies: [0, 1, 2, 3].map((i) => start - 20 * i),
    ...(style === mixup && {
      gains: [0, 1, 2, 3].map((i) => ({ mean: i - 1, low: i - 3, high: i + 0.5 })),
    }),
  });
  const panels = ['protocol paper', 'protocol released'].map((title, p) => ({
    title,
    curves: [curve(vanilla, 90 - p), curve(mixup, 80 + p)],
  }));
  const radii = [0, 0.05, 0.1, 0.15];
  expectGolden('robustness-radius', robustnessRadius(panels, radii, 0.1));
  const { data } = robustnessRadius(panels, radii, 0.1) as unknown as {
    data: { name: string; error_y?: { array: number[] } }[];
  };
  const intervals = data.filter(({ error_y: bar }) => bar);
  expect(intervals.map(({ name }) => name)).toEqual(['Mixup', 'Mixup']);
  expect(() => robustnessRadius(panels, [0, 0.1], 0.1)).toThrow(/one of 4 points/);
  expect(() => robustnessRadius([], radii, 0.1)).toThrow(/got 0 curves/);
});
