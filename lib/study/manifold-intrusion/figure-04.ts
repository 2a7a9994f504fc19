import { randomStream } from '../../numeric/random';
import type { Experiment, Profile } from '../../runtime/experiment';
import { accuracy } from '../../train/forward';
import { decisionBoundary, type PlaneClassifier } from '../../train/margins/decision-boundary';
import { marginCeiling } from '../../train/margins/margin-ceiling';
import type { LabelledPoints } from '../../train/sweep';
import { protocolTrials } from '../common/protocol';
import { type LabelConflicts, labelConflicts, topLabels } from './label-conflicts';
import { type NineMethod, trainNineGaussians } from './nine-gaussians';
import {
  type ByMethod,
  byMethod,
  type PlaneDataset,
  type PlaneTrial,
  planeClassifiers,
  planeDatasets,
} from './plane-classifiers';
import { type MarginSummary, marginSummary } from './plane-margins';
import { type PlanePicture, planePicture } from './plane-picture';

/** One draw of Four-circle or of the 9-class Gaussian set: labels of mixed points, classifiers and their margins. */
export type Figure04Result = {
  readonly trainingSize: number;
  readonly testSize: number;
  /** Share of right test points, in [0, 1]. */
  readonly accuracy: ByMethod<number>;
  readonly margins: ByMethod<MarginSummary>;
  /** Least margin that no classifier exceeds that is right at all training points: half the distance of the classes. */
  readonly ceiling: number;
  /** Mixed points with lambda ~ Beta(1, 1); for the nine classes with lambda = 0.6, as in the figure, too. */
  readonly conflicts: LabelConflicts;
  readonly conflictsAtFixedLambda?: LabelConflicts;
  /** Nine classes, protocol `paper`, some trials: test accuracies of nets trained with Table 10's learning rate. */
  readonly accuracyAtPrintedRate?: { readonly [method in NineMethod]: number };
  /** What the figures draw; of the first trial alone. */
  readonly picture?: PlanePicture;
};

/** The mixing coefficient of the figure for the nine classes. */
const fixedLambda = 0.6;
/** Mixed points on which labels are compared. */
const draws = 5000;
/** Table 10 prints it for every set that it lists; tried in so many trials. */
const printedRate = { learningRate: 0.1, trials: 3 };

const trials: { readonly [dataset in PlaneDataset]: number } = { 'four-circle': 10, 'nine-gaussians': 10 };
const quickTrials = 2;

/**
 * Figures 4 and 7, Section 5.1. Profile `quick` recomputes two trials of Four-circle in protocol `paper`; the nine classes,
 * with 45 000 points, take too long for it.
 */
export const figure04: Experiment<PlaneTrial, Figure04Result> = {
  id: 'figure-04',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? Array.from({ length: quickTrials }, (_, trial) => ({
          ...({ dataset: 'four-circle', trial, protocol: 'paper' } as const),
        }))
      : // Trial by trial, so that an unfinished run has both sets alike.
        protocolTrials(Math.max(...Object.values(trials))).flatMap((job) =>
          planeDatasets
            .filter((dataset) => job.trial < trials[dataset])
            .map((dataset) => ({ dataset, ...job })),
        ),
  run: planeTrial,
};

/** Margins and conflicts of one trial. */
export function planeTrial(trial: PlaneTrial): Figure04Result {
  const run = planeClassifiers(trial);
  const { training, test, densities, classifiers, grid } = run;
  const boundaries = byMethod((method) => decisionBoundary(classifiers[method], grid));
  const stream = randomStream('figure-04').split(trial.dataset).split(trial.trial);
  const mixed = topLabels(training, densities, (own) => own.beta(1, 1), draws, stream.split('mixed'));
  const isNine = trial.dataset === 'nine-gaussians';
  const atFixed = isNine
    ? topLabels(training, densities, () => fixedLambda, draws, stream.split('fixed'))
    : undefined;
  const numClasses = training.classNames.length;
  return {
    ...{
      trainingSize: training.X.rows,
      testSize: test.X.rows,
      ceiling: marginCeiling(training.X, training.y),
    },
    accuracy: byMethod((method) => shareRight(classifiers[method], test)),
    margins: byMethod((method) =>
      marginSummary(boundaries[method], classifiers[method], training, numClasses),
    ),
    conflicts: labelConflicts(mixed, classifiers),
    ...(atFixed && { conflictsAtFixedLambda: labelConflicts(atFixed, classifiers) }),
    ...(isNine && triesPrintedRate(trial) && { accuracyAtPrintedRate: atPrintedRate(trial) }),
    ...(trial.trial === 0 && { picture: planePicture(run, atFixed ?? mixed, boundaries) }),
  };
}

function shareRight(classify: PlaneClassifier, { X, y }: LabelledPoints): number {
  return classify(X).filter((label, i) => label === y[i]).length / X.rows;
}

const triesPrintedRate = ({ trial, protocol }: PlaneTrial) =>
  protocol === 'paper' && trial < printedRate.trials;

function atPrintedRate(trial: PlaneTrial): { readonly [method in NineMethod]: number } {
  const { nets, test } = trainNineGaussians(trial, printedRate.learningRate);
  return Object.fromEntries(nets.map(({ method, model }) => [method, accuracy(model, test.X, test.y)])) as {
    [method in NineMethod]: number;
  };
}
