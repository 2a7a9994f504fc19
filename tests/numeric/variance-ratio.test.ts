import { expect, it } from 'vitest';
import { type SampleSummary, varianceRatioTest, welchTest } from '../../lib/numeric/variance-ratio';

const sample = (size: number, mean: number, deviation: number): SampleSummary => ({ size, mean, deviation });

/** scipy 1.15: 2 min(f.cdf, f.sf) and ttest_ind_from_stats(equal_var=False). */
it.each([
  [sample(10, 60.57, 2.14), sample(5, 48.17, 13.1), 2.569987979939136e-5, 0.10154120456826768],
  [sample(3, 1, 5), sample(5, 2, 4), 0.6303477993228687, 0.7847317516297292],
  [sample(20, 0, 13.1), sample(5, 0, 2), 0.002313610069036078, 1],
  [sample(7, 0, 3), sample(7, 0, 3), 1, 1],
])('has the p values of scipy: %o, %o', (a, b, ofVariances, ofMeans) => {
  for (const [first, second] of [
    [a, b],
    [b, a],
  ]) {
    expect(Math.abs(varianceRatioTest(first, second) / ofVariances - 1)).toBeLessThan(1e-10);
    expect(Math.abs(welchTest(first, second) / ofMeans - 1)).toBeLessThan(1e-10);
  }
});

it('refuses samples without spread', () => {
  expect(() => varianceRatioTest(sample(1, 0, 1), sample(5, 0, 1))).toThrow(
    'a sample has 1 values, expected at least 2',
  );
  expect(() => welchTest(sample(5, 0, 1), sample(5, 0, 0))).toThrow('a standard deviation is 0');
});
