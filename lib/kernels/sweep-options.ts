import type { Matrix } from '../numeric/matrix';
import {
  requireBetween,
  requireChoice,
  requireDistributions,
  requireInteger,
  requireIntegers,
  requireLabels,
  requireShape,
} from '../numeric/require';
import type { Precision } from './arena';
import type { ClassDensity, ClassMixture } from './class-density';
import type { DrawStream, EpochDraws } from './draws';
import { type Rows, requireFinite } from './rows';

export { requireBetween, requireInteger, requireLabels };

/** What differs between the models of a sweep. */
export interface SweepConfiguration {
  readonly learningRate: number;
  /** Weight of the generative label in the loss, 0 to 1; 0 if absent. */
  readonly gamma?: number;
}

/** Softmax regression: class probabilities are softmax(weights x + bias). */
export interface LinearModel {
  /** [numClasses x d] */
  readonly weights: Rows;
  /** [numClasses] */
  readonly bias: Float64Array;
}

/**
 * The label before blending with the generative one: of the point itself (`hard`, no mixing), lambda y1 + (1 - lambda) y2
 * (`mixup`), the same with 1/(1 + exp(-2 (lambda - 1/2)/sigma^2)) for lambda (`logistic`, Section 3.2), or the nearest
 * training point's (`nearest`).
 */
export type BaseLabel = 'hard' | 'mixup' | 'logistic' | 'nearest';

/** Optimiser of all models of a sweep, and the schedule of its learning rates. */
export interface OptimiserOptions {
  /** As in PyTorch; weight decay is added to the gradient in both. Default `adam`. */
  readonly optimiser?: 'adam' | 'sgd';
  /** SGD's momentum. Default 0.9. */
  readonly momentum?: number;
  /** Default 1e-4, on weights and bias. */
  readonly weightDecay?: number;
  /** Epochs (from 0) at whose start the learning rate is multiplied by `decay`. */
  readonly milestones?: readonly number[];
  /** Default 0.1. */
  readonly decay?: number;
}

