import { type MeanInterval, mean, standardDeviation } from './statistics';
import { studentQuantile } from './student-quantile';

/**
 * Confidence interval of a mean over repeated random splits of one data set (Nadeau and Bengio 2003, corrected resampled
 * t-test):
 *
 *   mean ± t s sqrt(1 / n + testSize / trainSize),  t the (1 + level) / 2 quantile with n - 1 degrees of freedom.
 *
 * Splits share rows, so their results are not independent, and Student's interval of the mean is too narrow: more splits
 * of the same data would shrink it to nothing. The second term stays.
 *
 * @param values one a split; equal values give the interval of width 0
 * @param testSize rows of the test part, trainSize those of the training part
 * @throws RangeError if there are fewer than 2 values, one is not finite, a size is not positive, or level is outside (0, 1)
 */
export function resampledInterval(
  values: ArrayLike<number>,
  {
    testSize,
    trainSize,
    level = 0.95,
  }: { readonly testSize: number; readonly trainSize: number; readonly level?: number },
): MeanInterval {
  if (!(testSize > 0 && trainSize > 0)) {
    throw new RangeError(
      `testSize is ${testSize} and trainSize ${trainSize}, expected positive numbers of rows`,
    );
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`level is ${level}, expected a number between 0 and 1`);
  const spread = standardDeviation(values) * Math.sqrt(1 / values.length + testSize / trainSize);
  const halfWidth = studentQuantile((1 + level) / 2, values.length - 1) * spread;
  const centre = mean(values);
  return { mean: centre, low: centre - halfWidth, high: centre + halfWidth };
}
