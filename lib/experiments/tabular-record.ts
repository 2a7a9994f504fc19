import type { AccuracyResult } from './accuracy-methods';
import type { Preprocessing } from './openml-accuracy';
import type { Protocol } from './protocol';

/** Methods of Section 6.1 and of the logistic labels of Section 3.2, in the order of Table 4. */
export const tabularMethods = [
  'generativeClassifier',
  'vanilla',
  'adaMixup',
  'mixup',
  'mixupWithoutIntrusion',
  'logisticWithoutIntrusion',
  'genLabelGaussian',
  'genLabelKernel',
  'genLabelSelected',
  'mixupAlpha2',
  'genLabelGaussianAlpha2',
  'genLabelKernelAlpha2',
  'genLabelSelectedAlpha2',
] as const;

export type TabularMethod = (typeof tabularMethods)[number];

/** One trial of all methods on one data set. */
export type TabularTrial = Preprocessing & {
  readonly dataset: number;
  readonly trial: number;
  readonly protocol: Protocol;
};

/** Share of the training part that a generative classifier gets right, in [0, 1]; null where its densities cannot be fitted. */
export type GenerativeFit = {
  readonly gaussian: number | null;
  readonly gaussianWithPriors: number | null;
  readonly kernel: number | null;
  readonly kernelWithPriors: number | null;
};

/** What a trial found. A method that could not be trained is left out of `accuracy`. */
export type TabularResult = AccuracyResult & {
  /** Loss ratio that was used, by method. */
  readonly gamma: { readonly [method: string]: number };
  /** Generative model that was used, by method. */
  readonly density: { readonly [method: string]: 'gaussian' | 'kernel' };
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