/** What is common to all sweeps: data, labels, batches, optimiser. */
export interface TrainingOptions extends OptimiserOptions {
  /** [n x d] */
  readonly X: Rows;
  /** [n], integers from 0 */
  readonly y: ArrayLike<number>;
  readonly numClasses: number;
  /**
   * [n x numClasses], rows sum to 1: labels of the points in place of the classes in y, such as those of `genMix`. With base labels `hard` or `mixup`.
   */
  readonly softLabels?: Matrix;
  readonly configurations: readonly SweepConfiguration[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly labels: BaseLabel;
  /** lambda ~ Beta(alpha, alpha), one a batch. Default 1. */
  readonly alpha?: number;
  /**
   * How points are mixed: `mixup` (default), all features by lambda; or `cutmix`, a random set of round((1 - lambda) d) features
   * from the second point, one set a batch, and lambda then the share of those from the first.
   */
  readonly mixing?: 'mixup' | 'cutmix';
  /** Share of the batches that CutMix cuts. Default 1. */
  readonly cutProbability?: number;
  /** sigma^2 of the logistic label. Default 1/10. */
  readonly labelVariance?: number;
  /** Leave out mixed points that suffer manifold intrusion (Definition 1). */
  readonly excludeIntrusion?: boolean;
  /**
   * Generative model, one density a class: its posterior (eq. 1) is the generative label. A class without a density, as
   * one absent from the training points, has probability 0.
   */
  readonly densities?: readonly (ClassDensity | ClassMixture | undefined)[];
  /**
   * Coordinates of the rows of X, [n x r], in which the densities are given: affine in the features, as those in a basis of
   * the rows' span. Default X itself. Not with CutMix, whose points have no such coordinates.
   */
  readonly densityPoints?: Rows;
  /**
   * Classes that share the generative label: `all` (default), as in eq. (1), or the `two-likeliest` at the point, as in the
   * authors' code for synthetic sets; of equally likely ones those of lower number.
   */
  readonly generativeClasses?: 'all' | 'two-likeliest';
  /**
   * Largest size in bytes of a table of distances, between training points and kernel centres or among training points, with
   * which a step's cost does not depend on the number of features. Default 2^25 for kernel labels, which differ by rounding
   * alone without it, and 2^28 for nearest points, which do not.
   */
  readonly pairwiseMemory?: number;
  /** Draw the order of the rows anew in every epoch. */
  readonly shuffle?: boolean;
  /** Points on which every epoch's models are scored. */
  readonly validation?: { readonly X: Rows; readonly y: ArrayLike<number> };
  /** Record the mean loss of every epoch. */
  readonly recordLoss?: boolean;
  /** Type of the training arithmetic. Default `single`, as PyTorch. */
  readonly precision?: Precision;
  readonly stream: DrawStream;
  /** Replaces the random choices, one call an epoch. Default: `batchDraws(stream.split('batches'), ...)`. */
  readonly draws?: () => EpochDraws;
  /**
   * Epochs for which batches are drawn: epoch e has those of epoch e mod bankEpochs, whose generative labels are kept as
   * long as they take 2^28 bytes at most. Default: every epoch has new ones.
   */
  readonly bankEpochs?: number;
  /**
   * Whether slopes of the loss by a logit below 2^-64 count as 0: of wide points, which soon are classified with certainty, they would be subnormal
   * numbers, slow to compute with. Softmax regression only. Default false.
   */
  readonly flushSlopes?: boolean;
  /**
   * Whether logits of mixed points are mixed from those of the rows, the same but for rounding: of wide points, mixing takes longer than training.
   * Softmax regression only, and only where a batch holds all rows, none is left out and none is cut. Default false.
   */
  readonly mixesLogits?: boolean;
  /** Called after every epoch. */
  readonly onEpoch?: () => void;
}

/** What `trainSweep` of the kernels takes: softmax regression, all configurations on the same batches. */
export interface SweepOptions extends TrainingOptions {
  /** Start of all configurations. Default: uniform on +-1/sqrt(d), as PyTorch's nn.Linear, from the stream. */
  readonly initial?: LinearModel;
}

/** More would not end. */
const mostEpochs = 10_000_000;

/** The square of it, and sums of squares, are in the range of single precision. */
const largestSingle = 1e15;

/** @throws RangeError if a value is too large for single precision */
function requireSingle(name: string, { data, cols }: Rows): void {
  const large = data.findIndex((value) => Math.abs(value) > largestSingle);
  if (large < 0) return;
  throw new RangeError(
    `${name} holds ${data[large]} in row ${Math.floor(large / cols)}, column ${large % cols}, expected numbers up to ` +
      `${largestSingle} in single precision: scale the features, or train in double precision`,
  );
}

/** @throws RangeError naming the option, its value and what was expected */
export function requireTrainingOptions(options: TrainingOptions): void {
  const { X, numClasses, configurations, epochs, batchSize, densities } = options;
  requireFinite('X', X);
  if (options.precision !== 'double') requireSingle('X', X);
  requireInteger('numClasses', numClasses, 2);
  requireInteger('epochs', epochs, 0, mostEpochs);
  requireInteger('batchSize', batchSize, 1);
  requireLabels('y', options.y, X.rows, numClasses);
  requireSoftLabels(options);
  if (configurations.length === 0) throw new RangeError('configurations is empty, expected at least one');
  for (const { learningRate, gamma = 0 } of configurations) {
    requireBetween('learningRate', learningRate, 0, Number.MAX_VALUE);
    requireBetween('gamma', gamma, 0, 1);
    if (gamma > 0 && !densities) {
      throw new RangeError(`gamma is ${gamma} but there is no generative model: pass densities`);
    }
  }
  if (densities && densities.length !== numClasses) {
    throw new RangeError(
      `densities has ${densities.length} entries, expected one for each of ${numClasses} classes`,
    );
  }
  requireChoices(options);
  requireIntegers('milestones', options.milestones, 0);
  requireBetween('pairwiseMemory', options.pairwiseMemory ?? 0, 0, Number.MAX_VALUE);
  if (options.densityPoints) requireDensityPoints(options.densityPoints, options);
  if (options.bankEpochs !== undefined) requireInteger('bankEpochs', options.bankEpochs, 1);
  requireBetween('alpha', options.alpha ?? 1, 0, Number.MAX_VALUE);
  requireBetween('weightDecay', options.weightDecay ?? 0, 0, largestSingle);
  requireBetween('momentum', options.momentum ?? 0, 0, 1);
  requireBetween('decay', options.decay ?? 0, 0, largestSingle);
  requireBetween('cutProbability', options.cutProbability ?? 1, 0, 1);
  requireBetween('labelVariance', options.labelVariance ?? 0.1, Number.MIN_VALUE, Number.MAX_VALUE);
  if (options.validation) {
    requireFinite('validation.X', options.validation.X);
    requireColumns('validation.X', options.validation.X, X.cols);
    requireLabels('validation.y', options.validation.y, options.validation.X.rows, numClasses);
  }
}

function requireChoices(options: TrainingOptions): void {
  requireChoice('labels', options.labels, ['hard', 'mixup', 'logistic', 'nearest']);
  for (const [name, [usual, other]] of Object.entries(choices)) {
    requireChoice(name, options[name as keyof typeof choices] ?? usual, [usual, other]);
  }
}

/** Options of which there are two, the default first. */
const choices = {
  precision: ['single', 'double'],
  optimiser: ['adam', 'sgd'],
  mixing: ['mixup', 'cutmix'],
  generativeClasses: ['all', 'two-likeliest'],
} as const;

function requireSoftLabels({ X, numClasses, labels, softLabels }: TrainingOptions): void {
  if (!softLabels) return;
  requireChoice('labels with softLabels', labels, ['hard', 'mixup']);
  requireShape('softLabels', softLabels, { rows: X.rows, cols: numClasses });
  requireDistributions('softLabels', softLabels);
}

function requireDensityPoints(points: Rows, { X, mixing }: TrainingOptions): void {
  requireFinite('densityPoints', points);
  if (points.rows !== X.rows) {
    throw new RangeError(`densityPoints has ${points.rows} rows, expected ${X.rows} as X`);
  }
  if (mixing === 'cutmix') throw new RangeError('densityPoints are given with CutMix, expected mixup');
}

export function requireColumns(name: string, m: Rows, d: number): void {
  if (m.cols !== d) throw new RangeError(`${name} has ${m.cols} columns, expected ${d}`);
}
