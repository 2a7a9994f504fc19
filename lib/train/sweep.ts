import { type Augmentation, type AugmentedBatch, type Batch, noAugmentation } from '../mixup/augmentation';
import { oneHot } from '../mixup/one-hot';
import { type Matrix, selectRows } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import {
  requireBetween,
  requireChoice,
  requireInteger,
  requireIntegers,
  requireLabels,
  requireMatrix,
  requirePositive,
} from '../numeric/require';
import { lossGradient } from './backpropagation';
import { type Activation, type Architecture, type DenseNetwork, initialNetwork } from './dense-network';
import { accuracy, createWorkspace, type Workspace } from './forward';
import {
  clipByNorm,
  createOptimiser,
  learningRateAt,
  type Optimiser,
  type OptimiserSpecification,
} from './optimiser';

/** Labelled points: X is [numPoints x numFeatures], y holds classes from 0. */
export interface LabelledPoints {
  readonly X: Matrix;
  readonly y: Int32Array;
  /** Coordinates of X, [numPoints x r], in the span of a set of points that these belong to (`spanCoordinates`), where they are wide. */
  readonly coordinates?: Matrix;
}

/** How nets are trained: everything but the data, the augmentation, the learning rates and the seed. */
export interface TrainingOptions {
  /** Widths of the hidden layers; none for softmax regression. */
  readonly hiddenWidths: readonly number[];
  /** Of the hidden layers. */
  readonly activation: Activation;
  readonly optimiser: OptimiserSpecification;
  readonly epochs: number;
  readonly batchSize: number;
  /** A new random order every epoch, or the order of the data. */
  readonly shuffle: boolean;
  /** Epochs (from 0) at which the learning rate falls to a tenth; default none. */
  readonly milestones?: readonly number[];
  /** Largest Euclidean norm of the gradient of all parameters; default no limit. */
  readonly clipNorm?: number;
}

/** Data of a sweep, and what is shared by its learning rates. */
export interface SweepInput {
  readonly training: LabelledPoints;
  readonly numClasses: number;
  /** Default: none, vanilla training. */
  readonly augmentation?: Augmentation;
  /** Measured after every epoch where given. */
  readonly validation?: LabelledPoints;
  /** `best`: the net after the first epoch of highest validation accuracy; `last` (default): after all epochs. */
  readonly keep?: 'best' | 'last';
  /**
   * Net that training starts from, in place of a random one; it is not changed. Its first width is that of the augmented
   * points, which need not be that of the batches.
   */
  readonly initial?: DenseNetwork;
}

/** A net that a sweep leaves, one a learning rate. */
export interface TrainedNetwork {
  readonly learningRate: number;
  readonly network: DenseNetwork;
  /** Number of epochs after which the net was kept. */
  readonly epochs: number;
  /** After each epoch, in [0, 1]; empty without a validation set. */
  readonly validationAccuracy: readonly number[];
}

/**
 * Trains one net for each learning rate by soft cross-entropy, all on one stream of augmented batches and from the
 * same initial parameters, so that they differ in their learning rate alone.
 *
 * A last batch that is not full is kept; an augmented batch without rows makes no step.
 *
 * @param stream equal streams give equal nets; its parts `weights`, `order` and `augmentation` are independent, so
 *   methods trained with the same stream share initial parameters and batches
 * @returns in the order of the learning rates
 * @throws RangeError if the data are empty, disagree in size, hold a class out of range or a value that is not finite, an
 *   option is out of range or no such choice, or `keep` is `best` without a validation set
 *
 * @example
 * const { X, y } = synthetic.nineGaussians({ n: 20, seed: 1 });
 * const options = {
 *   hiddenWidths: [16], activation: 'relu', optimiser: { kind: 'adam', weightDecay: 1e-4 },
 *   epochs: 30, batchSize: 30, shuffle: true,
 * } as const;
 * const input = { training: { X, y }, numClasses: 9, augmentation: mixup({ alpha: 1 }) };
 * const nets = trainSweep(input, [0.1, 0.01], options, randomStream(1));
 * nets.map(({ network }) => accuracy(network, X, y)); // one net a learning rate
 */
export function trainSweep(
  input: SweepInput,
  learningRates: readonly number[],
  options: TrainingOptions,
  stream: RandomStream,
): TrainedNetwork[] {
  const { training, validation, augmentation = noAugmentation, keep = 'last' } = input;
  requireSweep(input, learningRates, options);
  if (keep === 'best' && !validation) {
    throw new RangeError("keep is 'best' without a validation set: pass one, or keep 'last'");
  }
  const batches = batchSource(input, options, stream.split('order'));
  const draws = stream.split('augmentation');
  const initial = input.initial ?? initialNetwork(architectureOf(input, options), stream.split('weights'));
  const { architecture } = initial;
  const lanes = createLanes(initial, learningRates, options);
  const workspace = createWorkspace(architecture, Math.min(options.batchSize, training.X.rows));
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    for (const batch of batches()) {
      const augmented = augmentation(batch, draws);
      if (augmented.X.rows > 0) for (const lane of lanes) step(lane, augmented, epoch, options, workspace);
    }
    if (validation) for (const lane of lanes) validate(lane, validation, epoch, workspace);
  }
  return lanes.map((lane) => outcome(lane, keep, options.epochs));
}

