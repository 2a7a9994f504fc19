import { runInterval } from '../../report/run-interval';
import type { TabularMethod } from '../common/tabular-methods';
import { isSelected, type Selection } from './select-sets';
import { gainRuns, type SplitQuestion } from './set-runs';
import { hasMethods, meanGain, type TabularSet, trialsWith } from './tabular-sets';

/** How many data sets have which sign of a difference. */
export interface OutcomeCounts {
  readonly higher: number;
  readonly equal: number;
  readonly lower: number;
  readonly sets: number;
}

/** The counts over the means of all trials, and how many signs these trials resolve. */
export interface PooledCounts extends OutcomeCounts {
  /** 95 % confidence interval of the paired difference above 0, and below 0; that of Nadeau and Bengio over splits. */
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
  question: SplitQuestion,
): PooledCounts {
  const compared = sets.filter((set) => trialsWith(set, [method, minus]).length > 0);
  const intervals = compared.map((set) => runInterval(gainRuns(set, method, minus, question)));
  return {
    ...countSigns(compared.map((set) => meanGain(trialsWith(set, [method, minus]), method, minus))),
    resolvedHigher: intervals.filter((interval) => interval.low > 0).length,
    resolvedLower: intervals.filter((interval) => interval.high < 0).length,
    left: sets.filter((set) => !compared.includes(set)).map(({ dataset }) => dataset),
  };
}

/** How trials are counted as experiments of the paper's size. */
export interface ExperimentDesign {
  /** The sets that count, judged on the trials of the experiment; default all. */
  readonly selection?: Selection;
  /** Trials whose accuracies are averaged before they are compared; default 1. */
  readonly average?: number;
}

/**
 * The same, once for every experiment of the paper's size: a trial by default (one split of each data set), or the mean of
 * `average` consecutive ones. Trials that not all sets have, as in an unfinished run, and a rest that fills no experiment are left out.
 *
 * The paper averages 5 seeds on its split.
 *
 * @throws RangeError if average is not a positive integer
 */
export function countsOfExperiments(
  sets: readonly TabularSet[],
  method: TabularMethod,
  minus: TabularMethod,
  { selection, average = 1 }: ExperimentDesign = {},
): OutcomeCounts[] {
  if (!Number.isInteger(average) || average < 1) {
    throw new RangeError(`average is ${average}, expected a positive integer`);
  }
  const numbers = completeTrials(sets);
  const experiments = Array.from({ length: Math.floor(numbers.length / average) }, (_, e) => {
    const members = new Set(numbers.slice(e * average, (e + 1) * average));
    const gains = sets.flatMap((set) => {
      const trials = set.trials.filter(({ trial }) => members.has(trial));
      const compared = trials.filter((trial) => hasMethods(trial, [method, minus]));
      const counts = selection === undefined || isSelected(set, trials, selection);
      return counts && compared.length > 0 ? [meanGain(compared, method, minus)] : [];
    });
    return countSigns(gains);
  });
  return experiments.filter((counts) => counts.sets > 0);
}

/** Numbers of the trials that every set has, or of those that most have; ascending. */
function completeTrials(sets: readonly TabularSet[]): number[] {
  const present = new Map<number, number>();
  for (const { trials } of sets) {
    for (const { trial } of trials) present.set(trial, (present.get(trial) ?? 0) + 1);
  }
  const most = Math.max(0, ...present.values());
  return [...present]
    .filter(([, number]) => number === most)
    .map(([trial]) => trial)
    .sort((a, b) => a - b);
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
