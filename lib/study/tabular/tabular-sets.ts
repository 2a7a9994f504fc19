import type { Protocol } from '../common/protocol';
import type { TabularMethod } from '../common/tabular-methods';
import { besidesStudy } from './tabular-datasets';
import { correctOf, fitOf, type GenerativeFit, type TabularRecord } from './tabular-record';

/** One trial of one data set, with the numbers of right test points: whole numbers, so that equal means are equal exactly. */
export interface SetTrial {
  readonly trial: number;
  readonly testSize: number;
  readonly correct: { readonly [method: string]: number };
  readonly fit: GenerativeFit;
}

/** All trials of one data set under one protocol. */
export interface TabularSet {
  readonly dataset: number;
  readonly classCounts: readonly number[];
  /** In ascending order of their numbers. */
  readonly trials: readonly SetTrial[];
}

/**
 * The trials of a protocol by data set, ascending. Refused sets are left out, and those that are not of the study unless they are asked for.
 *
 * @throws RangeError if a trial is there twice, or class counts differ
 */
export function tabularSets(
  records: readonly TabularRecord[],
  protocol: Protocol,
  { besides = false }: { readonly besides?: boolean } = {},
): TabularSet[] {
  const sets = new Map<number, { classCounts: readonly number[]; trials: Map<number, SetTrial> }>();
  for (const { configuration, result } of records) {
    const { dataset, trial } = configuration;
    const isLeftOut = !besides && besidesStudy.includes(dataset);
    if (configuration.protocol !== protocol || isLeftOut || 'refused' in result) continue;
    const set = sets.get(dataset) ?? { classCounts: result.classCounts, trials: new Map() };
    if (set.trials.has(trial)) throw new RangeError(`trial ${trial} of data set ${dataset} is there twice`);
    if (String(set.classCounts) !== String(result.classCounts)) {
      throw new RangeError(`trials of data set ${dataset} have different class counts: mixed records`);
    }
    set.trials.set(trial, {
      trial,
      testSize: result.testSize,
      correct: correctOf(result),
      fit: fitOf(result),
    });
    sets.set(dataset, set);
  }
  return [...sets]
    .map(([dataset, { classCounts, trials }]) => ({
      dataset,
      classCounts,
      trials: [...trials.values()].sort((a, b) => a.trial - b.trial),
    }))
    .sort((a, b) => a.dataset - b.dataset);
}

/** Trials that have all these methods. */
export function trialsWith(set: TabularSet, methods: readonly TabularMethod[]): readonly SetTrial[] {
  return set.trials.filter((trial) => hasMethods(trial, methods));
}

/** Whether all these methods could be trained in a trial. */
export function hasMethods({ correct }: SetTrial, methods: readonly TabularMethod[]): boolean {
  return methods.every((method) => correct[method] !== undefined);
}

/** Difference of two methods in one trial, points of percent. */
export function trialGain(trial: SetTrial, method: TabularMethod, minus: TabularMethod): number {
  return (100 * (trial.correct[method] - trial.correct[minus])) / trial.testSize;
}

/**
 * Mean over trials of the accuracy, percent: all right answers over all test points. The mean of the trials' accuracies where
 * their test parts have one size, as those of one data set do.
 */
export function meanAccuracy(trials: readonly SetTrial[], method: TabularMethod): number {
  return (100 * total(trials, ({ correct }) => correct[method])) / total(trials, ({ testSize }) => testSize);
}

/** Mean over trials of the difference of two methods, points of percent; 0 exactly if the mean accuracies are equal. */
export function meanGain(trials: readonly SetTrial[], method: TabularMethod, minus: TabularMethod): number {
  const gained = total(trials, ({ correct }) => correct[method] - correct[minus]);
  return (100 * gained) / total(trials, ({ testSize }) => testSize);
}

const total = (trials: readonly SetTrial[], value: (trial: SetTrial) => number) =>
  trials.reduce((sum, trial) => sum + value(trial), 0);
