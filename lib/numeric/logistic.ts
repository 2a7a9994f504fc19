import exp from '@stdlib/math-base-special-exp';
import log1p from '@stdlib/math-base-special-log1p';

/** log(1 + e^w) without overflow, with full relative accuracy for w far below 0. */
export function softplus(w: number): number {
  return w > 0 ? w + log1p(exp(-w)) : log1p(exp(w));
}

/** 1 / (1 + e^-w) without overflow, with full relative accuracy for w far below 0. */
export function sigmoid(w: number): number {
  if (w >= 0) return 1 / (1 + exp(-w));
  const e = exp(w);
  return e / (1 + e);
}

/**
 * Cross-entropy of a logistic model with logit m for the soft label q = P(class 1):
 *
 *   softplus(m) - q m = q softplus(-m) + (1 - q) softplus(m)
 *
 * written so that no two large terms cancel.
 *
 * @param q label of class 1
 * @param rest 1 - q, given apart because 1 - q loses its digits where q is close to 1
 */
export function logisticLoss(m: number, q: number, rest: number): number {
  return m > 0 ? log1p(exp(-m)) + rest * m : log1p(exp(m)) - q * m;
}
