import type { AccuracyResult } from '../common/accuracy-result';
import type { Protocol } from '../common/protocol';

/** Share of the training part that a generative classifier gets right, in [0, 1]; null where its densities cannot be fitted. */
export type GenerativeFit = {
  readonly gaussian: number | null;
  readonly gaussianWithPriors: number | null;
  readonly kernel: number | null;
  readonly kernelWithPriors: number | null;
};

/** What a trial found. A method that could not be trained is left out of `accuracy`. */
export type TabularResult = AccuracyResult & {
  readonly fit: GenerativeFit;
  /** Rows of each class in the whole data set. */
  readonly classCounts: readonly number[];
};

/** A data set that cannot be used, and why. */
export type TabularRefusal = { readonly refused: string };

/** What summaries read of a record. */
export interface TabularRecord {
  readonly configuration: {
    readonly dataset: number;
    readonly trial: number;
    readonly protocol: Protocol;
  };
  readonly result: TabularResult | TabularRefusal;
}

/** Record of a trial that was run. */
export type TabularOutcome = TabularRecord & { readonly result: TabularResult };

/** The records of trials that were run, without refusals. */
export function tabularOutcomes(records: readonly TabularRecord[]): TabularOutcome[] {
  return records.filter((record): record is TabularOutcome => !('refused' in record.result));
}

/** Why each refused data set is, once a set. */
export function refusals(
  records: readonly TabularRecord[],
): { readonly dataset: number; readonly reason: string }[] {
  const reasons = new Map<number, string>();
  for (const { configuration, result } of records) {
    if ('refused' in result) reasons.set(configuration.dataset, result.refused);
  }
  return [...reasons].map(([dataset, reason]) => ({ dataset, reason })).sort((a, b) => a.dataset - b.dataset);
}
