import { describe, expect, it } from 'vitest';
import { logDensities } from '../../lib/kernels/log-densities';
import { matrix } from '../../lib/numeric/matrix';
import { fitClassDensities } from '../../lib/train/class-densities';
import { classShares, generativeAccuracy } from '../../lib/train/generative-classifier';

const X = matrix([
  [0, 0],
  [1, 0.5],
  [0.5, 2],
  [5, 5],
  [6, 5.5],
  [9, 9],
]);
const y = [0, 0, 0, 2, 2, 3];

describe('fitClassDensities', () => {
  it('has no density, so probability 0, for a class without points', () => {
    for (const kind of ['gaussian', 'kernel'] as const) {
      const densities = fitClassDensities(X, y, 4, kind);
      expect(densities.map(Boolean)).toEqual([true, false, true, true]);
      const logs = logDensities(X, densities);
      for (let i = 0; i < X.rows; i++) {
        expect(logs[4 * i + 1]).toBe(-Infinity);
        expect(logs[4 * i]).toBeCloseTo(densities[0]!.logDensity(X)[i], 9);
      }
    }
  });

  it('gives a class of one point the ridge for covariance: a density of log sqrt(2 pi ridge) per feature there', () => {
    const [gaussian, kernel] = (['gaussian', 'kernel'] as const).map(
      (kind) => fitClassDensities(X, y, 4, kind)[3]!,
    );
    const point = matrix([[9, 9]]);
    expect(gaussian.logDensity(point)[0]).toBeCloseTo(-Math.log(2 * Math.PI * 1e-4), 9);
    expect(kernel.logDensity(point)[0]).toBeCloseTo(-Math.log(2 * Math.PI * 1e-8), 9);
  });

  it('names the class whose covariance is singular in spite of the ridge', () => {
    const huge = matrix([
      [0, 0],
      [1, 1],
      [1e9, 1e9],
      [3e9, 3e9],
      [4e9, 4e9],
    ]);
    expect(() => fitClassDensities(huge, [0, 0, 1, 1, 1], 2, 'kernel')).toThrow(
      /class 1: .*singular.*raise ridge/,
    );
  });
});

describe('generativeAccuracy', () => {
  const line = matrix([[0], [2], [10], [12]]);
  const densities = fitClassDensities(line, [0, 0, 1, 1], 2, 'gaussian');

  it('counts points whose label has the largest density', () => {
    expect(generativeAccuracy(densities, { X: line, y: Int32Array.of(0, 0, 1, 1) })).toBe(1);
    expect(generativeAccuracy(densities, { X: line, y: Int32Array.of(0, 1, 1, 1) })).toBe(0.75);
  });

  it('moves the boundary by the priors: equal variances v = 1.0001 move it by v ln(p0/p1) / distance', () => {
    const [low, high] = [6 + 0.2, 6 + 0.5];
    const near = matrix([[low], [high]]);
    const labels = { X: near, y: Int32Array.of(0, 1) };
    expect(generativeAccuracy(densities, labels)).toBe(0.5);
    // ln 20 / 10 = 0.2996 lies between 0.2 and 0.5.
    expect(generativeAccuracy(densities, labels, [20 / 21, 1 / 21])).toBe(1);
  });

  it('shares sum to 1', () => {
    expect(classShares([0, 2, 2, 0], 3)).toEqual([0.5, 0, 0.5]);
  });
});
