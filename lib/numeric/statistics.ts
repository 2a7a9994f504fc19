import { studentQuantile } from './student-quantile';

/** A mean with its confidence interval. */
export interface MeanInterval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** Ends of an interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Arithmetic mean, sum_i v_i / n, summed from the first value, so that the mean of equal values is that value exactly.
 *
 * @throws RangeError if there is no value or one is not finite
 */
export function mean(values: ArrayLike<number>): number {
  checkValues(values, 1);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[0];
  return values[0] + sum / values.length;
}

/**
 * Sample standard deviation, s = sqrt(sum_i (v_i - mean)^2 / (n - 1)).
 *
 * @throws RangeError if there are fewer than 2 values or one is not finite
 */
export function standardDeviation(values: ArrayLike<number>): number {
  checkValues(values, 2);
  const centre = mean(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/**
 * Student's confidence interval of a mean, mean ± t s / sqrt(n), t the (1 + level) / 2 quantile with n - 1 degrees of
 * freedom.
 *
 * Equal values have s = 0 and give the interval of width 0: the sample shows no spread, which for accuracies (proportions
 * that may all be 1) does not mean that there is none.
 *
 * @param level probability that the interval covers the mean, in (0, 1)
 * @throws RangeError if there are fewer than 2 values, one is not finite, or level is outside (0, 1)
 */
export function meanInterval(values: ArrayLike<number>, level: number = 0.95): MeanInterval {
  const halfWidth = studentFactor(values, level) * standardDeviation(values) * Math.sqrt(1 / values.length);
  const centre = mean(values);
  return { mean: centre, low: centre - halfWidth, high: centre + halfWidth };
}

/**
 * Student's confidence interval of the mean of a_i - b_i, for two methods measured on the same trials. What varies
 * between trials and not between methods cancels, so it is narrower than intervals of the two means suggest.
 *
 * @throws RangeError if the lengths differ, or as `meanInterval`
 */
export function pairedDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  level: number = 0.95,
): MeanInterval {
  if (a.length !== b.length) {
    throw new RangeError(`${a.length} and ${b.length} values: pairs need both methods on the same trials`);
  }
  checkValues(a, 2);
  checkValues(b, 2);
  return meanInterval(
    Array.from(a, (value, i) => value - b[i]),
    level,
  );
}

/**
 * Interval that covers, with probability `level`, the mean of `size` further draws from the normal law of the sample:
 *
 *   mean ± t s sqrt(1 / size + 1 / n),  t the (1 + level) / 2 quantile with n - 1 degrees of freedom.
 *
 * A printed value that lies in it is what an experiment of the paper's size could well have given. Equal values give
 * the interval of width 0 (see `meanInterval`).
 *
 * @param options.size number of further draws that are averaged, at least 1 (default); Infinity gives `meanInterval`
 * @throws RangeError if size is not a positive integer or Infinity, or as `meanInterval`
 */
export function predictionInterval(
  values: ArrayLike<number>,
  { size = 1, level = 0.95 }: { readonly size?: number; readonly level?: number } = {},
): Interval {
  if (!(size >= 1) || (size !== Infinity && !Number.isInteger(size))) {
    throw new RangeError(
      `size is ${size}, expected a positive integer: the number of draws that are averaged`,
    );
  }
  const spread = Math.sqrt(1 / size + 1 / values.length);
  const halfWidth = studentFactor(values, level) * standardDeviation(values) * spread;
  const centre = mean(values);
  return { low: centre - halfWidth, high: centre + halfWidth };
}

function studentFactor(values: ArrayLike<number>, level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}, expected a number between 0 and 1`);
  checkValues(values, 2);
  return studentQuantile((1 + level) / 2, values.length - 1);
}

function checkValues(values: ArrayLike<number>, least: number): void {
  if (values.length < least) {
    throw new RangeError(`got ${values.length} values, expected at least ${least}: run more trials`);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(`value ${i} is ${values[i]}, expected a finite number`);
    }
  }
}
