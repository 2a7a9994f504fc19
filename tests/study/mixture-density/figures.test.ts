import { expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { labelledPoints } from '../../../lib/study/mixture-density/labelled-points';
import { mixtureDensityFigure } from '../../../lib/study/mixture-density/mixture-density-spec';
import type { MixtureDensitySummary } from '../../../lib/study/mixture-density/summarise-mixture-density';
import { expectGolden } from '../../report/golden';

const points = matrix([[0, 0], [1, 1], [2, 0.5]]); // biome-ignore format: three points
const grid = { x: [0, 1, 2], y: [0, 1] };
const panels = [
  { title: 'data <b>', points, classes: [0, 1, 2] },
  { title: 'regions', points, classes: [0, 0, 2], regions: [[0, 0, 2], [0, 1, 2]] }, // biome-ignore format: a grid
];

it('labelled points are the committed spec', () => {
  expectGolden('labelled-points', labelledPoints(panels, 3, grid));
});

it('labelled points stand in the trace of their class', () => {
  const { data } = labelledPoints(panels, 3, grid) as unknown as { data: { type: string; x: number[] }[] };
  const markers = data.filter(({ type }) => type === 'scatter').map(({ x }) => x);
  expect(markers).toEqual([[0], [1], [2], [0, 1], [], [2]]);
});

const around = (mean: number) => ({ mean, low: mean - 1, high: mean + 1 });
const each = <V>(gaussian: V, kernel: V, mixture: V) => ({ gaussian, kernel, mixture });
const summary = (dataset: number): MixtureDensitySummary => ({
  ...{ dataset, trials: 5, components: 1.5, kept: false, mixtureOverGaussian: around(1) },
  accuracy: { vanilla: around(80), mixup: around(81), ...each(around(82), around(83), around(84)) },
  gain: each(around(1), around(2), around(3)),
  pureGain: each(around(-1), around(-2), around(-3)),
  ...{ classifierTrain: each(90, 91, 92), classifierTest: each(70, 71, 72), gamma: each(0, 0.5, 1) },
});

it('the mixture densities are the committed spec', () => {
  const rows = [summary(1), summary(2)].map((of) => ({ name: `set <${of.dataset}>`, summary: of }));
  expectGolden('mixture-density', mixtureDensityFigure(rows));
});
