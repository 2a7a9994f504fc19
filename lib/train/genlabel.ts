import { requireOptions } from '../data/require-options';
import { type ClassConditional, classConditional } from '../density/class-conditional';
import type { Density } from '../density/density';
import type { RelabelOptions } from '../genlabel/relabel';
import { relabelledMixup } from '../genlabel/relabelled-mixup';
import type { Matrix } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireBetween } from '../numeric/require';
import type { DenseNetwork } from './dense-network';
import { type LabelledPoints, type TrainingOptions, trainSweep } from './sweep';

/** What Algorithms 1 and 2 have in common. Options of training that are not given are those of Table 11. */
export interface GenLabelOptions
  extends LabelledPoints,
    Omit<RelabelOptions, 'model'>,
    Partial<TrainingOptions> {
  readonly numClasses: number;
  /** Fits the density of one class, for example `(points) => fitGaussian(points, { ridge: 1e-4 })`. */
  readonly density: (points: Matrix, c: number) => Density;
  /** lambda ~ Beta(alpha, alpha); 1 unless given, the default of the released code. */
  readonly alpha?: number;
  readonly learningRate: number;
  readonly stream: RandomStream;
}

const optionsOfGenLabel: readonly string[] = [
  ...['X', 'y', 'numClasses', 'density', 'alpha', 'learningRate', 'stream'],
  ...['gamma', 'classes', 'sameClass', 'logPriors'],
  ...['hiddenWidths', 'activation', 'optimiser', 'epochs', 'batchSize', 'shuffle', 'milestones', 'clipNorm'],
];

/** A classifier trained with GenLabel, and the generative model that labelled its points. */
export interface GenLabelResult {
  readonly network: DenseNetwork;
  readonly model: ClassConditional;
}

/**
 * Algorithm 1, GenLabel: densities of the classes, then training on mixed points with blended labels.
 *
 *   theta <- theta - eta grad {gamma l(y_gen, f(x_mix)) + (1 - gamma) l(y_mix, f(x_mix))}
 *
 * Softmax regression unless `hiddenWidths` says otherwise. Defaults: Adam with weight decay 1e-4, 100 epochs, batches of
 * 128, shuffled every epoch (Table 11). With equal streams the net starts from the parameters, and sees the batches and
 * mixes, of `trainSweep` with `mixup`; with gamma 0 it is the same net.
 *
 * @throws RangeError if a class has no density (naming it), an option is out of range, or the data disagree
 * Deviations: those of `relabelledMixup`; the paper's step stands for any optimiser.
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 200, noise: 0.1, seed: 1 });
 * const density = (points: Matrix) => fitKernelDensity(points, { bandwidth: 0.2 });
 * const { network } = genLabel({ X, y, numClasses: 2, density, gamma: 1, learningRate: 0.1, stream: randomStream(1) });
 * accuracy(network, X, y);
 */
export function genLabel(options: GenLabelOptions): GenLabelResult {
  requireOptions(options, optionsOfGenLabel);
  const { X, y, numClasses, density, alpha = 1, learningRate, stream } = options;
  requireBetween('learningRate', learningRate, 0, Number.MAX_VALUE);
  const model = classConditional(X, y, numClasses, density);
  const augmentation = relabelledMixup({ ...relabelOptions(options), model, alpha });
  const input = { training: { X, y }, numClasses, augmentation };
  const [{ network }] = trainSweep(input, [learningRate], trainingOptions(options), stream);
  return { network, model };
}

/** Options of training, with Table 11's for those that are not given. */
export function trainingOptions(options: Partial<TrainingOptions>): TrainingOptions {
  return {
    hiddenWidths: options.hiddenWidths ?? [],
    activation: options.activation ?? 'relu',
    optimiser: options.optimiser ?? { kind: 'adam', weightDecay: 1e-4 },
    epochs: options.epochs ?? 100,
    batchSize: options.batchSize ?? 128,
    shuffle: options.shuffle ?? true,
    milestones: options.milestones,
    clipNorm: options.clipNorm,
  };
}

/** The part of the options that `relabel` reads, without the model. */
export function relabelOptions(options: Omit<RelabelOptions, 'model'>): Omit<RelabelOptions, 'model'> {
  const { gamma, classes, sameClass, logPriors } = options;
  return { gamma, classes, sameClass, logPriors };
}
