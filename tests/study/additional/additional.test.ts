import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import { resampledInterval } from '../../../lib/numeric/resampled-interval';
import { gaussianTrainAccuracy, gaussianVariants } from '../../../lib/study/additional/gaussian-variants';
import { largestDrop } from '../../../lib/study/tabular/largest-drop';
import { tabularSets } from '../../../lib/study/tabular/tabular-sets';
import { normalPoints } from '../../oracles/random-points';
import { madeUp } from '../tabular/tabular-records';

describe('gaussianTrainAccuracy', () => {
  it('agrees with densities written out one point at a time', () => {
    const stream = randomStream('variants');
    const X = normalPoints(40, 3, stream);
    const y = Int32Array.from({ length: 40 }, (_, i) => (i < 25 ? 0 : i < 37 ? 1 : 3));
    X.data.forEach((value, at) => {
      X.data[at] = value * (1 + y[Math.floor(at / 3)]) + 0.8 * y[Math.floor(at / 3)] * (at % 3);
    });
    for (const variant of gaussianVariants) {
      expect(gaussianTrainAccuracy({ X, y }, 4, variant), JSON.stringify(variant)).toBeCloseTo(
        naiveAccuracy(X.data, y, variant),
        12,
      );
    }
  });
});

/** For three features and four classes, one of which is empty: determinants and inverses by cofactors. */
function naiveAccuracy(
  data: Float64Array,
  y: Int32Array,
  { covariance, ridge, priors }: (typeof gaussianVariants)[number],
): number {
  const x = Array.from(y, (_, i) => [...data.subarray(3 * i, 3 * i + 3)]);
  const own = [0, 1, 2, 3].map((c) => x.filter((_, i) => y[i] === c));
  const means = own.map((rows) => [0, 1, 2].map((j) => rows.reduce((s, r) => s + r[j], 0) / rows.length));
  const spread = (c: number, j: number, k: number) =>
    own[c].reduce((s, r) => s + (r[j] - means[c][j]) * (r[k] - means[c][k]), 0);
  const entry = (c: number, j: number, k: number): number => {
    const added = j === k ? ridge : 0;
    const n = own[c].length;
    if (covariance === 'shared') {
      return [0, 1, 3].reduce((s, other) => s + spread(other, j, k), 0) / x.length + added;
    }
    if (covariance === 'full') return spread(c, j, k) / n + added;
    if (j !== k) return 0;
    if (covariance === 'diagonal') return spread(c, j, j) / n + added;
    return (spread(c, 0, 0) + spread(c, 1, 1) + spread(c, 2, 2)) / (3 * n) + added;
  };
  const score = (c: number, point: number[]): number => {
    if (own[c].length === 0) return -Infinity;
    const m = [0, 1, 2].map((j) => [0, 1, 2].map((k) => entry(c, j, k)));
    const cofactor = (j: number, k: number) => {
      const [a, b] = [(j + 1) % 3, (j + 2) % 3];
      const [p, q] = [(k + 1) % 3, (k + 2) % 3];
      return m[a][p] * m[b][q] - m[a][q] * m[b][p];
    };
    const determinant = [0, 1, 2].reduce((s, k) => s + m[0][k] * cofactor(0, k), 0);
    const z = point.map((value, j) => value - means[c][j]);
    let square = 0;
    for (const j of [0, 1, 2])
      for (const k of [0, 1, 2]) square += (z[j] * z[k] * cofactor(j, k)) / determinant;
    const prior = priors === 'shares' ? Math.log(own[c].length / x.length) : 0;
    return -square / 2 - Math.log(determinant) / 2 + prior;
  };
  const right = x.filter((point, i) => {
    const scores = [0, 1, 2, 3].map((c) => score(c, point));
    return scores.indexOf(Math.max(...scores)) === y[i];
  });
  return right.length / x.length;
}

describe('largestDrop', () => {
  const drop = (dataset: number, gaps: readonly number[]) =>
    madeUp(dataset, { vanilla: gaps.map(() => 90), mixup: gaps.map((gap) => 90 - gap) });

  it('is the largest resolved mean drop, with an interval for all sets at once', () => {
    const sets = tabularSets(
      [...drop(1, [1, 2, 0, 3]), ...drop(2, [5, 5, 6, 6]), ...drop(3, [0, 40, 0, 0]), ...drop(4, [7])],
      'paper',
    );
    const { mean, low, high } = resampledInterval([-5, -5, -6, -6], {
      ...{ testSize: 100, trainSize: 100 },
      level: 1 - 0.05 / 3,
    });
    expect(largestDrop(sets, 'mixup', 'vanilla')).toEqual({
      ...{ dataset: 2, trials: 4, mean, low, high },
      ...{ sets: 3, resolved: 1 },
    });
  });

  it('is the largest of all where none is resolved, and undefined without sets', () => {
    expect(largestDrop(tabularSets(drop(3, [0, 40]), 'paper'), 'mixup', 'vanilla')?.dataset).toBe(3);
    expect(largestDrop([], 'mixup', 'vanilla')).toBeUndefined();
  });
});
