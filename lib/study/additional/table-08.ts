import type { Experiment, Profile } from '../../runtime/experiment';
import type { AccuracyResult } from '../common/accuracy-result';
import { explainingPreprocessing, type OpenmlTrial, openmlAccuracy } from '../common/openml-accuracy';
import { protocolTrials } from '../common/protocol';
import { cutmixMethods, type TabularMethod } from '../common/tabular-methods';
import { additionalDatasets } from './additional-datasets';

/** Sets of Table 8, in its order. */
export const table08Datasets: readonly number[] = [
  additionalDatasets.Iris,
  additionalDatasets.Wine,
  additionalDatasets.Kidney,
];

const methods: readonly TabularMethod[] = [
  'vanilla',
  'mixup',
  'genLabelGaussian',
  'genLabelKernel',
  'genLabelSelected',
  ...cutmixMethods,
];

const trials: { readonly [profile in Profile]: number } = { quick: 2, paper: 30 };

/**
 * Table 8: accuracy of logistic regression under mixup and CutMix, with and without GenLabel, in both protocols. Trials have
 * the splits of Tables 1 to 4.
 */
export const table08: Experiment<OpenmlTrial, AccuracyResult> = {
  id: 'table-08',
  jobs: (profile) =>
    table08Datasets.flatMap((dataset) =>
      protocolTrials(trials[profile]).map((job) => ({ dataset, ...job, ...explainingPreprocessing })),
    ),
  run: (job) => openmlAccuracy(job, methods),
};
