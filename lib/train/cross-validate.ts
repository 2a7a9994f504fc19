import type { SweepConfiguration } from '../kernels/sweep-options';
import type { SweepResult } from '../kernels/sweep-record';
import { selectRows } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import type { LabelledPoints } from './sweep';

/** What a trainer is told besides the training set. */
export interface TrainerRun {
  readonly configurations: readonly SweepConfiguration[];
  readonly epochs: number;
  /** Points on which every epoch's models are scored. */
  readonly validation?: LabelledPoints;
  readonly stream: RandomStream;
}

/**
 * A method of training: one model for each configuration. It sees the points that train, so that densities and nearest
 * neighbours of a fold come from its own training part.
 */
export type Trainer<Model> = (training: LabelledPoints, run: TrainerRun) => SweepResult<Model>;

/** Training set, trainer, configurations and folds of a cross-validation. */
export interface CrossValidationInput<Model> {
  readonly training: LabelledPoints;
  readonly train: Trainer<Model>;
  /** In the order in which ties are settled. */
  readonly configurations: readonly SweepConfiguration[];
  readonly epochs: number;
  /** Which points of the training set train and which are held out, fold by fold. */
  readonly folds: readonly { readonly train: ArrayLike<number>; readonly test: ArrayLike<number> }[];
  /**
   * `last`: a configuration is worth its mean held-out accuracy after all epochs.
   * `best`: the number of epochs is chosen together with the configuration.
   */
  readonly keep: 'best' | 'last';
}

/** The configuration and number of epochs that cross-validation chose, with the accuracies that decided. */
export interface CrossValidationResult {
  readonly configuration: SweepConfiguration;
  /** Its place in the list. */
  readonly index: number;
  /** Number of epochs to train for. */
  readonly epochs: number;
  /** Mean held-out accuracy of that choice. */
  readonly score: number;
  /** Mean held-out accuracy over the folds, [epochs x configurations]. */
  readonly scores: Float64Array;
}

/** Mean accuracies nearer than this are equal: distinct ones differ by far more, sums of rounded ones by far less. */
export const tieTolerance = 1e-9;

/**
 * Chooses the configuration (learning rate, loss ratio), and with `keep: 'best'` the number of epochs, of highest mean
 * held-out accuracy over the folds. Ties go to the configuration that comes first in the list, then to the earlier
 * epoch. All configurations of a fold see the same augmented batches.
 *
 * @param stream methods that are given equal streams have the same initial parameters and batches in every fold
 * @throws RangeError if there are no folds, configurations or epochs, or what the trainer throws
 */
export function crossValidate<Model>(
  input: CrossValidationInput<Model>,
  stream: RandomStream,
): CrossValidationResult {
  const scores = heldOutScores(input, stream);
  return { ...bestOf(input, scores), scores };
}

/**
 * Mean held-out accuracy over the folds, after every epoch.
 *
 * @returns [epochs x configurations]
 * @throws RangeError as `crossValidate`
 */
export function heldOutScores<Model>(
  input: Omit<CrossValidationInput<Model>, 'keep'>,
  stream: RandomStream,
): Float64Array {
  const { configurations, epochs, folds } = input;
  if (folds.length === 0 || configurations.length === 0 || !(epochs >= 1)) {
    throw new RangeError(
      `there are ${folds.length} folds, ${configurations.length} configurations and ${epochs} epochs: ` +
        'expected at least one of each',
    );
  }
  const scores = new Float64Array(epochs * configurations.length);
  folds.forEach((_, f) => {
    foldAccuracies(input, configurations, f, stream).forEach((value, i) => {
      scores[i] += value / folds.length;
    });
  });
  return scores;
}

/** Held-out accuracy of configurations in one fold, after every epoch, [epochs x configurations]. */
export function foldAccuracies<Model>(
  { training, train, epochs, folds }: Omit<CrossValidationInput<Model>, 'keep' | 'configurations'>,
  configurations: readonly SweepConfiguration[],
  f: number,
  stream: RandomStream,
): Float64Array {
  const validation = selectPoints(training, folds[f].test);
  const run = { configurations, epochs, validation, stream: stream.split('fold').split(f) };
  return train(selectPoints(training, folds[f].train), run).accuracies;
}

/**
 * The choice of highest score: ties go to the configuration that comes first, then to the earlier epoch.
 *
 * @param scores [epochs x configurations]
 * @param admits configurations among which is chosen; default all
 * @throws RangeError if none is admitted
 */
export function bestOf(
  {
    configurations,
    epochs: numEpochs,
    keep,
  }: Pick<CrossValidationInput<unknown>, 'configurations' | 'epochs' | 'keep'>,
  scores: Float64Array,
  admits: (configuration: SweepConfiguration) => boolean = () => true,
): Omit<CrossValidationResult, 'scores'> {
  const first = configurations.findIndex(admits);
  if (first < 0) throw new RangeError('no configuration is admitted, expected at least one');
  let chosen = { configuration: configurations[first], index: first, epochs: numEpochs, score: -Infinity };
  configurations.forEach((configuration, index) => {
    if (!admits(configuration)) return;
    for (let epochs = keep === 'best' ? 1 : numEpochs; epochs <= numEpochs; epochs++) {
      const score = scores[(epochs - 1) * configurations.length + index];
      if (score > chosen.score + tieTolerance) chosen = { configuration, index, epochs, score };
    }
  });
  return chosen;
}

/** The points of the given indices, in that order. */
export function selectPoints(
  { X, y, coordinates }: LabelledPoints,
  indices: ArrayLike<number>,
): LabelledPoints {
  return {
    X: selectRows(X, indices),
    y: Int32Array.from(indices, (index) => y[index]),
    ...(coordinates && { coordinates: selectRows(coordinates, indices) }),
  };
}

/** A choice of cross-validation, and the model fitted with it. */
export interface FittedByCrossValidation<Model> extends CrossValidationResult {
  /** Trained on the whole training set. */
  readonly model: Model;
}

/**
 * Cross-validation, then a fit to the whole training set with what it chose.
 *
 * @throws RangeError as `crossValidate`
 *
 * @example
 * const training = synthetic.moons({ n: 120, noise: 0.1, seed: 1 });
 * const train: Trainer<kernels.LinearModel> = (points, run) =>
 *   kernels.trainSweep({ ...points, ...run, numClasses: 2, labels: 'mixup', batchSize: 128 });
 * const input = {
 *   training, train, epochs: 20, keep: 'best', folds: kFold(training.X.rows, 6),
 *   configurations: [{ learningRate: 0.1 }, { learningRate: 0.01 }],
 * } as const;
 * const { model, configuration, epochs } = fitByCrossValidation(input, randomStream(1));
 */
export function fitByCrossValidation<Model>(
  input: CrossValidationInput<Model>,
  stream: RandomStream,
): FittedByCrossValidation<Model> {
  const chosen = crossValidate(input, stream);
  const { configuration, epochs } = chosen;
  const run = { configurations: [configuration], epochs, stream: stream.split('refit') };
  return { ...chosen, model: input.train(input.training, run).models[0] };
}
