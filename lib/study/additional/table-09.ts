import { loadOpenml } from '../../data/openml';
import type { Experiment, Profile } from '../../runtime/experiment';
import { type AccuracyResult, accuracyResult } from '../common/accuracy-result';
import { linearOutcomes } from '../common/linear-outcomes';
import {
  explainingPreprocessing,
  linearProblem,
  type OpenmlTrial,
  trialStream,
} from '../common/openml-accuracy';
import { protocolTrials } from '../common/protocol';
import { additionalDatasets } from './additional-datasets';
import { gaussianTrainAccuracy, gaussianVariants } from './gaussian-variants';

/** Sets of Table 9, in its order. */
export const table09Sets: readonly number[] = [
  additionalDatasets.Iris,
  additionalDatasets.Wine,
  additionalDatasets.Abalone,
  additionalDatasets.Glass,
];

/** Accuracies of the methods, and how well the Gaussians classify the training part. */
export type Table09Result = AccuracyResult & {
  readonly trainSize: number;
  /** Training points that each of `gaussianVariants` classifies correctly, in their order. */
  readonly fits: readonly number[];
};

const methods = ['vanilla', 'mixup', 'genLabelGaussian'] as const;

const trials: { readonly [profile in Profile]: number } = { quick: 2, paper: 30 };

/**
 * Table 9: accuracy of logistic regression under vanilla training, mixup and GenLabel (GM), in both protocols, and how many
 * training points the Gaussians classify correctly. Trials have the splits of Tables 1 to 4.
 */
export const table09: Experiment<OpenmlTrial, Table09Result> = {
  id: 'table-09',
  jobs: (profile) =>
    table09Sets.flatMap((dataset) =>
      protocolTrials(trials[profile]).map((job) => ({
        dataset,
        ...job,
        ...explainingPreprocessing,
      })),
    ),
  run: table09Trial,
};

async function table09Trial(trial: OpenmlTrial): Promise<Table09Result> {
  const data = await loadOpenml(trial.dataset);
  // The split depends on neither protocol nor scaling.
  const scaled = ({ scaling }: Pick<OpenmlTrial, 'scaling'>) =>
    linearProblem(data, { ...trial, scaling }, trialStream(trial));
  const problem = scaled(trial);
  const trainSize = problem.training.X.rows;
  const training = {
    raw: scaled({ scaling: 'raw' }).training,
    standardised: scaled({ scaling: 'standardised' }).training,
    'min-max': scaled({ scaling: 'min-max' }).training,
  };
  return {
    ...accuracyResult(problem.test.X.rows, linearOutcomes(problem, methods)),
    trainSize,
    fits: gaussianVariants.map((variant) =>
      Math.round(trainSize * gaussianTrainAccuracy(training[variant.scaling], problem.numClasses, variant)),
    ),
  };
}
