import { describe, expect, it } from 'vitest';
import { nearestIndices } from '../../lib/kernels/nearest-indices';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveNearest } from '../oracles/naive-nearest';
import { normalPoints } from '../oracles/random-points';

describe('nearestIndices', () => {
  it('finds the same rows as a scan, for every remainder of the block sizes', () => {
    const stream = randomStream('nearest');
    for (let n = 1; n <= 9; n++) {
      for (const [points, d] of [
        [1, 1],
        [5, 3],
        [131, 2],
      ]) {
        const training = normalPoints(n, d, stream);
        const queries = normalPoints(points, d, stream);
        const expected = Array.from({ length: points }, (_, b) => naiveNearest(training, row(queries, b)));
        expect(Array.from(nearestIndices(queries, training))).toEqual(expected);
      }
    }
  });

  it('takes the first of equally near rows', () => {
    const training = matrix([[1], [-1], [1], [3], [-1]]);
    expect(Array.from(nearestIndices(matrix([[0], [2], [-3], [3]]), training))).toEqual([0, 0, 1, 3]);
  });

  it('refuses rows of another width', () => {
    expect(() => nearestIndices(matrix([[1, 2]]), matrix([[1]]))).toThrow(/1 features, points have 2/);
  });
});
