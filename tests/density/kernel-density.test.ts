import { describe, expect, it } from 'vitest';
import { SingularCovarianceError } from '../../lib/density/covariance';
import { fitGaussian } from '../../lib/density/gaussian';
import { fitKernelDensity } from '../../lib/density/kernel-density';
import { logDensities } from '../../lib/kernels/log-densities';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveCovariance, naiveNormal } from '../oracles/naive-class-density';
import { normalPoints } from '../oracles/random-points';
import vectors from '../vectors/density.json';
import { expectClose } from './closeness';

const bandwidthOf = (value: number | string) => (value === 'scott' ? value : Number(value));

describe('fitKernelDensity', () => {
  for (const { name, points, queries, kernel, constant } of vectors.cases) {
    for (const { bandwidth, logDensity } of kernel) {
      it(`agrees with SciPy's gaussian_kde on ${name}, bandwidth ${bandwidth}`, () => {
        const density = fitKernelDensity(matrix(points), { bandwidth: bandwidthOf(bandwidth) });
        expectClose(density.logDensity(matrix(queries.slice(0, 3))), logDensity);
      });
    }

    it(`agrees with scikit-learn's KernelDensity on ${name} and a constant feature with a ridge`, () => {
      const { ridge, bandwidth } = constant;
      const density = fitKernelDensity(matrix(constant.points), { bandwidth, ridge });
      expectClose(density.logDensity(matrix(constant.queries)), constant.kernel);
    });
  }

  it('agrees with the sum of normal densities, outside log space', () => {
    const points = normalPoints(12, 3, randomStream('kernel density'));
    const rows = Array.from({ length: 12 }, (_, i) => [...row(points, i)]);
    const sigma = naiveCovariance(rows, 11).map((entries) => entries.map((value) => 0.36 * value));
    const expected = rows.map((x) => {
      return Math.log(rows.reduce((sum, centre) => sum + naiveNormal(x, centre, sigma) / 12, 0));
    });
    expectClose(fitKernelDensity(points, { bandwidth: 0.6 }).logDensity(points), expected);
  });

  it('gives the log densities of the kernels', () => {
    const points = normalPoints(40, 3, randomStream('kernels'));
    const queries = normalPoints(20, 3, randomStream('queries'));
    const density = fitKernelDensity(points, { bandwidth: 0.2, ridge: 1e-8 });
    expectClose(density.logDensity(queries), logDensities(queries, [density]));
  });

  it("takes Scott's rule unless told otherwise", () => {
    const points = normalPoints(32, 1, randomStream('scott'));
    expect(fitKernelDensity(points).bandwidth).toBeCloseTo(0.5, 15);
    expect(fitKernelDensity(points, { bandwidth: 0.3 }).bandwidth).toBe(0.3);
  });

  it('integrates to 1 over the line', () => {
    const density = fitKernelDensity(matrix([[-2], [0.5], [0.5], [4]]), { bandwidth: 0.3 });
    const step = 0.01;
    const grid = Array.from({ length: 4001 }, (_, i) => [-20 + step * i]);
    const sum = density.logDensity(matrix(grid)).reduce((total, value) => total + step * Math.exp(value), 0);
    expect(sum).toBeCloseTo(1, 12);
  });

  it('stays finite far away, where every kernel underflows: the nearest centre decides', () => {
    const density = fitKernelDensity(matrix([[-1], [1]]), { bandwidth: 0.1 });
    const variance = 0.02;
    const expected = -(999 ** 2) / (2 * variance) - Math.log(2) - Math.log(2 * Math.PI * variance) / 2;
    expectClose(density.logDensity(matrix([[1000]])), [expected]);
    // Centres that coincide are one kernel, and a Gaussian: no log-sum-exp could hide an error in the scale.
    const same = matrix([[5], [5], [5]]);
    const one = fitGaussian(matrix([[5]]), { ridge: 0.04 });
    const kernel = fitKernelDensity(same, { bandwidth: 0.2, ridge: 1 });
    expectClose(kernel.logDensity(matrix([[5.3]])), one.logDensity(matrix([[5.3]])));
  });

  it('shifts by -d ln s where features and points are scaled by s = 1e6', () => {
    const points = normalPoints(20, 3, randomStream('scale'));
    const scaled = { ...points, data: points.data.map((x) => 1e6 * x) };
    const expected = fitKernelDensity(points)
      .logDensity(points)
      .map((value) => value - 3 * Math.log(1e6));
    expectClose(fitKernelDensity(scaled).logDensity(scaled), expected);
  });

  it('keeps its digits far from the origin', () => {
    const points = matrix([[0], [0.25], [1]]);
    const moved = matrix([[1e9], [1e9 + 0.25], [1e9 + 1]]);
    const options = { bandwidth: 0.1 };
    const expected = fitKernelDensity(points, options).logDensity(matrix([[0.5]]));
    expectClose(fitKernelDensity(moved, options).logDensity(matrix([[1e9 + 0.5]])), expected);
  });

  it('refuses one point, singular covariances and bad options, naming the cure', () => {
    expect(() => fitKernelDensity(matrix([[1]]), { ridge: 1 })).toThrow(/at least 2 points, got 1/);
    const line = matrix([
      [0, 1],
      [1, 1],
    ]);
    expect(() => fitKernelDensity(line)).toThrow(SingularCovarianceError);
    expect(() => fitKernelDensity(line)).toThrow(/columns 1\): raise ridge/);
    expect(() => fitKernelDensity(line, { ridge: -1 })).toThrow(/ridge is -1/);
    for (const bandwidth of [0, -1, Number.NaN, Infinity]) {
      expect(() => fitKernelDensity(matrix([[0], [1]]), { bandwidth })).toThrow(/bandwidth is .*'scott'/);
    }
    expect(() => fitKernelDensity(matrix([[0], [1]])).logDensity(line)).toThrow(/2 features, expected 1/);
  });
});
