import { describe, expect, it } from 'vitest';
import { fitNearestNeighbor } from '../../lib/density/nearest-neighbor-density';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveNearest } from '../oracles/naive-class-density';
import { normalPoints } from '../oracles/random-points';
import vectors from '../vectors/density.json';
import { expectClose } from './closeness';

describe('fitNearestNeighbor', () => {
  for (const { name, points, queries, nearest } of vectors.cases) {
    for (const { k, logDensity } of nearest) {
      it(`agrees with scikit-learn's neighbours on ${name}, k = ${k}`, () => {
        expectClose(fitNearestNeighbor(matrix(points), { k }).logDensity(matrix(queries)), logDensity);
      });
    }
  }

  for (const d of [1, 2, 3, 6, 9]) {
    it(`agrees with sorted distances and the Gamma function for d = ${d}`, () => {
      const points = normalPoints(15, d, randomStream(`points ${d}`));
      const queries = normalPoints(8, d, randomStream(`queries ${d}`));
      const rows = Array.from({ length: 15 }, (_, i) => [...row(points, i)]);
      for (const k of [1, 4, 15]) {
        const expected = Array.from({ length: 8 }, (_, b) =>
          Math.log(naiveNearest([...row(queries, b)], rows, k)),
        );
        expectClose(fitNearestNeighbor(points, { k }).logDensity(queries), expected);
      }
    });
  }

  it('is Infinity at a point that occurs k times, and finite for larger k', () => {
    const points = matrix([[0], [0], [2]]);
    const at = matrix([[0]]);
    expect([...fitNearestNeighbor(points).logDensity(at)]).toEqual([Infinity]);
    expect([...fitNearestNeighbor(points, { k: 2 }).logDensity(at)]).toEqual([Infinity]);
    expectClose(fitNearestNeighbor(points, { k: 3 }).logDensity(at), [Math.log(3 / (3 * 4))]);
  });

  it('does with one point, constant features and far points', () => {
    const one = fitNearestNeighbor(matrix([[7, 0.1]]));
    expectClose(one.logDensity(matrix([[7, 3.1]])), [-Math.log(Math.PI * 9)]);
    expectClose(one.logDensity(matrix([[1e150, 0.1]])), [-Math.log(Math.PI) - 300 * Math.LN10]);
  });

  it('refuses a k that is no number of neighbours', () => {
    const points = matrix([[0], [1]]);
    for (const k of [0, 1.5, 3, Number.NaN]) {
      expect(() => fitNearestNeighbor(points, { k })).toThrow(/k is .*expected an integer from 1 to 2/);
    }
    expect(() => fitNearestNeighbor(points).logDensity(matrix([[0, 0]]))).toThrow(/2 features, expected 1/);
  });
});
