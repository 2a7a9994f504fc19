import type { Dataset } from '../../data/dataset';
import { loadOpenml } from '../../data/openml';
import type { Experiment, Profile } from '../../runtime/experiment';
import { generativeFit } from '../../train/generative-fit';
import { accuracyResult } from '../common/accuracy-result';
import { linearOutcomes } from '../common/linear-outcomes';
import {
  explainingPreprocessing,
  linearProblem,
  type OpenmlTrial,
  trialStream,
} from '../common/openml-accuracy';
import { protocolTrials } from '../common/protocol';
import { tabularMethods } from '../common/tabular-methods';
import { studyDatasets, table04Datasets } from './tabular-datasets';
import type { TabularRefusal, TabularResult } from './tabular-record';

const trials: { readonly [profile in Profile]: { readonly all: number; readonly table04: number } } = {
  quick: { all: 0, table04: 2 },
  paper: { all: 10, table04: 30 },
};

/** Sets of other kinds than those of Table 4 in profile `quick`: many classes, nominal inputs, few rows. */
const quickDatasets: readonly number[] = [48, 187, 468, 1482];

/**
 * Section 6.1: accuracy of softmax regression on OpenML sets under every method. Trials have the splits of Tables 1 and
 * 2. A set that cannot be used gives a result that says why.
 */
export const tabular: Experiment<OpenmlTrial, TabularResult | TabularRefusal> = {
  id: 'tabular',
  jobs: (profile) => {
    const { all, table04 } = trials[profile];
    const jobsOf = (datasets: readonly number[], numTrials: number) =>
      protocolTrials(numTrials).flatMap((job) =>
        datasets.map((dataset) => ({ dataset, ...job, ...explainingPreprocessing })),
      );
    // Trial by trial, so that an unfinished run has all sets alike.
    if (profile === 'quick') return [...jobsOf(table04Datasets, table04), ...jobsOf(quickDatasets, 1)];
    return [
      ...jobsOf(studyDatasets, all),
      ...jobsOf(table04Datasets, table04).slice(2 * all * table04Datasets.length),
    ];
  },
  run: async (trial) => tabularResult(await loadOpenml(trial.dataset), trial),
};

/** One trial on a data set; what makes it unusable becomes the result. */
export function tabularResult(data: Dataset, trial: OpenmlTrial): TabularResult | TabularRefusal {
  try {
    const problem = linearProblem(data, trial, trialStream(trial));
    return {
      ...accuracyResult(problem.test.X.rows, linearOutcomes(problem, tabularMethods)),
      fit: generativeFit(problem.training, problem.numClasses),
      classCounts: data.classNames.map((_, c) => data.y.filter((label) => label === c).length),
    };
  } catch (error) {
    if (error instanceof RangeError) return { refused: error.message };
    throw error;
  }
}
