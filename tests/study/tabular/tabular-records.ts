import type { Protocol } from '../../../lib/study/common/protocol';
import type { GenerativeFit, TabularOutcome } from '../../../lib/study/tabular/tabular-record';

/** Fit of generative classifiers whose models all have one train accuracy. */
export const fitOf = (accuracy: number | null): GenerativeFit => ({
  gaussian: accuracy,
  gaussianWithPriors: accuracy,
  kernel: accuracy,
  kernelWithPriors: accuracy,
});

/** Made-up trials of one data set: `correct` of 100 test points by method, one list entry a trial. */
export function madeUp(
  dataset: number,
  correct: { readonly [method: string]: readonly number[] },
  more: {
    readonly protocol?: Protocol;
    readonly fit?: GenerativeFit;
    readonly classCounts?: readonly number[];
  } = {},
): TabularOutcome[] {
  const { protocol = 'paper', fit = fitOf(1), classCounts = [50, 50] } = more;
  const numTrials = Math.max(...Object.values(correct).map((counts) => counts.length));
  return Array.from({ length: numTrials }, (_, trial) => {
    const has = Object.entries(correct).filter(([, counts]) => counts[trial] !== undefined);
    const accuracy = Object.fromEntries(has.map(([method, counts]) => [method, counts[trial] / 100]));
    const result = { testSize: 100, accuracy, learningRate: {}, epochs: {}, gamma: {} };
    return { configuration: { dataset, trial, protocol }, result: { ...result, fit, classCounts } };
  });
}
