import { randomStream } from '../../numeric/random';
import { type MeanGain, meanGainOf } from '../common/mean-gain';
import type { TabularMethod } from '../common/tabular-methods';
import { type SplitQuestion, splitSizes } from './set-runs';
import { type TabularSet, trialGain, trialsWith } from './tabular-sets';

/**
 * Mean gain of a method over data sets: `meanGainOf`. Trials on one split are independent; those on random splits are correlated by the share of rows that are
 * tested.
 *
 * @returns undefined if fewer than 2 sets have two trials of both methods
 */
export function meanGainOverSets(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
  question: SplitQuestion,
): MeanGain | undefined {
  if (sets.length === 0) return undefined;
  const { testSize, trainSize } = splitSizes(sets[0]);
  return meanGainOf(
    sets.map((set) => ({
      values: trialsWith(set, [method, minus]).map((trial) => trialGain(trial, method, minus)),
      testSize: splitSizes(set).testSize,
    })),
    question === 'generalises' ? testSize / (testSize + trainSize) : 0,
    randomStream('mean gain over sets').split(method).split(minus),
  );
}
