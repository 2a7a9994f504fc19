import type { Augmentation } from '../mixup/augmentation';
import { selectRows } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { type LabelledPoints, type TrainedNetwork, type TrainingOptions, trainSweep } from './sweep';

/** Makes the augmentation of a method for a training set: exclusion and relabelling need the points themselves. */
export type AugmentationOf = (training: LabelledPoints, numClasses: number) => Augmentation;

export interface CrossValidationInput {
  readonly training: LabelledPoints;
  readonly numClasses: number;
  readonly augmentationOf: AugmentationOf;
  readonly learningRates: readonly number[];
  /** Which points of the training set train and which are held out, fold by fold. */
  readonly folds: readonly { readonly train: ArrayLike<number>; readonly test: ArrayLike<number> }[];
  /**
   * `last`: a learning rate is worth its mean held-out accuracy after all epochs.
   * `best`: the number of epochs is chosen together with the learning rate.
   */
  readonly keep: 'best' | 'last';
}

export interface CrossValidationResult {
  readonly learningRate: number;
  /** Number of epochs to train for. */
  readonly epochs: number;
  /** Mean held-out accuracy over the folds: [learning rate][epoch]. */
  readonly scores: readonly (readonly number[])[];
}

/** Mean accuracies nearer than this are equal: distinct ones differ by far more, sums of rounded ones by far less. */
const tieTolerance = 1e-9;

/**
 * Chooses the learning rate, and with `keep: 'best'` the number of epochs, of highest mean held-out accuracy over the
 * folds. Ties go to the learning rate that comes first in the list, then to the earlier epoch.
 *
 * All learning rates of a fold see the same augmented batches (`trainSweep`). Every fold's net knows all
 * `numClasses` classes; the authors' code counts up to the largest class present in the fold.
 *
 * @throws RangeError if there are no folds or no learning rates, or a fold's part is empty
 */
export function crossValidate(
  input: CrossValidationInput,
  options: TrainingOptions,
  stream: RandomStream,
): CrossValidationResult {
  const { learningRates, folds, keep } = input;
  if (folds.length === 0 || learningRates.length === 0) {
    throw new RangeError(
      `there are ${folds.length} folds and ${learningRates.length} learning rates: expected at least one of each`,
    );
  }
  const scores = learningRates.map(() => new Array<number>(options.epochs).fill(0));
  folds.forEach((fold, f) => {
    const trained = trainFold(input, fold, options, stream.split('fold').split(f));
    trained.forEach(({ validationAccuracy }, i) => {
      validationAccuracy.forEach((value, epoch) => {
        scores[i][epoch] += value / folds.length;
      });
    });
  });
  return { ...best(learningRates, scores, keep), scores };
}

function trainFold(
  { training, numClasses, augmentationOf, learningRates }: CrossValidationInput,
  fold: CrossValidationInput['folds'][number],
  options: TrainingOptions,
  stream: RandomStream,
): TrainedNetwork[] {
  const points = selectPoints(training, fold.train);
  const validation = selectPoints(training, fold.test);
  const augmentation = augmentationOf(points, numClasses);
  return trainSweep(
    { training: points, numClasses, augmentation, validation },
    learningRates,
    options,
    stream,
  );
}

function best(
  learningRates: readonly number[],
  scores: readonly (readonly number[])[],
  keep: 'best' | 'last',
): { learningRate: number; epochs: number } {
  let chosen = { learningRate: learningRates[0], epochs: scores[0].length };
  let bestScore = -Infinity;
  scores.forEach((byEpoch, i) => {
    const first = keep === 'best' ? 0 : byEpoch.length - 1;
    for (let epoch = first; epoch < byEpoch.length; epoch++) {
      if (byEpoch[epoch] > bestScore + tieTolerance) {
        bestScore = byEpoch[epoch];
        chosen = { learningRate: learningRates[i], epochs: epoch + 1 };
      }
    }
  });
  return chosen;
}

/** The points of the given indices, in that order. */
export function selectPoints({ X, y }: LabelledPoints, indices: ArrayLike<number>): LabelledPoints {
  return { X: selectRows(X, indices), y: Int32Array.from(indices, (index) => y[index]) };
}

/**
 * Cross-validation, then a fit to the whole training set with what it chose.
 *
 * @throws RangeError as `crossValidate`
 */
export function fitByCrossValidation(
  input: CrossValidationInput,
  options: TrainingOptions,
  stream: RandomStream,
): TrainedNetwork & { readonly scores: CrossValidationResult['scores'] } {
  const { training, numClasses, augmentationOf } = input;
  const { learningRate, epochs, scores } = crossValidate(input, options, stream);
  const augmentation = augmentationOf(training, numClasses);
  const refit = { training, numClasses, augmentation };
  const [fitted] = trainSweep(refit, [learningRate], { ...options, epochs }, stream.split('refit'));
  return { ...fitted, scores };
}
