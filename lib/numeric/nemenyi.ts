import exp from '@stdlib/math-base-special-exp';
import pow from '@stdlib/math-base-special-pow';
import { normalTail } from './normal-tail';
import { integrate } from './quadrature';
import { findRoot } from './root';

/**
 * P(range of k independent standard normal variables <= q), the studentised range with infinitely many degrees of freedom:
 *
 *   k int phi(z) (Phi(z) - Phi(z - q))^(k - 1) dz.
 */
export function normalRangeProbability(q: number, k: number): number {
  if (q <= 0) return 0;
  const density = (z: number) => exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const within = (z: number) => normalTail(z - q) - normalTail(z);
  const breakpoints = [-4, -2, 0, 2, 4, q / 2, q];
  return k * integrate((z) => density(z) * pow(within(z), k - 1), -9, 9 + q, { breakpoints });
}

/** Up to there the quantile of the range lies below 20, where it is looked for. */
const mostMethods = 1_000_000;

/**
 * Nemenyi's critical difference of average ranks (Demšar 2006): methods whose average ranks over n data sets differ by less
 * are not told apart at level alpha.
 *
 *   CD = q sqrt(k (k + 1) / (6 n)), q the 1 - alpha quantile of the studentised range over sqrt 2
 *
 * @param k number of methods, at least 2
 * @param n number of data sets, at least 1
 * @throws RangeError if k, n or alpha is out of range
 */
export function nemenyiDifference(k: number, n: number, alpha: number = 0.05): number {
  if (!Number.isInteger(k) || k < 2 || k > mostMethods) {
    throw new RangeError(`k is ${k}, expected 2 to ${mostMethods} methods`);
  }
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n is ${n}, expected 1 data set or more`);
  if (!(alpha > 0 && alpha < 1)) throw new RangeError(`alpha is ${alpha}, expected a number between 0 and 1`);
  const range = findRoot((q) => normalRangeProbability(q, k) - (1 - alpha), 0, 20);
  return (range / Math.SQRT2) * Math.sqrt((k * (k + 1)) / (6 * n));
}
