import { describe, expect, it } from 'vitest';
import { distanceDensity } from '../../lib/density/distance-density';
import { distanceBetween, distanceGradient, distanceNorms } from '../../lib/density/distance-norm';
import { directedHausdorff } from '../../lib/density/hausdorff';
import { pointManifold } from '../../lib/density/manifold';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { normalPoints } from '../oracles/random-points';

const naive = {
  l1: (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, k) => sum + Math.abs(x - b[k]), 0),
  l2: (a: readonly number[], b: readonly number[]) => Math.hypot(...a.map((x, k) => x - b[k])),
  linf: (a: readonly number[], b: readonly number[]) => Math.max(...a.map((x, k) => Math.abs(x - b[k]))),
};

const members = normalPoints(30, 3, randomStream('members'));
const queries = normalPoints(20, 3, randomStream('queries'));

describe('pointManifold', () => {
  for (const norm of distanceNorms) {
    it(`projects on the nearest of the points by ${norm}`, () => {
      const { points, distances } = pointManifold(members, { norm }).project(queries);
      for (let i = 0; i < queries.rows; i++) {
        const all = Array.from({ length: 30 }, (_, j) =>
          naive[norm]([...row(queries, i)], [...row(members, j)]),
        );
        expect(distances[i]).toBeCloseTo(Math.min(...all), 13);
        expect([...row(points, i)]).toEqual([...row(members, all.indexOf(Math.min(...all)))]);
      }
    });

    it(`has the gradient of the ${norm} distance: central differences`, () => {
      const gradient = new Float64Array(3);
      const a = row(queries, 0).slice();
      const b = row(members, 0);
      distanceGradient(norm, a, 0, b, 0, gradient);
      for (let k = 0; k < 3; k++) {
        const at = (step: number) =>
          distanceBetween(
            norm,
            a.map((x, j) => (j === k ? x + step : x)),
            0,
            b,
            0,
            3,
          );
        expect((at(1e-6) - at(-1e-6)) / 2e-6).toBeCloseTo(gradient[k], 8);
      }
    });

    it(`has the gradient 0 at distance 0 by ${norm}`, () => {
      const gradient = new Float64Array(3).fill(7);
      distanceGradient(norm, members.data, 0, members.data, 0, gradient);
      expect([...gradient]).toEqual([0, 0, 0]);
    });
  }

  it('refuses no points, other dimensions and unknown norms', () => {
    expect(() => pointManifold(matrix([]))).toThrow(RangeError);
    expect(() => pointManifold(members).project(matrix([[1, 2]]))).toThrow(/2 features, expected 3/);
    expect(() => pointManifold(members, { norm: 'l3' as 'l1' })).toThrow(
      /"l3", expected one of l1, l2, linf/,
    );
  });
});

describe('distanceDensity', () => {
  it('is exp(-d / s) or exp(-d^2 / 2 s^2)', () => {
    const manifold = pointManifold(members);
    const { distances } = manifold.project(queries);
    const exponential = distanceDensity(manifold, { scale: 0.5 }).logDensity(queries);
    const gaussian = distanceDensity(manifold, { kernel: 'gaussian', scale: 0.5 }).logDensity(queries);
    distances.forEach((d, i) => {
      expect(exponential[i]).toBeCloseTo(-2 * d, 13);
      expect(gaussian[i]).toBeCloseTo(-2 * d * d, 13);
    });
  });

  it('refuses a scale that is not positive, and other kernels', () => {
    const manifold = pointManifold(members);
    for (const scale of [0, -1, Infinity, Number.NaN]) {
      expect(() => distanceDensity(manifold, { scale })).toThrow(/scale is/);
    }
    expect(() => distanceDensity(manifold, { kernel: 'cauchy' as 'gaussian' })).toThrow(/"cauchy"/);
  });
});

describe('directedHausdorff', () => {
  it('is the largest of the least distances, and not symmetric', () => {
    const a = pointManifold(matrix([[0], [1]]));
    const b = pointManifold(matrix([[0], [5]]));
    expect(directedHausdorff(a, b)).toBe(1);
    expect(directedHausdorff(b, a)).toBe(4);
  });

  it('refuses manifolds of two norms', () => {
    expect(() => directedHausdorff(pointManifold(members), pointManifold(members, { norm: 'l1' }))).toThrow(
      /l2, the other by l1/,
    );
  });
});
