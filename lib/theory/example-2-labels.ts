import exp from '@stdlib/math-base-special-exp';
import { logisticLabel } from '../mixup/logistic-label';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { requireBetween, requireNumbers } from '../numeric/require';
import {
  defaultD,
  type Pair,
  points,
  requireOneOf,
  requirePair,
  requirePositive,
  requireWeights,
} from './example-2-data';

/** How the label of a mixed point depends on lambda (Section 3.2). */
export interface Labels {
  /** `'linear'`: lambda; `'logistic'`: rho = 1 / (1 + exp(-2 (lambda - 1/2) / sigma2)). */
  readonly labeling: 'linear' | 'logistic';
  /** Needed for logistic labels only; the paper's is 1 / (4 d). */
  readonly sigma2?: number;
}

/**
 * Weight of the first point's label as a function of lambda.
 *
 * @throws RangeError if the labeling is neither `'linear'` nor `'logistic'`, or sigma2 is not finite and more than 0
 */
export function labelWeight({ labeling, sigma2 }: Labels): (lambda: number) => number {
  requireOneOf('labeling', labeling, ['linear', 'logistic']);
  if (labeling === 'linear') {
    return (lambda) => {
      requireBetween('lambda', lambda, 0, 1);
      return lambda;
    };
  }
  if (sigma2 === undefined)
    throw new RangeError('sigma2 is missing: logistic labels need it, 1/(4 d) in the paper');
  requirePositive('sigma2', sigma2);
  return logisticLabel({ sigma2, labelScale: 2 });
}

/** Mixed points lambda xi + (1 - lambda) xj of a pair, one a lambda. @throws RangeError for a pair or d out of range */
export function mixedPoints(pair: Pair, lambdas: ArrayLike<number>, d: number = defaultD): Matrix {
  requirePair(pair);
  requireNumbers('lambdas', lambdas);
  const X = points(d);
  const [a, b] = pair.map((i) => row(X, i));
  const mixed = zeros(lambdas.length, 2);
  for (let k = 0; k < lambdas.length; k++) {
    for (const f of [0, 1]) mixed.data[2 * k + f] = lambdas[k] * a[f] + (1 - lambdas[k]) * b[f];
  }
  return mixed;
}

/**
 * Labels of the mixed points of a pair (Fig. 3e, 3f).
 *
 * @param options.lambdas weights of the pair's first point
 * @returns [number of lambdas x 3], rows sum to 1
 * @throws RangeError as `labelWeight`, or for an unknown pair
 */
export function labelCurve({
  pair,
  lambdas,
  ...labels
}: Labels & { pair: Pair; lambdas: ArrayLike<number> }): Matrix {
  requirePair(pair);
  requireNumbers('lambdas', lambdas);
  const weight = labelWeight(labels);
  const curve = zeros(lambdas.length, 3);
  for (let k = 0; k < lambdas.length; k++) {
    const first = weight(lambdas[k]);
    curve.data[3 * k + pair[0]] += first;
    curve.data[3 * k + pair[1]] += 1 - first;
  }
  return curve;
}

/**
 * Softmax scores of one point, p_c = exp(w_c' x) / sum_k exp(w_k' x) (Section 3.2); no overflow for any finite W and x.
 *
 * @param W [3 x 2]
 * @param x 2 numbers
 * @throws RangeError for other shapes
 */
export function scores(W: Matrix, x: ArrayLike<number>): Float64Array {
  requireWeights(W);
  requireNumbers('x', x, 2);
  const logits = [0, 1, 2].map((c) => W.data[2 * c] * x[0] + W.data[2 * c + 1] * x[1]);
  const largest = Math.max(...logits);
  const powers = Float64Array.from(logits, (z) => exp(z - largest));
  const total = powers[0] + powers[1] + powers[2];
  return powers.map((value) => value / total);
}

/**
 * Softmax scores of W at the mixed points of a pair (Fig. 3g for the SVM's W).
 *
 * @returns [number of lambdas x 3], rows sum to 1
 * @throws RangeError as `scores` and `mixedPoints`
 */
export function scoreCurve({
  W,
  pair,
  lambdas,
  d = defaultD,
}: {
  W: Matrix;
  pair: Pair;
  lambdas: ArrayLike<number>;
  d?: number;
}): Matrix {
  const mixed = mixedPoints(pair, lambdas, d);
  const curve = zeros(lambdas.length, 3);
  for (let k = 0; k < lambdas.length; k++) curve.data.set(scores(W, row(mixed, k)), 3 * k);
  return curve;
}
