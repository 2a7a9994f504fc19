import { type Matrix, matrix } from '../numeric/matrix';

/** Points, labels and parameter of a logistic model in Theta. */
export interface Counterexample {
  readonly X: Matrix;
  readonly y: Int32Array;
  readonly theta: readonly number[];
}

/**
 * Against L_gen >= L_adv: one point at -1, two at 1, theta = 1/2, the limit sigma1 = Infinity of unbalanced classes in one
 * dimension. With shares p0, p1 of the classes, A theta g(-theta) (4 p0 p1 - 1) + theta^2 h'' (4 p0 p1 B - A^2 / 2) is the
 * difference of the losses: its first term is negative unless p0 = p1, and dominates for small theta.
 */
export function unbalancedClusters(): Counterexample {
  return { X: matrix([[-1], [1], [1]]), y: Int32Array.of(0, 1, 1), theta: [0.5] };
}

/**
 * Against L_mix > L_gen: one point of class 0 and 37 of class 1 on the decision boundary, one of class 1 at f = 2.2. For
 * any c between 2 - sqrt 3 and 2 + sqrt 3 the difference has the sign of sum_i (h'(f_i) - y_i)(mean f - f_i) +
 * h''(f_i) E(f_r - f_i)^2 / 2, because 1/6 - B = 1/3 - A.
 */
export function crowdedBoundary(): Counterexample {
  const boundary = Array.from({ length: 37 }, () => [0, 1]);
  const X = matrix([[0, -1], ...boundary, [2.2, 0]]);
  return { X, y: Int32Array.from({ length: 39 }, (_, i) => (i === 0 ? 0 : 1)), theta: [1, 0] };
}
