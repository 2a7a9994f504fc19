import type { Experiment, Profile } from '../../runtime/experiment';
import type { AccuracyResult } from '../common/accuracy-result';
import { explainingPreprocessing, type OpenmlTrial, openmlAccuracy } from '../common/openml-accuracy';
import { protocolTrials } from '../common/protocol';
import { syntheticAccuracy } from '../synthetic/synthetic-accuracy';
import type { SyntheticName } from '../synthetic/synthetic-settings';
import type { SyntheticTrial } from '../synthetic/synthetic-training';

/** Sets of Table 1, in its order: names of synthetic sets, numbers of OpenML sets. */
export const table01Datasets: readonly (SyntheticName | number)[] = [
  'moon',
  'four-circle',
  'cube3d',
  48,
  307,
  818,
];

const methods = ['vanilla', 'mixup'] as const;

/** Trials: a dense net costs some thousand times a logistic regression. */
const trials: { readonly [profile in Profile]: { readonly synthetic: number; readonly openml: number } } = {
  quick: { synthetic: 2, openml: 5 },
  paper: { synthetic: 30, openml: 30 },
};

/** Table 1: clean accuracy of vanilla training and mixup, in both protocols. */
export const table01: Experiment<SyntheticTrial | OpenmlTrial, AccuracyResult> = {
  id: 'table-01',
  jobs: (profile) =>
    table01Datasets.flatMap((dataset): (SyntheticTrial | OpenmlTrial)[] =>
      typeof dataset === 'number'
        ? protocolTrials(trials[profile].openml).map((job) => ({
            dataset,
            ...job,
            ...explainingPreprocessing,
          }))
        : protocolTrials(trials[profile].synthetic).map((job) => ({ dataset, ...job })),
    ),
  run: (job) => ('scaling' in job ? openmlAccuracy(job, methods) : syntheticAccuracy(job, methods)),
};
