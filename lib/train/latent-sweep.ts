import { SingularCovarianceError } from '../density/covariance';
import { posterior } from '../density/posterior';
import { batchDraws, type EpochDraws } from '../kernels/draws';
import type { NetworkModel } from '../kernels/network-model';
import type { OptimiserOptions, SweepConfiguration } from '../kernels/sweep-options';
import type { SweepResult } from '../kernels/sweep-record';
import { trainNetworkSweep } from '../kernels/train-network-sweep';
import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { type DenseNetwork, initialNetwork } from './dense-network';
import { classifierOf, features, withClassifier } from './features';
import { type LabelledFeatures, type LastLayer, trainLastLayer } from './last-layer';
import type { LabelledPoints } from './sweep';

/** Log densities of features under every class, [n x numClasses] in nats. */
export type LogDensities = (features: Matrix) => Matrix;

export interface LatentSweepOptions
  extends LabelledPoints,
    Required<Pick<OptimiserOptions, 'optimiser' | 'momentum' | 'weightDecay'>> {
  readonly numClasses: number;
  readonly hiddenWidths: readonly number[];
  readonly activation: 'relu' | 'identity';
  /** Fits the densities of the classes to features; a singular covariance is the cause of the error that it throws. */
  readonly fitDensities: (features: Matrix, y: Int32Array) => LogDensities;
  /** Learning rates, of vanilla training too, and loss ratios. */
  readonly configurations: readonly SweepConfiguration[];
  readonly vanillaEpochs: number;
  /** Of the last layer alone. */
  readonly epochs: number;
  /** Draw a new last layer after vanilla training, as the released code does; Algorithm 2 fine-tunes. */
  readonly restart: boolean;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly validation?: LabelledPoints;
  /** Equal streams give the vanilla training that `trainNetworkSweep` gives. */
  readonly stream: RandomStream;
}

/**
 * Algorithm 2, GenLabel on latent features, for many configurations: vanilla training once a learning rate (by the SIMD
 * kernels, in f32), densities and features of mixed points once a learning rate, then one last layer a loss ratio (in f64), all of a
 * learning rate on the same batches. lambda ~ Beta(1, 1).
 *
 * Where vanilla training diverged, or the densities cannot be fitted, the configurations of that learning rate have the vanilla
 * net and accuracies NaN, so that nothing chooses them.
 *
 * @throws RangeError as `trainNetworkSweep`
 *
 * @example
 * const fitDensities = (Z: Matrix, y: Int32Array) => {
 *   const model = classConditional(Z, y, 2, (points) => fitNearestNeighbor(points));
 *   return (points: Matrix) => model.logDensities(points);
 * };
 */
export function trainLatentSweep(options: LatentSweepOptions): SweepResult<NetworkModel> {
  const { X, configurations, epochs, batchSize, shuffle } = options;
  const rates = [...new Set(configurations.map(({ learningRate }) => learningRate))];
  const vanilla = trainVanilla(options, rates);
  const lastLayer = options.stream.split('last layer');
  const draw = batchDraws(lastLayer.split('batches'), { n: X.rows, batchSize, alpha: 1, shuffle });
  const draws = Array.from({ length: epochs }, draw);
  const points = mixPoints(options, draws);
  const trained = new Array<{ model: NetworkModel; accuracies: readonly number[] }>(configurations.length);
  rates.forEach((rate, r) => {
    const ways = waysOf(vanilla[r], points, options, lastLayer);
    configurations.forEach(({ learningRate, gamma = 0 }, i) => {
      if (learningRate === rate) trained[i] = ways(learningRate, gamma);
    });
  });
  return {
    models: trained.map(({ model }) => model),
    losses: new Float64Array(0),
    accuracies: options.validation ? interleaved(trained, epochs) : new Float64Array(0),
    best: [],
  };
}

