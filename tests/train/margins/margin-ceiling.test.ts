import { describe, expect, it } from 'vitest';
import { nearestIndices } from '../../../lib/kernels';
import { type Matrix, matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { decisionBoundary, planeGrid, planeMargins } from '../../../lib/train/margins/decision-boundary';
import { marginCeiling } from '../../../lib/train/margins/margin-ceiling';
import { normalPoints } from '../../oracles/random-points';

/** Clusters around corners of a square of side 4, three classes. */
function clusters(n: number) {
  const X = normalPoints(n, 2, randomStream('clusters'));
  const y = Int32Array.from({ length: n }, (_, i) => i % 3);
  y.forEach((c, i) => {
    X.data[2 * i] = 0.4 * X.data[2 * i] + 4 * (c % 2);
    X.data[2 * i + 1] = 0.4 * X.data[2 * i + 1] + 4 * Math.floor(c / 2);
  });
  return { X, y };
}

function allPairs({ data, rows, cols }: Matrix, y: ArrayLike<number>): number {
  let least = Infinity;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < i; j++) {
      if (y[i] === y[j]) continue;
      let sum = 0;
      for (let k = 0; k < cols; k++) sum += (data[i * cols + k] - data[j * cols + k]) ** 2;
      least = Math.min(least, sum);
    }
  }
  return Math.sqrt(least) / 2;
}

describe('marginCeiling', () => {
  it('is half the least distance over all pairs of two classes, apart or overlapping', () => {
    const { X, y } = clusters(120);
    expect(marginCeiling(X, y)).toBeCloseTo(allPairs(X, y), 12);
    const overlapping = normalPoints(90, 3, randomStream('overlapping'));
    expect(marginCeiling(overlapping, y.subarray(0, 90))).toBeCloseTo(
      allPairs(overlapping, y.subarray(0, 90)),
      12,
    );
  });

  it('is the least margin of the nearest neighbour, up to the spacing of the grid', () => {
    const { X, y } = clusters(120);
    const classify = (points: Matrix) => nearestIndices(points, X).map((i) => y[i]);
    const boundary = decisionBoundary(classify, planeGrid([-3, 7], [-3, 7], 0.05));
    const least = planeMargins(boundary, classify, X, y).reduce((a, b) => Math.min(a, b), Infinity);
    expect(Math.abs(least - marginCeiling(X, y))).toBeLessThan(0.005);
  });

  it('is infinite for one class, and skips classes without points', () => {
    expect(marginCeiling(matrix([[0], [1]]), [1, 1])).toBe(Infinity);
    expect(marginCeiling(matrix([[0], [3]]), [0, 5])).toBe(1.5);
  });
});
