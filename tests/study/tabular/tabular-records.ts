import type { Protocol } from '../../../lib/study/common/protocol';
import type { GenerativeFit, TabularRecord, TabularResult } from '../../../lib/study/tabular/tabular-record';

/** A record of a trial that was run. */
export type MadeUpRecord = TabularRecord & { readonly result: TabularResult };

/** Fit of generative classifiers whose models all have one train accuracy. */
export const fitOf = (accuracy: number | null): GenerativeFit => ({
  gaussian: accuracy,
  gaussianWithPriors: accuracy,
  kernel: accuracy,
  kernelWithPriors: accuracy,
});

/** Made-up trials of one data set: `correct` of 100 test points by method, one list entry a trial; `fit` in shares. */
export function madeUp(
  dataset: number,
  correct: { readonly [method: string]: readonly number[] },
  more: {
    readonly protocol?: Protocol;
    readonly fit?: GenerativeFit;
    readonly classCounts?: readonly number[];
  } = {},
): MadeUpRecord[] {
  const { protocol = 'paper', fit = fitOf(1), classCounts = [100, 100] } = more;
  const trainSize = classCounts.reduce((sum, count) => sum + count, 0) - 100;
  const fitCounts = Object.fromEntries(
    Object.entries(fit).map(([model, share]) => [model, share === null ? null : share * trainSize]),
  ) as GenerativeFit;
  const numTrials = Math.max(...Object.values(correct).map((counts) => counts.length));
  return Array.from({ length: numTrials }, (_, trial) => {
    const has = Object.entries(correct).filter(([, counts]) => counts[trial] !== undefined);
    const outcomes = Object.fromEntries(has.map(([method, counts]) => [method, [counts[trial]]]));
    const result = { testSize: 100, outcomes, selected: {}, fit: fitCounts, classCounts };
    return { configuration: { dataset, trial, protocol }, result };
  });
}
