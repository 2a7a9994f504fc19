import ln from '@stdlib/math-base-special-ln';
import type { MixtureDensity } from '../density/equal-mixture';
import { logDensities } from '../kernels/log-densities';
import type { LabelledPoints } from './sweep';

/**
 * Share of points whose label is the class of largest p_c(x), or of largest prior_c p_c(x); of equals the first.
 *
 * @param densities one a class, undefined for a class without points
 * @param priors one a class; all equal unless given
 */
export function generativeAccuracy(
  densities: readonly (MixtureDensity | undefined)[],
  { X, y }: LabelledPoints,
  priors?: readonly number[],
): number {
  const k = densities.length;
  const scores = logDensities(X, densities);
  const offsets = densities.map((_, c) => (priors ? ln(priors[c]) : 0));
  let correct = 0;
  for (let i = 0; i < X.rows; i++) {
    let best = 0;
    for (let c = 1; c < k; c++) {
      if (scores[i * k + c] + offsets[c] > scores[i * k + best] + offsets[best]) best = c;
    }
    correct += Number(best === y[i]);
  }
  return correct / X.rows;
}

/** Share of every class among the labels. */
export function classShares(y: ArrayLike<number>, numClasses: number): number[] {
  const counts = new Array<number>(numClasses).fill(0);
  for (let i = 0; i < y.length; i++) counts[y[i]]++;
  return counts.map((count) => count / y.length);
}
