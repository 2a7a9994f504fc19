import type { Dataset } from '../../data/dataset';
import { loadOpenml } from '../../data/openml';
import type { Experiment, JobProgress, Profile } from '../../runtime/experiment';
import { generativeFit } from '../../train/generative-fit';
import { accuracyResult } from '../common/accuracy-result';
import { datasetHash } from '../common/dataset-hash';
import { linearOutcomes } from '../common/linear-outcomes';
import {
  linearProblem,
  preprocessingOf,
  type SplitTrial,
  splitOf,
  splitStream,
} from '../common/openml-accuracy';
import { protocolTrials } from '../common/protocol';
import { cutmixMethods, type TabularMethod, tabularMethods } from '../common/tabular-methods';
import {
  besidesStudy,
  printedDatasets,
  studyDatasets,
  table04Datasets,
  tableDatasets,
} from './tabular-datasets';
import { type TabularRefusal, type TabularResult, tabularResultOf } from './tabular-record';

/** An experiment whose jobs are trials of all methods on one split. */
export type TabularExperiment = Experiment<SplitTrial, TabularResult | TabularRefusal>;

/** Profile `quick`: sets of every kind (many classes, nominal inputs, few rows) that take a second at most, and one of five. */
const quickDatasets: readonly number[] = [41, 48, 187, 468, 818, 945, 1482, 1499, ...table04Datasets];

/** Splits of sets of which the paper prints accuracies, and of all. */
const trials = { printed: 30, all: 10 } as const;

/** Fresh random splits: a `random_state` for each data set and trial, so that anybody can draw them again. */
export const freshRandomState = (dataset: number, trial: number) => 100 * dataset + trial;

/**
 * Section 6.1 and Tables 1, 2, 8 and 9 on new random splits: accuracy of softmax regression on OpenML sets under every method. A set
 * that cannot be used gives a result that says why.
 */
export const tabular: TabularExperiment = {
  id: 'tabular',
  jobs: (profile) => splitTrials(profile, trials, freshRandomState),
  run: runTabular,
  dataHash: datasetHash,
};

/**
 * Jobs trial by trial, so that an unfinished run has all sets alike.
 *
 * @param numTrials of sets of which the paper prints accuracies, and of all sets
 */
export function splitTrials(
  profile: Profile,
  numTrials: { readonly printed: number; readonly all: number },
  randomStateOf: (dataset: number, trial: number) => number,
): SplitTrial[] {
  const all = [...studyDatasets, ...besidesStudy];
  const datasetsOf = (trial: number) =>
    profile === 'quick' ? quickDatasets : trial < numTrials.all ? all : printedDatasets;
  return protocolTrials(profile === 'quick' ? 1 : Math.max(numTrials.printed, numTrials.all)).flatMap(
    ({ trial, protocol }) =>
      datasetsOf(trial).map((dataset) => ({
        ...{ dataset, trial, protocol, randomState: randomStateOf(dataset, trial) },
        ...preprocessingOf(dataset),
      })),
  );
}

/** A job: what makes a data set unusable becomes the result. */
export async function runTabular(
  trial: SplitTrial,
  onProgress?: JobProgress,
): Promise<TabularResult | TabularRefusal> {
  return tabularResult(await loadOpenml(trial.dataset), trial, onProgress);
}

/** `runTabular` on any data set. */
export function tabularResult(
  data: Dataset,
  trial: SplitTrial,
  onProgress?: JobProgress,
): TabularResult | TabularRefusal {
  const split = splitOf(data, trial.randomState);
  try {
    const problem = linearProblem(data, trial, split, splitStream(trial));
    return tabularResultOf(
      accuracyResult(problem.test.X.rows, linearOutcomes(problem, methodsOf(trial.dataset), onProgress)),
      generativeFit(problem.training, problem.numClasses),
      data.classNames.map((_, c) => data.y.filter((label) => label === c).length),
    );
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}

function methodsOf(dataset: number): readonly TabularMethod[] {
  return tableDatasets['table-08'].includes(dataset) ? [...tabularMethods, ...cutmixMethods] : tabularMethods;
}
