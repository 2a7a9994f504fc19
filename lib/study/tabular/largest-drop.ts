import { resampledInterval } from '../../numeric/resampled-interval';
import type { MeanInterval } from '../../numeric/statistics';
import type { TabularMethod } from '../common/tabular-methods';
import { splitSizes } from './set-runs';
import { type TabularSet, trialGain, trialsWith } from './tabular-sets';

/** Data set on which a method loses most against another, in points of percent. */
export interface LargestDrop extends MeanInterval {
  readonly dataset: number;
  readonly trials: number;
  /** Sets with two trials or more, among which it is the largest. */
  readonly sets: number;
  /** Sets whose own interval lies below 0. */
  readonly resolved: number;
}

/**
 * The largest mean drop of a method against another over data sets, of those whose interval lies below 0, if there are any. Intervals over splits (Nadeau and Bengio) hold for all sets at once (Bonferroni: each at 1 - 5 % /
 * number of sets), as the largest is picked after the fact.
 *
 * @returns undefined if no set has two trials of both
 */
export function largestDrop(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
): LargestDrop | undefined {
  const usable = sets
    .map((set) => ({ set, dataset: set.dataset, trials: trialsWith(set, [method, minus]) }))
    .filter(({ trials }) => trials.length >= 2);
  const level = 1 - 0.05 / usable.length;
  const drops = usable.map(({ set, dataset, trials }) => ({
    dataset,
    trials: trials.length,
    ...resampledInterval(
      trials.map((trial) => trialGain(trial, method, minus)),
      { ...splitSizes(set), level },
    ),
  }));
  const isResolved = ({ high }: MeanInterval): number => Number(high < 0);
  drops.sort((a, b) => isResolved(b) - isResolved(a) || a.mean - b.mean || a.dataset - b.dataset);
  if (drops.length === 0) return undefined;
  return { ...drops[0], sets: drops.length, resolved: drops.filter(({ high }) => high < 0).length };
}
