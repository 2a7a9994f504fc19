import { resampledInterval } from '../numeric/resampled-interval';
import { type MeanInterval, mean, meanInterval } from '../numeric/statistics';
import { leastEqualRuns, level } from './rules';

/** Values of runs on one data set. */
export interface Runs {
  /** One a seed or a split. */
  readonly values: readonly number[];
  /** Sizes of the parts, of random splits of one data set: these share rows. Left out for seeds on one split, and for data drawn anew. */
  readonly split?: { readonly testSize: number; readonly trainSize: number };
}

/**
 * 95 % confidence interval of the mean over runs: that of Nadeau and Bengio over random splits, else Student's. A single run has no
 * width to show, nor have a few that are equal, perhaps by chance: their interval is unbounded.
 *
 * @throws RangeError if there is no value, or as `resampledInterval`
 */
export function runInterval({ values, split }: Runs): MeanInterval {
  if (!tellSpread(values)) {
    return { mean: mean(values), low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  return split ? resampledInterval(values, { ...split, level }) : meanInterval(values, level);
}

/** Whether values show how far they spread: more than one do, but not a few that are equal, perhaps by chance. */
export const tellSpread = (values: readonly number[]): boolean =>
  values.length >= leastEqualRuns || (values.length > 1 && !areEqual(values));

/** Whether runs have no spread but that of rounding. */
export const areEqual = (values: readonly number[]): boolean =>
  values.every((value) => Math.abs(value - values[0]) < 1e-9);
