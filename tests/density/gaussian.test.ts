import { describe, expect, it } from 'vitest';
import { SingularCovarianceError } from '../../lib/density/covariance';
import { fitGaussian } from '../../lib/density/gaussian';
import { logDensities } from '../../lib/kernels/log-densities';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveCovariance, naiveNormal } from '../oracles/naive-class-density';
import { normalPoints } from '../oracles/random-points';
import vectors from '../vectors/density.json';
import { expectClose } from './closeness';

describe('fitGaussian', () => {
  for (const { name, points, queries, gaussian, constant } of vectors.cases) {
    for (const { ridge, logDensity } of gaussian) {
      it(`agrees with SciPy on ${name}, ridge ${ridge}`, () => {
        expectClose(fitGaussian(matrix(points), { ridge }).logDensity(matrix(queries)), logDensity);
      });
    }

    it(`agrees with SciPy on ${name} and a constant feature, which only the ridge makes regular`, () => {
      const density = fitGaussian(matrix(constant.points), { ridge: constant.ridge });
      expectClose(density.logDensity(matrix(constant.queries)), constant.gaussian);
    });
  }

  it('agrees with inverse and determinant in five dimensions', () => {
    const points = normalPoints(30, 5, randomStream('gaussian'));
    const rows = Array.from({ length: 30 }, (_, i) => [...row(points, i)]);
    const sigma = naiveCovariance(rows, 30);
    const mean = rows[0].map((_, j) => rows.reduce((sum, x) => sum + x[j] / 30, 0));
    const expected = rows.map((x) => Math.log(naiveNormal(x, mean, sigma)));
    const density = fitGaussian(points);
    expectClose(density.logDensity(points), expected);
    expectClose(density.mean, mean);
    expectClose(density.covariance.data, sigma.flat());
  });

  it('gives the log densities of the kernels', () => {
    const points = normalPoints(40, 3, randomStream('kernels'));
    const queries = normalPoints(20, 3, randomStream('queries'));
    const density = fitGaussian(points, { ridge: 1e-4 });
    expectClose(density.logDensity(queries), logDensities(queries, [density]));
  });

  it('maximises the likelihood: any other mean or scale is less likely', () => {
    const points = normalPoints(25, 2, randomStream('likelihood'));
    const density = fitGaussian(points);
    const likelihood = (sample: typeof points) => density.logDensity(sample).reduce((a, b) => a + b, 0);
    const best = likelihood(points);
    for (const [scale, shift] of [
      [1.01, 0],
      [0.99, 0],
      [1, 0.01],
      [1, -0.01],
    ]) {
      // Log likelihood of the points under the density moved by shift and stretched by scale about its mean.
      const data = points.data.map((x, i) => density.mean[i % 2] + (x - density.mean[i % 2] - shift) / scale);
      expect(likelihood({ ...points, data }) - 25 * 2 * Math.log(scale)).toBeLessThan(best);
    }
  });

  it('makes one point a ball of variance ridge, and refuses it without a ridge', () => {
    const density = fitGaussian(matrix([[3, -1]]), { ridge: 0.25 });
    const expected = -Math.log(2 * Math.PI * 0.25) - 1 / (2 * 0.25);
    expectClose(density.logDensity(matrix([[4, -1]])), [expected]);
    expect(() => fitGaussian(matrix([[3, -1]]))).toThrow(SingularCovarianceError);
  });

  it('refuses constant, dependent and duplicate points, naming columns and cure', () => {
    const constant = matrix([
      [0.1, 1],
      [0.1, 2],
      [0.1, 4],
    ]);
    expect(() => fitGaussian(constant)).toThrow(
      /3 points with 2 features and ridge 0 is singular \(constant features: columns 0\): raise ridge/,
    );
    const dependent = matrix([
      [0.1, 0.3],
      [0.2, 0.6],
      [0.7, 2.1],
    ]);
    expect(() => fitGaussian(dependent)).toThrow(/is singular: raise ridge/);
    const duplicates = matrix([
      [1, 2],
      [1, 2],
    ]);
    expect(() => fitGaussian(duplicates)).toThrow(/columns 0, 1/);
    expect(fitGaussian(duplicates, { ridge: 1e-4 }).logDensity(duplicates)[0]).toBeCloseTo(
      -Math.log(2 * Math.PI * 1e-4),
      10,
    );
  });

  it('shifts by -d ln s where features and points are scaled by s = 1e6', () => {
    const points = normalPoints(20, 3, randomStream('scale'));
    const scaled = { ...points, data: points.data.map((x) => 1e6 * x) };
    const expected = fitGaussian(points)
      .logDensity(points)
      .map((value) => value - 3 * Math.log(1e6));
    expectClose(fitGaussian(scaled).logDensity(scaled), expected);
  });

  it('stays finite where the density underflows', () => {
    const density = fitGaussian(matrix([[-1], [1]]));
    expectClose(density.logDensity(matrix([[1e100]])), [-0.5e200]);
  });

  it('refuses other dimensions, missing values and bad ridges', () => {
    const points = matrix([[-1], [1]]);
    expect(() => fitGaussian(points).logDensity(matrix([[1, 2]]))).toThrow(/have 2 features, expected 1/);
    expect(() => fitGaussian(points).logDensity(matrix([[Number.NaN]]))).toThrow(/NaN in row 0, column 0/);
    expect(() => fitGaussian(matrix([[1], [Number.NaN]]))).toThrow(/NaN in row 1, column 0/);
    expect(() => fitGaussian(matrix([]))).toThrow(/at least one row/);
    for (const ridge of [-1, Number.NaN, Infinity]) {
      expect(() => fitGaussian(points, { ridge })).toThrow(/ridge is .*at least 0/);
    }
  });
});
