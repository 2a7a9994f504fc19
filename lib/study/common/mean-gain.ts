import { bayesianSignedRank, type RopeProbabilities } from '../../numeric/bayesian-signed-rank';
import { type HierarchicalPosterior, hierarchicalModel } from '../../numeric/hierarchical-model';
import type { RandomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { judgeMeanGain } from '../../report/judge-mean-gain';
import { type Judgement, notAttempted } from '../../report/judgement';
import { matters } from '../../report/rules';

/** Paired differences of two methods on one data set, points of percent, one a run. */
export interface GainsOnSet {
  readonly values: readonly number[];
  /** Rows of the test part: differences are multiples of 100 / testSize. */
  readonly testSize: number;
}

/** What the records say about the mean gain of a method over data sets. */
export interface MeanGain extends HierarchicalPosterior {
  readonly sets: number;
  /** Bayesian signed-rank test of the sets' mean gains. */
  readonly signedRank: RopeProbabilities;
}

/** Draws of each of four chains: Monte Carlo errors of probabilities of about 0.01. */
const draws = 2000;

/**
 * Mean gain over data sets by the hierarchical model of trials and sets, with a region of practical equivalence of 1 point, on the sets with two runs at least.
 *
 * @param correlation of two runs on one set: 0 for seeds on one split, the share of the test part over random splits
 * @returns undefined if fewer than 2 sets can be used
 */
export function meanGainOf(
  gains: readonly GainsOnSet[],
  correlation: number,
  stream: RandomStream,
): MeanGain | undefined {
  const usable = gains.filter(({ values }) => values.length >= 2);
  if (usable.length < 2) return undefined;
  const rope = matters.meanGain;
  const posterior = hierarchicalModel(
    usable.map(({ values, testSize }) => ({ values, step: 100 / testSize })),
    { rope, correlation, draws, warmup: 500, stream: stream.split('hierarchical model') },
  );
  const signedRank = bayesianSignedRank(
    usable.map(({ values }) => mean(values)),
    { rope, draws: 10_000, stream: stream.split('signed rank') },
  );
  return { ...posterior, sets: usable.length, signedRank };
}

/** Judges a claimed mean gain; not attempted without. */
export function judgeGain(gain: MeanGain | undefined): Judgement {
  return gain ? judgeMeanGain(gain) : notAttempted('meanGain');
}
