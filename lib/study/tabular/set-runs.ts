import type { CellSample } from '../../report/cell-sample';
import type { Runs } from '../../report/run-interval';
import type { TabularMethod } from '../common/tabular-methods';
import { type TabularSet, trialGain, trialsWith } from './tabular-sets';

/** Empirical questions: on the authors' split, and over fresh random splits. */
export type SplitQuestion = 'reproduces' | 'generalises';

/** Sizes of the parts of a data set; splits that differ in them are none of one experiment. */
export function splitSizes({ classCounts, trials }: TabularSet): {
  readonly testSize: number;
  readonly trainSize: number;
} {
  const testSize = trials[0].testSize;
  return { testSize, trainSize: classCounts.reduce((sum, count) => sum + count, 0) - testSize };
}

/** Paired differences of two methods on one data set, points of percent. Over splits they share rows. */
export function gainRuns(
  set: TabularSet | undefined,
  method: TabularMethod,
  minus: TabularMethod,
  question: SplitQuestion,
): Runs {
  const trials = set ? trialsWith(set, [method, minus]) : [];
  const values = trials.map((trial) => trialGain(trial, method, minus));
  return { values, ...(set && question === 'generalises' && { split: splitSizes(set) }) };
}

/** Accuracies of a method on one data set as a cell of a table, percent; undefined without. */
export function accuracySample(
  set: TabularSet | undefined,
  method: TabularMethod,
  question: SplitQuestion,
): CellSample | undefined {
  const trials = set ? trialsWith(set, [method]) : [];
  if (!set || trials.length === 0) return undefined;
  const sizes = splitSizes(set);
  return {
    kind: 'accuracy',
    values: trials.map(({ correct, testSize }) => (100 * correct[method]) / testSize),
    testSize: sizes.testSize,
    ...(question === 'generalises' && { split: sizes }),
    // By its printed values, those of Table 4, the authors' split was found.
    ...(method === 'generativeClassifier' && { splitOnly: true, choseSplit: question === 'reproduces' }),
  };
}

/** Differences of two methods as a cell of a table; undefined without. */
export function gainSample(
  set: TabularSet | undefined,
  method: TabularMethod,
  minus: TabularMethod,
  question: SplitQuestion,
): CellSample | undefined {
  const runs = gainRuns(set, method, minus, question);
  if (!set || runs.values.length === 0) return undefined;
  return { kind: 'accuracy', testSize: splitSizes(set).testSize, ...runs };
}
