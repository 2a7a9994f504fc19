import exp from '@stdlib/math-base-special-exp';
import { type Matrix, matrix, row, zeros } from '../numeric/matrix';
import { requireInteger } from '../numeric/require';
import { findRoot } from '../numeric/root';
import { defaultD, points, requirePositive } from './example-2-data';
import { scores } from './example-2-labels';

/**
 * Minimiser of the vanilla cross-entropy of Example 2 among all W with ||W||_F = normF (and, since the loss falls along
 * every ray on which all points are right, among those with ||W||_F <= normF).
 *
 * The points, and so the minimiser, are symmetric under (a, b) -> (-b, -a), which swaps x2 and x3. With columns that sum
 * to 0 this leaves w1 = (-p, p), w2 = (q + p, q - p) / 2, w3 = -w1 - w2, where ||W||_F^2 = 3 p^2 + q^2 and
 *
 *   CE = ln(1 + 2 exp(-3 p d)) + 2 ln(1 + exp(-q d) + exp(-2 q d)).
 *
 * On p = normF sin(phi) / sqrt 3, q = normF cos(phi) the root of the derivative in phi is found to rounding; a common
 * exponential is divided out, so that large norms do not underflow. The direction tends to the SVM's, q = 3 p, as the norm
 * grows.
 *
 * @returns [3 x 2], columns sum to 0
 * @throws RangeError unless normF and d are finite and more than 0
 */
export function vanillaAtNorm(normF: number, d: number = defaultD): Matrix {
  requirePositive('normF', normF);
  requirePositive('d', d);
  const r = normF * d;
  // p and q, in units of normF, for t = tan(phi / 2) in [0, 1]: sin phi = 2 t / (1 + t^2), cos phi = (1 - t^2) / (1 + t^2).
  const at = (t: number) => [(2 * t) / (1 + t * t) / Math.sqrt(3), (1 - t * t) / (1 + t * t)];
  const slope = (t: number) => {
    const [p, q] = at(t);
    const a = 3 * r * p;
    const b = r * q;
    const shift = Math.min(a, b);
    // dp / dphi = q / sqrt 3 and dq / dphi = -sqrt 3 p.
    const first = (6 * exp(shift - a)) / (1 + 2 * exp(-a));
    const others = (2 * (exp(shift - b) + 2 * exp(shift - 2 * b))) / (1 + exp(-b) + exp(-2 * b));
    return Math.sqrt(3) * p * others - (q / Math.sqrt(3)) * first;
  };
  const [p, q] = at(findRoot(slope, 0, 1)).map((value) => value * normF);
  return matrix([
    [-p, p],
    [(q + p) / 2, (q - p) / 2],
    [(p - q) / 2, -(q + p) / 2],
  ]);
}

/** More would not end. */
const mostSteps = 1_000_000_000;

/**
 * W after full-batch gradient descent from W = 0 on the mean cross-entropy of the three points (vanilla training).
 *
 * @param options.steps 0 or more
 * @param options.learningRate more than 0
 * @returns [3 x 2]; columns sum to 0 up to rounding
 * @throws RangeError for steps, learningRate or d out of range
 */
export function vanillaGradientDescent({
  steps,
  learningRate,
  d = defaultD,
}: {
  steps: number;
  learningRate: number;
  d?: number;
}): Matrix {
  requireInteger('steps', steps, 0, mostSteps);
  requirePositive('learningRate', learningRate);
  const X = points(d);
  const W = zeros(3, 2);
  for (let step = 0; step < steps; step++) {
    const residuals = [0, 1, 2].map((i) => scores(W, row(X, i)));
    for (let i = 0; i < 3; i++) residuals[i][i] -= 1;
    for (let i = 0; i < 3; i++) {
      for (let c = 0; c < 3; c++) {
        for (const f of [0, 1]) W.data[2 * c + f] -= (learningRate / 3) * residuals[i][c] * X.data[2 * i + f];
      }
    }
  }
  return W;
}
