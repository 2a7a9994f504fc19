import { requireNumbers } from './require';
import { signFlipLaw } from './sign-flip-law';

/** Estimate of a median difference with its confidence interval. */
export interface LocationEstimate {
  readonly estimate: number;
  /** Both infinite if there are too few differences for the level. */
  readonly low: number;
  readonly high: number;
}

/**
 * Hodges-Lehmann estimate of the centre of symmetry: the median of the Walsh averages (d_i + d_j) / 2, i <= j, and the interval of
 * the shifts that Wilcoxon's exact signed-rank test does not reject at 1 - level.
 *
 * The interval is from the law without ties, so with ties (or zeros) its coverage is approximate.
 *
 * @param differences [n], finite
 * @throws RangeError if there is none, one is not finite, or level is outside (0, 1)
 */
export function hodgesLehmann(differences: ArrayLike<number>, level: number = 0.95): LocationEstimate {
  requireNumbers('differences', differences);
  const n = differences.length;
  if (n === 0) throw new RangeError('got no differences, expected at least 1');
  if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}, expected a number between 0 and 1`);
  const averages = walshAverages(differences);
  const rejected = rejectedTail(n, (1 - level) / 2);
  return {
    estimate: median(averages),
    low: rejected === 0 ? Number.NEGATIVE_INFINITY : averages[rejected - 1],
    high: rejected === 0 ? Number.POSITIVE_INFINITY : averages[averages.length - rejected],
  };
}

function walshAverages(differences: ArrayLike<number>): Float64Array {
  const n = differences.length;
  const averages = new Float64Array((n * (n + 1)) / 2);
  let k = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) averages[k++] = (differences[i] + differences[j]) / 2;
  }
  return averages.sort();
}

/** Number of rank sums 0, 1, ... whose probabilities sum to `tail` at most. */
function rejectedTail(n: number, tail: number): number {
  const law = signFlipLaw(Array.from({ length: n }, (_, i) => i + 1));
  let sum = 0;
  let count = 0;
  while (count < law.length && sum + law[count] <= tail) sum += law[count++];
  return count;
}

/** Median of sorted values. */
function median(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
