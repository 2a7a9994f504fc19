import { type Interval, mean, meanInterval, predictionInterval } from '../../numeric/statistics';
import type { AccuracyResult } from './accuracy-result';
import type { Protocol } from './protocol';

/** What summaries read of a record of Tables 1 and 2. */
export interface AccuracyRecord {
  readonly configuration: { readonly dataset: string | number; readonly protocol: Protocol };
  readonly result: AccuracyResult;
}

/** Trials of one number of a table, in percent (points of percent for differences). */
export interface AccuracyCell {
  readonly dataset: string | number;
  readonly protocol: Protocol;
  readonly trials: number;
  readonly mean: number;
  /** 95 % confidence interval of the mean; undefined for a single trial. */
  readonly interval: Interval | undefined;
  /** 95 % prediction interval for an experiment of the paper's size; undefined for a single trial. */
  readonly prediction: Interval | undefined;
}

/**
 * Accuracy of a method, one cell for every data set and protocol that has records, in their order.
 *
 * @throws RangeError if a record lacks the method
 */
export function summariseAccuracy(records: readonly AccuracyRecord[], method: string): AccuracyCell[] {
  return cells(records, ({ result }) => accuracyOf(result, method));
}

/**
 * Paired difference of the accuracies of two methods, `method` less `minus`: both have the same data, initial
 * parameters and batches in each trial, so what they share cancels.
 *
 * @throws RangeError if a record lacks one of the methods
 */
export function summariseDifference(
  records: readonly AccuracyRecord[],
  method: string,
  minus: string,
): AccuracyCell[] {
  return cells(records, ({ result }) => accuracyOf(result, method) - accuracyOf(result, minus));
}

function cells(
  records: readonly AccuracyRecord[],
  value: (record: AccuracyRecord) => number,
): AccuracyCell[] {
  const groups = new Map<string, AccuracyRecord[]>();
  for (const record of records) {
    const { dataset, protocol } = record.configuration;
    const key = JSON.stringify([dataset, protocol]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  return [...groups.values()].map((group) => {
    const { dataset, protocol } = group[0].configuration;
    return {
      dataset,
      protocol,
      ...statistics(
        group.map((record) => 100 * value(record)),
        printedTrials(dataset),
      ),
    };
  });
}

/**
 * Trials whose mean a printed value is. Synthetic sets are drawn anew in each of the paper's 5 trials. OpenML sets have
 * one test set for 5 seeds (the printed accuracies tell), and the split, which we count as one trial, dominates.
 */
const printedTrials = (dataset: string | number) => (typeof dataset === 'string' ? 5 : 1);

function statistics(values: readonly number[], size: number): Omit<AccuracyCell, 'dataset' | 'protocol'> {
  const trials = values.length;
  if (trials < 2) return { trials, mean: mean(values), interval: undefined, prediction: undefined };
  const { mean: centre, low, high } = meanInterval(values);
  return { trials, mean: centre, interval: { low, high }, prediction: predictionInterval(values, { size }) };
}

function accuracyOf({ accuracy }: AccuracyResult, method: string): number {
  const value = accuracy[method];
  if (value !== undefined) return value;
  throw new RangeError(`a record has no accuracy of ${method}, only of ${Object.keys(accuracy).join(', ')}`);
}
