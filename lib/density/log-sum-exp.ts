import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';

/**
 * ln sum_i e^(t_i), finite wherever the largest term is: the sum is taken relative to that one.
 *
 * @returns -Infinity if all terms are, or if there are none
 */
export function logSumExp(terms: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let i = 0; i < terms.length; i++) largest = Math.max(largest, terms[i]);
  // The difference of two infinite terms would be NaN.
  if (!Number.isFinite(largest)) return largest;
  let sum = 0;
  for (let i = 0; i < terms.length; i++) sum += exp(terms[i] - largest);
  return largest + ln(sum);
}
