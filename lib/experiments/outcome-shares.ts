import { mean, meanInterval } from '../numeric/statistics';
import { isSelected, type Selection } from './select-sets';
import type { TabularMethod } from './tabular-record';
import { hasMethods, meanGain, type TabularSet, trialGain, trialsWith } from './tabular-sets';

/** How many data sets have which sign of a difference. */
export interface OutcomeCounts {
  readonly higher: number;
  readonly equal: number;
  readonly lower: number;
  readonly sets: number;
}

/** The counts over the means of all trials, and how many signs these trials resolve. */
export interface PooledCounts extends OutcomeCounts {
  /** 95 % confidence interval of the paired difference above 0, and below 0. */
  readonly resolvedHigher: number;
  readonly resolvedLower: number;
  /** Sets without a trial of both methods. */
  readonly left: readonly number[];
}

/**
 * Signs of the difference of two methods over data sets, by the mean over all trials: equal is the exact equality of the mean
 * accuracies, which many trials make rare.
 */
export function pooledCounts(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
): PooledCounts {
  const compared = sets.filter((set) => trialsWith(set, [method, minus]).length > 0);
  const intervals = compared.map((set) => {
    const gains = trialsWith(set, [method, minus]).map((trial) => trialGain(trial, method, minus));
    return gains.length < 2 ? undefined : meanInterval(gains);
  });
  return {
    ...countSigns(compared.map((set) => meanGain(trialsWith(set, [method, minus]), method, minus))),
    resolvedHigher: intervals.filter((interval) => interval && interval.low > 0).length,
    resolvedLower: intervals.filter((interval) => interval && interval.high < 0).length,
    left: sets.filter((set) => !compared.includes(set)).map(({ dataset }) => dataset),
  };
}

/**
 * The same, once for every trial number: the paper's design, one split of each data set. A trial takes part with the sets
 * that `selection` admits on its own split, and only if as many sets have it as have any: unfinished trials are left out.
 *
 * Deviation: one seed a split, where the paper averages 5; so exact ties are somewhat more frequent here.
 */
export function countsOfTrials(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
  selection?: Selection,
): OutcomeCounts[] {
  const byTrial = new Map<number, { present: number; gains: number[] }>();
  for (const set of sets) {
    for (const trial of set.trials) {
      const entry = byTrial.get(trial.trial) ?? { present: 0, gains: [] };
      byTrial.set(trial.trial, entry);
      entry.present++;
      if (!hasMethods(trial, [method, minus])) continue;
      if (selection === undefined || isSelected(set, [trial], selection)) {
        entry.gains.push(trialGain(trial, method, minus));
      }
    }
  }
  const complete = Math.max(0, ...[...byTrial.values()].map(({ present }) => present));
  return [...byTrial]
    .filter(([, { present, gains }]) => present === complete && gains.length > 0)
    .sort(([a], [b]) => a - b)
    .map(([, { gains }]) => countSigns(gains));
}

function countSigns(gains: readonly number[]): OutcomeCounts {
  return {
    higher: gains.filter((gain) => gain > 0).length,
    equal: gains.filter((gain) => gain === 0).length,
    lower: gains.filter((gain) => gain < 0).length,
    sets: gains.length,
  };
}

/** Outcomes of Table 3, and their unions. */
export type OutcomeKind = 'higher' | 'equal' | 'lower' | 'notLower';

/** Share of the data sets with an outcome, percent. */
export function outcomeShare(counts: OutcomeCounts, kind: OutcomeKind): number {
  const { higher, equal, lower, sets } = counts;
  const number = { higher, equal, lower, notLower: higher + equal }[kind];
  return (100 * number) / sets;
}

/** Mean over trials of the share of an outcome, percent. */
export function meanShare(counts: readonly OutcomeCounts[], kind: OutcomeKind): number {
  return mean(counts.map((trial) => outcomeShare(trial, kind)));
}
