import type { Fold } from '../../data/splits';
import type { TrainingOptions } from '../../kernels';
import {
  accuracies,
  type LinearModel,
  type SweepConfiguration,
  type SweepOptions,
  trainSweep,
} from '../../kernels';
import type { RandomStream } from '../../numeric/random';
import { bestOf, heldOutScores, type Trainer } from '../../train/cross-validate';
import type { LabelledPoints } from '../../train/sweep';

/** One method of training softmax regression: labels and, for a training set, the densities that relabel. */
export interface SweepMethod {
  readonly labels: SweepOptions['labels'];
  readonly configurations: readonly SweepConfiguration[];
  /** Densities of the classes of a training set, in the fold that it is the training part of, or `refit`. */
  readonly densitiesOf?: (training: LabelledPoints, part: number | 'refit') => TrainingOptions['densities'];
}

/** What the folds chose, and how good it was on the test part. */
export interface SweepOutcome {
  readonly configuration: SweepConfiguration;
  readonly epochs: number;
  /** Share of right test points in [0, 1]. */
  readonly accuracy: number;
}

export interface SweepProblem {
  readonly training: LabelledPoints;
  readonly test: LabelledPoints;
  readonly numClasses: number;
  readonly folds: readonly Fold[];
  /** What all methods and folds share. */
  readonly options: Pick<TrainingOptions, 'epochs' | 'batchSize' | 'shuffle' | 'alpha'>;
}

/** A choice among configurations: those that it admits. */
export type Admits = (configuration: SweepConfiguration) => boolean;

/**
 * For each choice (one among all configurations, if none is given): cross-validation, a refit to the whole training part, and the
 * accuracy on the test part. Trained by the SIMD kernels.
 *
 * Methods given the same stream have the same initial parameters, order of batches, partners and lambdas.
 */
export function selectBySweep(
  { training, test, numClasses, folds, options }: SweepProblem,
  { labels, configurations, densitiesOf }: SweepMethod,
  stream: RandomStream,
  choices: readonly Admits[] = [() => true],
): SweepOutcome[] {
  const { epochs } = options;
  // One training a fold, in their order, then the refits.
  let trained = 0;
  const train: Trainer<LinearModel> = (part, run) => {
    const fold = trained++;
    const densities = densitiesOf?.(part, fold < folds.length ? fold : 'refit');
    return trainSweep({ ...options, ...part, numClasses, labels, densities, ...run });
  };
  const scores = heldOutScores({ training, train, configurations, epochs, folds }, stream);
  return choices.map((admits) => {
    const chosen = bestOf({ configurations, epochs, keep: 'best' }, scores, admits);
    const run = {
      configurations: [chosen.configuration],
      epochs: chosen.epochs,
      stream: stream.split('refit'),
    };
    const [model] = train(training, run).models;
    return {
      configuration: chosen.configuration,
      epochs: chosen.epochs,
      accuracy: accuracies([model], test)[0],
    };
  });
}
