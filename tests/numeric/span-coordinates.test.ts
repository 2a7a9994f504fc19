import { describe, expect, it } from 'vitest';
import { type Matrix, row, selectRows } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { spanCoordinates } from '../../lib/numeric/span-coordinates';
import { normalPoints } from '../oracles/random-points';

/** Distance of two rows. */
function distance(X: Matrix, i: number, j: number): number {
  const [a, b] = [row(X, i), row(X, j)];
  return Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0));
}

describe('spanCoordinates', () => {
  it.each([
    [12, 40, 11],
    [12, 5, 5],
    [2, 3, 1],
    [1, 4, 1],
  ])('keeps the distances of %d points with %d features, in %d coordinates', (n, d, r) => {
    const X = normalPoints(n, d, randomStream(`span ${n} ${d}`));
    const own = spanCoordinates(X);
    expect([own.rows, own.cols]).toEqual([n, r]);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) expect(distance(own, i, j)).toBeCloseTo(distance(X, i, j), 12);
    }
  });

  it('needs no coordinate for points that depend on others, nor for equal ones', () => {
    const X = normalPoints(4, 30, randomStream('dependent'));
    const twice = selectRows(X, [0, 1, 2, 3, 3, 0, 1]);
    expect(spanCoordinates(twice).cols).toBe(3);
    const equal = spanCoordinates(selectRows(X, [2, 2, 2]));
    expect([...equal.data].every((value) => Math.abs(value) < 1e-12)).toBe(true);
  });
});
