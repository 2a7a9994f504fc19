import { type Interval, mean } from '../../numeric/statistics';
import { runInterval } from '../../report/run-interval';
import type { AccuracyResult } from './accuracy-result';
import type { Protocol } from './protocol';
import { splitShare } from './split-share';

/** What summaries read of a record of Tables 1 and 2. */
export interface AccuracyRecord {
  readonly configuration: { readonly dataset: string | number; readonly protocol: Protocol };
  readonly result: AccuracyResult;
}

/** Accuracies of a method on one data set under one protocol, percent, one a record, and the rows of its test part. */
export function accuracyRuns(
  records: readonly AccuracyRecord[],
  of: AccuracyRecord['configuration'],
  method: string,
): { readonly values: readonly number[]; readonly testSize: number } {
  return runsOf(records, of, (result) => accuracyOf(result, method));
}

/** The same of the paired difference of two methods, `method` less `minus`, points of percent. */
export function differenceRuns(
  records: readonly AccuracyRecord[],
  of: AccuracyRecord['configuration'],
  method: string,
  minus: string,
): { readonly values: readonly number[]; readonly testSize: number } {
  return runsOf(records, of, (result) => accuracyOf(result, method) - accuracyOf(result, minus));
}

function runsOf(
  records: readonly AccuracyRecord[],
  { dataset, protocol }: AccuracyRecord['configuration'],
  value: (result: AccuracyResult) => number,
): { values: number[]; testSize: number } {
  const own = records.filter(
    ({ configuration }) => configuration.dataset === dataset && configuration.protocol === protocol,
  );
  return { values: own.map(({ result }) => 100 * value(result)), testSize: own[0]?.result.testSize ?? 0 };
}

/** Trials of one number of a table, in percent (points of percent for differences). */
export interface AccuracyCell {
  readonly dataset: string | number;
  readonly protocol: Protocol;
  readonly trials: number;
  readonly mean: number;
  /** 95 % confidence interval of the mean, that of Nadeau and Bengio over splits; undefined for a single trial. */
  readonly interval: Interval | undefined;
}

/** What trials on OpenML sets differ in: the split, and with it all else, or the seed alone. Synthetic sets are drawn anew in each. */
export type TrialKind = 'splits' | 'seeds';

/**
 * Accuracy of a method, one cell for every data set and protocol that has records, in their order.
 *
 * @throws RangeError if a record lacks the method
 */
export function summariseAccuracy(
  records: readonly AccuracyRecord[],
  method: string,
  trials: TrialKind = 'splits',
): AccuracyCell[] {
  return cells(records, trials, ({ result }) => accuracyOf(result, method));
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
  trials: TrialKind = 'splits',
): AccuracyCell[] {
  return cells(records, trials, ({ result }) => accuracyOf(result, method) - accuracyOf(result, minus));
}

function cells(
  records: readonly AccuracyRecord[],
  trials: TrialKind,
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
    const values = group.map((record) => 100 * value(record));
    const sharesRows = trials === 'splits' && typeof dataset === 'number';
    const interval = runInterval({ values, ...(sharesRows && { split: splitShare }) });
    return {
      dataset,
      protocol,
      trials: values.length,
      mean: mean(values),
      interval: values.length > 1 ? { low: interval.low, high: interval.high } : undefined,
    };
  });
}

function accuracyOf({ accuracy }: AccuracyResult, method: string): number {
  const value = accuracy[method];
  if (value !== undefined) return value;
  throw new RangeError(`a record has no accuracy of ${method}, only of ${Object.keys(accuracy).join(', ')}`);
}
