import gammainc from '@stdlib/math-base-special-gammainc';
import { type Matrix, row } from './matrix';
import { midranks, tieTerm } from './ranks';
import { requireMatrix } from './require';

/** Friedman's test. */
export interface FriedmanTest {
  /** Rank of each treatment, averaged over the blocks: 1 is the highest score. */
  readonly averageRanks: Float64Array;
  /** Corrected for ties; 0 if all blocks tie completely. */
  readonly chiSquare: number;
  /** Upper tail of the chi-square law with k - 1 degrees of freedom. */
  readonly pValue: number;
}

/**
 * Friedman's test of the hypothesis that k treatments are exchangeable within each of n blocks (here: methods within data
 * sets).
 *
 * @param scores [n x k], higher is better, finite
 * @throws RangeError if there are fewer than 2 blocks or treatments, or a score is not finite
 */
export function friedmanTest(scores: Matrix): FriedmanTest {
  requireMatrix('scores', scores);
  const { rows: n, cols: k } = scores;
  if (n < 2 || k < 2) throw new RangeError(`scores are [${n} x ${k}], expected 2 or more of both`);
  const averageRanks = new Float64Array(k);
  let ties = 0;
  for (let i = 0; i < n; i++) {
    const block = row(scores, i);
    midranks(block.map((score) => -score)).forEach((rank, j) => {
      averageRanks[j] += rank / n;
    });
    ties += tieTerm(block);
  }
  const middle = (k + 1) / 2;
  const spread = averageRanks.reduce((sum, rank) => sum + (rank - middle) ** 2, 0);
  const correction = 1 - ties / (n * (k ** 3 - k));
  const chiSquare = correction === 0 ? 0 : ((12 * n) / (k * (k + 1)) / correction) * spread;
  return { averageRanks, chiSquare, pValue: gammainc(chiSquare / 2, (k - 1) / 2, true, true) };
}