function trainVanilla(options: LatentSweepOptions, rates: readonly number[]): NetworkModel[] {
  const { fitDensities: _, restart: _r, vanillaEpochs, validation: _v, ...training } = options;
  return trainNetworkSweep({
    ...training,
    labels: 'hard',
    configurations: rates.map((learningRate) => ({ learningRate })),
    epochs: vanillaEpochs,
  }).models;
}

interface MixedPoints {
  readonly X: Matrix;
  readonly labels: Matrix;
}

/** Lines 3 and 4 of Algorithm 2: the mixed points of all epochs, with the labels of mixup. */
function mixPoints({ X, y, numClasses, batchSize }: LatentSweepOptions, draws: EpochDraws[]): MixedPoints {
  const n = X.rows;
  const mixed = zeros(draws.length * n, X.cols);
  const labels = zeros(draws.length * n, numClasses);
  draws.forEach(({ first, second, lambdas }, epoch) => {
    for (let b = 0; b < n; b++) {
      const [i, j, at] = [first[b], second[b], epoch * n + b];
      const lambda = lambdas[Math.floor(b / batchSize)];
      for (let f = 0; f < X.cols; f++) {
        mixed.data[at * X.cols + f] = lambda * X.data[i * X.cols + f] + (1 - lambda) * X.data[j * X.cols + f];
      }
      labels.data[at * numClasses + y[i]] += lambda;
      labels.data[at * numClasses + y[j]] += 1 - lambda;
    }
  });
  return { X: mixed, labels };
}

type Way = (learningRate: number, gamma: number) => { model: NetworkModel; accuracies: readonly number[] };

/** Training of the last layer of one vanilla net, for any loss ratio. */
function waysOf(
  vanilla: DenseNetwork,
  points: MixedPoints,
  options: LatentSweepOptions,
  stream: RandomStream,
): Way {
  const { epochs, batchSize, validation, restart } = options;
  const labelled = labelFeatures(vanilla, points, options);
  if (!labelled) return () => ({ model: vanilla, accuracies: new Array<number>(epochs).fill(Number.NaN) });
  const own = classifierOf(vanilla);
  const initial = restart ? initialNetwork(own.architecture, stream.split('weights')) : own;
  const scored = validation && { X: features(vanilla, validation.X), y: validation.y };
  return (learningRate, gamma) => {
    const { classifier, accuracies }: LastLayer = trainLastLayer(labelled, {
      ...{ initial, gamma, learningRate, batchSize, validation: scored },
      optimiser: specification(options),
    });
    return { model: withClassifier(vanilla, classifier), accuracies };
  };
}

/** Lines 2, 5 and 6 of Algorithm 2; undefined where there are no densities. */
function labelFeatures(
  vanilla: DenseNetwork,
  points: MixedPoints,
  { X, y, fitDensities }: LatentSweepOptions,
): LabelledFeatures | undefined {
  const Z = features(vanilla, points.X);
  const own = features(vanilla, X);
  if (![Z, own].every(({ data }) => data.every(Number.isFinite))) return undefined;
  try {
    const generative = posterior(fitDensities(own, y)(Z));
    return { Z, mixed: points.labels, generative, n: X.rows };
  } catch (error) {
    if (error instanceof Error && error.cause instanceof SingularCovarianceError) return undefined;
    throw error;
  }
}

function specification({ optimiser, momentum, weightDecay }: LatentSweepOptions) {
  return optimiser === 'adam'
    ? ({ kind: 'adam', weightDecay } as const)
    : ({ kind: 'sgd', weightDecay, momentum } as const);
}

/** [epochs x configurations] */
function interleaved(
  trained: readonly { readonly accuracies: readonly number[] }[],
  epochs: number,
): Float64Array {
  const result = new Float64Array(epochs * trained.length);
  trained.forEach(({ accuracies }, i) => {
    accuracies.forEach((value, epoch) => {
      result[epoch * trained.length + i] = value;
    });
  });
  return result;
}
