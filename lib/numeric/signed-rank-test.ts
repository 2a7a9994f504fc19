import { normalTail } from './normal-tail';
import { midranks, tieTerm } from './ranks';
import { signFlipLaw } from './sign-flip-law';

/** How `signedRankTest` treats zeros, and which law it takes. */
export interface SignedRankOptions {
  /**
   * Differences of 0. `wilcox` (default): left out before ranking. `pratt`: ranked with the others, and their ranks then left
   * out, so that many zeros weaken the evidence.
   */
  readonly zeros?: 'wilcox' | 'pratt';
  /**
   * `exact` (default): the law of the rank sum under all sign changes of the given |differences|, ties included. `normal`: its
   * approximation with the variance corrected for ties and without continuity correction, as scipy has it.
   */
  readonly law?: 'exact' | 'normal';
}

/** Outcome of a signed-rank test. */
export interface SignedRankTest {
  /** Number of differences, and of those that are not 0. */
  readonly n: number;
  readonly nonzero: number;
  /** Sums of the ranks of |difference| over the positive and the negative ones. */
  readonly positive: number;
  readonly negative: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Matched-pairs rank-biserial correlation, (W+ - W-) / (W+ + W-), in [-1, 1]; 0 if all differences are 0. */
  readonly effectSize: number;
}

/**
 * Wilcoxon's signed-rank test of the hypothesis that the paired differences are symmetric about 0.
 *
 * Deviation from scipy: the exact law is used for any n and with ties (its dynamic programme costs n^2 (n + 1) steps).
 *
 * @param differences [n], finite
 * @throws RangeError if there is none or one is not finite
 */
export function signedRankTest(
  differences: ArrayLike<number>,
  { zeros = 'wilcox', law = 'exact' }: SignedRankOptions = {},
): SignedRankTest {
  const n = differences.length;
  if (n === 0) throw new RangeError('got no differences, expected at least 1');
  const signed = Array.from(differences);
  const ranked = zeros === 'wilcox' ? signed.filter((difference) => difference !== 0) : signed;
  const sizes = ranked.map(Math.abs);
  const ranks = midranks(sizes);
  const sumOver = (sign: number) => ranks.reduce((s, r, i) => s + (Math.sign(ranked[i]) === sign ? r : 0), 0);
  const [positive, negative] = [sumOver(1), sumOver(-1)];
  const kept = ranks.filter((_, i) => ranked[i] !== 0);
  const total = positive + negative;
  const pValue = law === 'exact' ? exact(kept, Math.min(positive, negative)) : normal(sizes, kept, positive);
  const effectSize = total === 0 ? 0 : (positive - negative) / total;
  return { n, nonzero: kept.length, positive, negative, pValue, effectSize };
}

/** Twice the probability of a rank sum up to the smaller one; ranks are doubled, which makes midranks integers. */
function exact(ranks: Float64Array, smaller: number): number {
  const law = signFlipLaw(ranks.map((rank) => 2 * rank));
  let tail = 0;
  for (let s = 0; s <= 2 * smaller; s++) tail += law[s];
  return Math.min(1, 2 * tail);
}

function normal(sizes: readonly number[], ranks: Float64Array, positive: number): number {
  if (ranks.length === 0) return 1;
  const m = sizes.length;
  const zeros = m - ranks.length;
  const nonzero = sizes.filter((size) => size !== 0);
  const expected = (m * (m + 1) - zeros * (zeros + 1)) / 4;
  const squares = m * (m + 1) * (2 * m + 1) - zeros * (zeros + 1) * (2 * zeros + 1);
  const variance = (squares - tieTerm(nonzero) / 2) / 24;
  return 2 * normalTail(Math.abs(positive - expected) / Math.sqrt(variance));
}