/** More would not end. */
const mostEpochs = 10_000_000;

function requireSweep(
  { training, validation, numClasses, keep = 'last' }: SweepInput,
  learningRates: readonly number[],
  { epochs, batchSize, activation, milestones, clipNorm }: TrainingOptions,
): void {
  requireInteger('epochs', epochs, 0, mostEpochs);
  requireInteger('batchSize', batchSize, 1);
  requireInteger('numClasses', numClasses, 1);
  requireChoice('activation', activation, ['relu', 'identity']);
  requireChoice('keep', keep, ['best', 'last']);
  for (const rate of learningRates) requireBetween('learningRate', rate, 0, Number.MAX_VALUE);
  requireIntegers('milestones', milestones, 0);
  if (clipNorm !== undefined) requirePositive('clipNorm', clipNorm);
  requireMatrix('X', training.X);
  if (validation) {
    requireMatrix('X of the validation set', validation.X, { cols: training.X.cols });
    requireLabels('y of the validation set', validation.y, validation.X.rows, numClasses);
  }
}

/** The state of one learning rate. */
interface Lane {
  readonly learningRate: number;
  readonly network: DenseNetwork;
  readonly optimiser: Optimiser;
  readonly gradient: Float64Array;
  readonly validationAccuracy: number[];
  best: { accuracy: number; epochs: number; parameters: Float64Array };
}

function architectureOf(
  { training, numClasses }: SweepInput,
  { hiddenWidths, activation }: TrainingOptions,
): Architecture {
  return { widths: [training.X.cols, ...hiddenWidths, numClasses], activation };
}

function createLanes(
  { architecture, parameters }: DenseNetwork,
  learningRates: readonly number[],
  { optimiser }: TrainingOptions,
): Lane[] {
  return learningRates.map((learningRate) => ({
    learningRate,
    network: { architecture, parameters: parameters.slice() },
    optimiser: createOptimiser(optimiser, parameters.length),
    gradient: new Float64Array(parameters.length),
    validationAccuracy: [],
    best: { accuracy: -Infinity, epochs: 0, parameters: parameters.slice() },
  }));
}

/** The batches of each next epoch. Without shuffling they are the same ones every time. */
function batchSource(
  { training, numClasses }: SweepInput,
  { batchSize, shuffle }: TrainingOptions,
  stream: RandomStream,
): () => readonly Batch[] {
  const { X, y } = training;
  if (X.rows === 0 || y.length !== X.rows) {
    throw new RangeError(
      `there are ${X.rows} points and ${y.length} classes: expected equally many, at least 1`,
    );
  }
  const labels = oneHot(y, numClasses);
  const batchesOf = (order: Int32Array) =>
    Array.from({ length: Math.ceil(order.length / batchSize) }, (_, b): Batch => {
      const indices = order.slice(b * batchSize, (b + 1) * batchSize);
      return { X: selectRows(X, indices), labels: selectRows(labels, indices), indices };
    });
  if (shuffle) return () => batchesOf(stream.permutation(X.rows));
  const batches = batchesOf(Int32Array.from({ length: X.rows }, (_, i) => i));
  return () => batches;
}

function step(
  { network, optimiser, gradient, learningRate }: Lane,
  batch: AugmentedBatch,
  epoch: number,
  { milestones = [], clipNorm }: TrainingOptions,
  workspace: Workspace,
): void {
  lossGradient(network, batch.X, batch.labels, workspace, gradient);
  if (clipNorm !== undefined) clipByNorm(gradient, clipNorm);
  optimiser.step(network.parameters, gradient, learningRateAt(learningRate, milestones, epoch));
}

function validate(lane: Lane, { X, y }: LabelledPoints, epoch: number, workspace: Workspace): void {
  const value = accuracy(lane.network, X, y, workspace);
  lane.validationAccuracy.push(value);
  if (value > lane.best.accuracy) {
    lane.best.accuracy = value;
    lane.best.epochs = epoch + 1;
    lane.best.parameters.set(lane.network.parameters);
  }
}

function outcome(lane: Lane, keep: 'best' | 'last', epochs: number): TrainedNetwork {
  const { learningRate, validationAccuracy, network, best } = lane;
  if (keep === 'last') return { learningRate, network, epochs, validationAccuracy };
  const kept = { architecture: network.architecture, parameters: best.parameters };
  return { learningRate, network: kept, epochs: best.epochs, validationAccuracy };
}
