import { datasetHash } from '../common/dataset-hash';
import { authorsRandomState } from '../common/openml-accuracy';
import { runTabular, splitTrials, type TabularExperiment } from './tabular';

/** Six experiments of the paper's five seeds. */
const seeds = 30;

/**
 * Section 6.1 and Tables 1, 2, 8 and 9 on the authors' split: trials differ in the seed of training alone. Accuracies of the generative
 * classifiers, and their fit, are equal in all of them.
 */
export const authorsSplit: TabularExperiment = {
  id: 'authors-split',
  jobs: (profile) => splitTrials(profile, { printed: seeds, all: seeds }, () => authorsRandomState),
  run: runTabular,
  dataHash: datasetHash,
};
