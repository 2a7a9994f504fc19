import { describe, expect, it } from 'vitest';
import { classConditional } from '../../lib/density/class-conditional';
import { fitGaussian } from '../../lib/density/gaussian';
import { fitKernelDensity } from '../../lib/density/kernel-density';
import { fitNearestNeighbor } from '../../lib/density/nearest-neighbor-density';
import { posterior } from '../../lib/density/posterior';
import { logDensities } from '../../lib/kernels/log-densities';
import { type Matrix, matrix, selectRows } from '../../lib/numeric/matrix';
import vectors from '../vectors/density.json';
import { expectClose } from './closeness';

const { X: rows, y, queries: places, ridge, logDensities: expected, posterior: labels } = vectors.posterior;
const X = matrix(rows);
const queries = matrix(places);
const gaussian = (points: Matrix) => fitGaussian(points, { ridge });

describe('classConditional', () => {
  it('gives the log densities of every class, and so the posterior', () => {
    const model = classConditional(X, y, 3, gaussian);
    const values = model.logDensities(queries);
    expect([values.rows, values.cols]).toEqual([6, 3]);
    expectClose(values.data, expected.flat());
    expectClose(posterior(values).data, labels.flat());
  });

  it('agrees with the kernels on all classes at once, for Gaussian and kernel densities', () => {
    for (const model of [
      classConditional(X, y, 3, gaussian),
      classConditional(X, y, 3, (p) => fitKernelDensity(p)),
    ]) {
      expectClose(model.logDensities(queries).data, logDensities(queries, model.densities));
    }
  });

  it('does not depend on the order of the rows', () => {
    const order = y.map((_, i) => (i * 7) % y.length);
    const shuffled = classConditional(
      selectRows(X, order),
      order.map((i) => y[i]),
      3,
      gaussian,
    );
    expectClose(
      shuffled.logDensities(queries).data,
      classConditional(X, y, 3, gaussian).logDensities(queries).data,
    );
  });

  it('labels a training point by its class under nearest neighbours', () => {
    const model = classConditional(X, y, 3, (points) => fitNearestNeighbor(points));
    const oneHot = y.flatMap((c) => [0, 1, 2].map((other) => (other === c ? 1 : 0)));
    expectClose(posterior(model.logDensities(X)).data, oneHot, 1e-15);
  });

  it('tells the fit its class', () => {
    const seen: number[] = [];
    classConditional(X, y, 3, (points, c) => {
      seen.push(c, points.rows);
      return fitNearestNeighbor(points);
    });
    expect(seen).toEqual([0, 15, 1, 15, 2, 15]);
  });

  it('names the class that cannot be fitted', () => {
    const points = matrix([[0], [1], [5]]);
    expect(() => classConditional(points, [0, 0, 1], 2, (part) => fitGaussian(part))).toThrow(
      /class 1 with 1 points: the covariance .*raise ridge/,
    );
    expect(() => classConditional(points, [0, 0, 2], 3, gaussian)).toThrow(/class 1 has no points/);
    const broken = () => {
      throw new TypeError('not a fit');
    };
    expect(() => classConditional(points, [0, 0, 0], 1, broken)).toThrow(TypeError);
  });

  it('refuses labels that are no class', () => {
    const points = matrix([[0], [1]]);
    expect(() => classConditional(points, [0], 1, gaussian)).toThrow(/1 labels for 2 points/);
    for (const label of [-1, 2, 0.5, Number.NaN]) {
      expect(() => classConditional(points, [0, label], 2, gaussian)).toThrow(/label of row 1 is/);
    }
    expect(() => classConditional(points, [0, 0], 0, gaussian)).toThrow(/numClasses is 0/);
  });
});
