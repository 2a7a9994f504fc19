import type { Experiment, Profile } from '../../runtime/experiment';
import type { AccuracyResult } from '../common/accuracy-result';
import { explainingPreprocessing, type OpenmlTrial, openmlAccuracy } from '../common/openml-accuracy';
import { protocolTrials } from '../common/protocol';

/** OpenML sets of Table 2, in its order. */
export const table02Datasets: readonly number[] = [18, 36, 307, 468, 1413, 1499, 40984];

const methods = ['mixupWithoutIntrusion', 'mixup'] as const;

const trials: { readonly [profile in Profile]: number } = { quick: 5, paper: 30 };

/** Table 2: accuracy of logistic regression under mixup with and without the points that intrude, in both protocols. */
export const table02: Experiment<OpenmlTrial, AccuracyResult> = {
  id: 'table-02',
  jobs: (profile) =>
    table02Datasets.flatMap((dataset) =>
      protocolTrials(trials[profile]).map((job) => ({ dataset, ...job, ...explainingPreprocessing })),
    ),
  run: (job) => openmlAccuracy(job, methods),
};
