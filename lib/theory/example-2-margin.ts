import { type Matrix, matrix, row } from '../numeric/matrix';
import { requireBetween } from '../numeric/require';
import { defaultD, points, requirePositive, requireWeights } from './example-2-data';

/**
 * Smallest signed L2 distance of the three points to the boundaries of their classes:
 *
 *   min over i and j != i of (w_i - w_j)' x_i / ||w_i - w_j||;
 *
 * negative if a point is classified wrongly. Its maximum over W is d, half the distance of x1 from x2 and from x3.
 *
 * @param W [3 x 2]
 * @throws RangeError if two rows of W are equal (there is no boundary between these classes), if W is not 3 x 2 and
 *   finite, or unless d > 0
 *
 * @example
 * example2.margin(example2.svm(5).W, 5); // 5
 * example2.margin(example2.fit({ labeling: 'linear', d: 5 }), 5); // 4.7329…
 */
export function margin(W: Matrix, d: number = defaultD): number {
  requireWeights(W);
  const X = points(d);
  // Differences of unit scale, lest their squares overflow or vanish; distances do not depend on the scale of W.
  const scale = W.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), Number.MIN_VALUE);
  let least = Infinity;
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (i === j) continue;
      const [a, b] = [0, 1].map((f) => row(W, i)[f] / scale - row(W, j)[f] / scale);
      const length = Math.sqrt(a * a + b * b);
      if (length === 0) {
        throw new RangeError(
          `rows ${i} and ${j} of W are equal, expected different ones: no boundary parts them`,
        );
      }
      least = Math.min(least, (a * row(X, i)[0] + b * row(X, i)[1]) / length);
    }
  }
  return least;
}

/** Hard-margin solutions and their margin. */
export interface SvmSolution {
  /** Least ||W||_F with (w_i - w_j)' x_i >= 1 for all i and j != i (Crammer and Singer); columns sum to 0. */
  readonly W: Matrix;
  /** As the paper prints it: w1 = (-1, 1), w2 = (1, 1), w3 = (-1, -1). */
  readonly printed: Matrix;
  /** d. */
  readonly margin: number;
}

/**
 * The hard-margin support vector machine of Example 2.
 *
 * `W` is (1/d) [(-1/3, 1/3); (2/3, 1/3); (-1/3, -2/3)]. The printed W is 2 d times this, plus the row (-1/3, 1/3) which
 * changes no score. Every W with w2 - w1 = (a, 0) and w1 - w3 = (0, b), a, b > 0, has the margin d as well.
 *
 * @throws RangeError unless d is finite and more than 0
 */
export function svm(d: number = defaultD): SvmSolution {
  requirePositive('d', d);
  const third = 1 / (3 * d);
  return {
    W: matrix([
      [-third, third],
      [2 * third, third],
      [-third, -2 * third],
    ]),
    printed: matrix([
      [-1, 1],
      [1, 1],
      [-1, -1],
    ]),
    margin: d,
  };
}

/**
 * The weights that Section 3.2 gives for linear labels: w2 = (-1 + 1/(2d), 1 + 1/(2d)), w3 = (-1 - 1/(2d), 1 - 1/(2d)).
 * The paper does not give w1; here w1 = k (-1, 1). x1 is classified rightly for k > 1 only.
 *
 * @throws RangeError unless k is finite, and d is finite and more than 0
 */
export function printedLinearWeights({ k, d = defaultD }: { k: number; d?: number }): Matrix {
  requireBetween('k', k, -Number.MAX_VALUE, Number.MAX_VALUE);
  requirePositive('d', d);
  const e = 1 / (2 * d);
  return matrix([
    [-k, k],
    [-1 + e, 1 + e],
    [-1 - e, 1 - e],
  ]);
}
