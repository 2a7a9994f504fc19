import { clusterBootstrap } from '../../numeric/cluster-bootstrap';
import { type RandomStream, randomStream } from '../../numeric/random';
import type { MeanInterval } from '../../numeric/statistics';
import { printedSeeds } from '../../report/rules';
import type { TabularMethod } from '../common/tabular-methods';
import { setGains } from './compare-over-sets';
import { countsOfExperiments, type OutcomeKind, outcomeShare } from './outcome-shares';
import { byFamily } from './related-sets';
import { type Selection, selectSets } from './select-sets';
import type { TabularSet } from './tabular-sets';

/** Which methods are compared, on which sets. */
export interface ShareOf {
  readonly method: TabularMethod;
  readonly minus: TabularMethod;
  /** Default all sets. */
  readonly selection?: Selection;
}

/** Shares of data sets by outcome in experiments of five seeds on the authors' split, percent; `excess`: higher less lower. */
export function experimentShares(
  sets: readonly TabularSet[],
  { method, minus, selection }: ShareOf,
  kind: OutcomeKind | 'excess',
): number[] {
  const counts = countsOfExperiments(sets, method, minus, { selection, average: printedSeeds });
  return counts.map((experiment) =>
    kind === 'excess'
      ? outcomeShare(experiment, 'higher') - outcomeShare(experiment, 'lower')
      : outcomeShare(experiment, kind),
  );
}

/** What is counted over splits, by the mean gain of each set: sets that gain less those that lose, those that gain, those that do not lose. */
export type GainCount = 'excess' | 'higher' | 'notLower';

const scores: { readonly [count in GainCount]: (gain: number) => number } = {
  excess: Math.sign,
  higher: (gain) => Number(gain > 0),
  notLower: (gain) => Number(gain >= 0),
};

/**
 * Share of data sets by the sign of their mean gain over splits, percent, with its 95 % bootstrap interval: families of related sets are drawn together.
 *
 * @returns undefined without sets
 */
export function gainShare(
  sets: readonly TabularSet[],
  { method, minus, selection }: ShareOf,
  count: GainCount,
  stream: RandomStream = randomStream('families of sets'),
): (MeanInterval & { readonly sets: number }) | undefined {
  const taken = selection ? selectSets(sets, selection) : sets;
  const gains = setGains(taken, method, minus);
  return gains.length === 0 ? undefined : familyShare(gains, count, stream);
}

/** The same of given mean gains. */
export function familyShare(
  gains: readonly { readonly dataset: number; readonly gain: number }[],
  count: GainCount,
  stream: RandomStream = randomStream('families of sets'),
): MeanInterval & { readonly sets: number } {
  const families = byFamily(gains, ({ dataset }) => dataset);
  const share = (members: typeof gains) =>
    (100 * members.reduce((sum, { gain }) => sum + scores[count](gain), 0)) / members.length;
  return { ...clusterBootstrap(families, share, { stream: stream.split(count) }), sets: gains.length };
}
