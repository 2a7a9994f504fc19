import { bayesianSignedRank, type RopeProbabilities } from '../../numeric/bayesian-signed-rank';
import { type HierarchicalPosterior, hierarchicalModel } from '../../numeric/hierarchical-model';
import { randomStream } from '../../numeric/random';
import { matters } from '../../report/rules';
import type { TabularMethod } from '../common/tabular-methods';
import { setGains } from './compare-over-sets';
import { type SplitQuestion, splitSizes } from './set-runs';
import { type TabularSet, trialGain, trialsWith } from './tabular-sets';

/** What the records say about the mean gain of a method over data sets. */
export interface MeanGain extends HierarchicalPosterior {
  readonly sets: number;
  /** Bayesian signed-rank test of the sets' mean gains. */
  readonly signedRank: RopeProbabilities;
}

/** Draws of each of four chains: Monte Carlo errors of probabilities of about 0.01. */
const draws = 2000;

/**
 * Mean gain of a method over data sets by the hierarchical model of trials and sets, with a region of practical equivalence of 1 point. Trials on one split
 * are independent; those on random splits are correlated by the share of rows that are tested.
 *
 * @returns undefined if fewer than 2 sets have two trials of both methods
 */
export function meanGainOverSets(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
  question: SplitQuestion,
): MeanGain | undefined {
  const usable = sets.filter((set) => trialsWith(set, [method, minus]).length >= 2);
  if (usable.length < 2) return undefined;
  const rope = matters.meanGain;
  const stream = randomStream('mean gain over sets').split(method).split(minus);
  const { testSize, trainSize } = splitSizes(usable[0]);
  const posterior = hierarchicalModel(
    usable.map((set) => ({
      values: trialsWith(set, [method, minus]).map((trial) => trialGain(trial, method, minus)),
      step: 100 / splitSizes(set).testSize,
    })),
    {
      ...{ rope, draws, warmup: 500, stream },
      correlation: question === 'generalises' ? testSize / (testSize + trainSize) : 0,
    },
  );
  const gains = setGains(usable, method, minus).map(({ gain }) => gain);
  return {
    ...posterior,
    sets: usable.length,
    signedRank: bayesianSignedRank(gains, { rope, draws: 10_000, stream }),
  };
}
