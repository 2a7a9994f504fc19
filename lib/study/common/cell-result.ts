import { mean, meanInterval, predictionInterval } from '../../numeric/statistics';
import type { Result } from '../../report/comparison';
import type { AccuracyCell } from './summarise-accuracy';

/** Trials of a cell as a comparison takes them; undefined without trials. */
export function cellResult(cell: AccuracyCell | undefined): Result | undefined {
  if (!cell) return undefined;
  const { mean: centre, trials, prediction, interval = { low: centre, high: centre } } = cell;
  return { ours: { mean: centre, ...interval, trials }, prediction };
}

/**
 * Values of single trials as a comparison takes them: their mean, its confidence interval, and the prediction interval for one
 * further trial; undefined without trials, and without intervals for one.
 */
export function trialsResult(values: readonly number[]): Result | undefined {
  const trials = values.length;
  if (trials === 0) return undefined;
  if (trials === 1) return { ours: { mean: mean(values), low: values[0], high: values[0], trials } };
  return { ours: { ...meanInterval(values), trials }, prediction: predictionInterval(values) };
}
