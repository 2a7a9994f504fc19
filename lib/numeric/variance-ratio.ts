import betainc from '@stdlib/math-base-special-betainc';
import { studentTail } from './student-tail';

/** Size, mean and standard deviation of a sample of which no more is known. */
export interface SampleSummary {
  readonly size: number;
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Two-sided p value of the F test that two normal samples have one variance: with F = s_1² / s_2² and f_i = n_i - 1,
 *
 *   p = 2 min(P(F' <= F), P(F' >= F)),  P(F' <= F) = I_{f_1 F / (f_1 F + f_2)}(f_1 / 2, f_2 / 2).
 *
 * @throws RangeError if a sample has fewer than 2 values, or a deviation is not above 0
 */
export function varianceRatioTest(a: SampleSummary, b: SampleSummary): number {
  [a, b].forEach(check);
  const [first, second] = [a.size - 1, b.size - 1];
  const ratio = (a.deviation / b.deviation) ** 2;
  const x = (first * ratio) / (first * ratio + second);
  const [below, above] = [false, true].map((upper) => betainc(x, first / 2, second / 2, true, upper));
  return Math.min(1, 2 * Math.min(below, above));
}

/**
 * Two-sided p value of Welch's test that two normal samples have one mean, whatever their variances, with the degrees of freedom of Satterthwaite.
 *
 * @throws RangeError as `varianceRatioTest`
 */
export function welchTest(a: SampleSummary, b: SampleSummary): number {
  [a, b].forEach(check);
  const [first, second] = [a, b].map(({ deviation, size }) => deviation ** 2 / size);
  const freedom = (first + second) ** 2 / (first ** 2 / (a.size - 1) + second ** 2 / (b.size - 1));
  return 2 * studentTail(Math.abs(a.mean - b.mean) / Math.sqrt(first + second), freedom);
}

function check({ size, deviation }: SampleSummary): void {
  if (!(size >= 2)) throw new RangeError(`a sample has ${size} values, expected at least 2`);
  if (!(deviation > 0 && deviation < Infinity)) {
    throw new RangeError(`a standard deviation is ${deviation}, expected a finite number above 0`);
  }
}
