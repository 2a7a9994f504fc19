import { SingularCovarianceError } from '../density/covariance';
import { posterior } from '../density/posterior';
import { batchDraws, type EpochDraws } from '../kernels/draws';
import type { OptimiserOptions, SweepConfiguration } from '../kernels/sweep-options';
import type { SweepResult } from '../kernels/sweep-record';
import { type ScoreModel, trainNetworkSweep } from '../kernels/train-network-sweep';
import { type Matrix, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { type DenseNetwork, initialNetwork } from './dense-network';
import { classifierOf, features, withClassifier } from './features';
import { accuracy } from './forward';
import { type LabelledFeatures, trainLastLayers } from './last-layer';
import type { LabelledPoints } from './sweep';

/** Log densities of features under every class, [n x numClasses] in nats. */
export type LogDensities = (features: Matrix) => Matrix;

/** Training before that of the last layer. */
export interface VanillaTraining {
  readonly epochs: number;
  /** Default: that of the configuration, one vanilla training for each. */
  readonly learningRate?: number;
}

export interface LatentSweepOptions
  extends LabelledPoints,
    Required<Pick<OptimiserOptions, 'optimiser' | 'momentum' | 'weightDecay'>> {
  readonly numClasses: number;
  readonly hiddenWidths: readonly number[];
  readonly activation: 'relu' | 'identity';
  /** Fits the densities of the classes to features; a singular covariance is the cause of the error that it throws. */
  readonly fitDensities: (features: Matrix, y: Int32Array) => LogDensities;
  /** Learning rates and loss ratios of the last layer. */
  readonly configurations: readonly SweepConfiguration[];
  readonly vanilla: VanillaTraining;
  /**
   * `fine-tune`: the last layer goes on from vanilla training (Algorithm 2), and `epochs` are its own. `restart`: it is drawn anew, as
   * the released code does, and `epochs` are those of both stages.
   */
  readonly latent: 'fine-tune' | 'restart';
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly validation?: LabelledPoints;
  /** Scores the nets after every epoch of the last layer, in place of their accuracy on the validation points. */
  readonly scoreModel?: ScoreModel;
  /** Equal streams give the vanilla training that `trainNetworkSweep` gives. */
  readonly stream: RandomStream;
}

/**
 * Algorithm 2, GenLabel on latent features, for many configurations: vanilla training (by the SIMD kernels, in f32), then
 * densities and features of mixed points, then the last layers of all loss ratios (in f64), all on the same batches.
 * lambda ~ Beta(1, 1), one a batch.
 *
 * Where vanilla training diverged, or the densities cannot be fitted, the configurations have the vanilla net and scores NaN, so
 * that nothing chooses them.
 *
 * @returns no losses and no best models; accuracies are NaN in epochs of vanilla training that count
 * @throws RangeError as `trainNetworkSweep`
 *
 * @example
 * const fitDensities = (Z: Matrix, y: Int32Array) => {
 *   const model = classConditional(Z, y, 2, (points) => fitNearestNeighbor(points));
 *   return (points: Matrix) => model.logDensities(points);
 * };
 */
export function trainLatentSweep(options: LatentSweepOptions): SweepResult<DenseNetwork> {
  const { X, configurations, epochs, batchSize, shuffle, validation, scoreModel } = options;
  const rates = [...new Set(configurations.map(({ learningRate }) => learningRate))];
  const stream = options.stream.split('last layer');
  const draw = batchDraws(stream.split('batches'), { n: X.rows, batchSize, alpha: 1, shuffle });
  const points = mixPoints(options, Array.from({ length: epochs - skippedEpochs(options) }, draw));
  const starts = trainVanilla(options, rates).map((net) => startOf(net, points, options));
  const isScored = validation !== undefined || scoreModel !== undefined;
  const scores = new Float64Array(isScored ? epochs * configurations.length : 0).fill(Number.NaN);
  const models = new Array<DenseNetwork>(configurations.length);
  rates.forEach((rate, r) => {
    const own = Array.from(configurations.keys()).filter((i) => configurations[i].learningRate === rate);
    const gammas = own.map((i) => configurations[i].gamma ?? 0);
    const write = (at: number, epoch: number, score: number) => {
      scores[(epoch - 1) * configurations.length + own[at]] = score;
    };
    const start = starts[Math.min(r, starts.length - 1)];
    trainRate(options, { start, rate, gammas, stream }, write).forEach((model, at) => {
      models[own[at]] = model;
    });
  });
  return { models, losses: new Float64Array(0), accuracies: scores, best: [] };
}

/** Epochs of vanilla training that count. */
function skippedEpochs({ latent, vanilla }: LatentSweepOptions): number {
  return latent === 'restart' ? vanilla.epochs : 0;
}

/** One net, or one a learning rate. */
function trainVanilla(options: LatentSweepOptions, rates: readonly number[]): DenseNetwork[] {
  const { vanilla, validation: _, scoreModel: _s, ...training } = options;
  const own = vanilla.learningRate === undefined ? rates : [vanilla.learningRate];
  const configurations = own.map((learningRate) => ({ learningRate }));
  return trainNetworkSweep({ ...training, labels: 'hard', configurations, epochs: vanilla.epochs }).models;
}

interface MixedPoints {
  readonly X: Matrix;
  readonly labels: Matrix;
}

/** Lines 3 and 4 of Algorithm 2: the mixed points of all epochs, with the labels of mixup. */
function mixPoints({ X, y, numClasses, batchSize }: LatentSweepOptions, draws: EpochDraws[]): MixedPoints {
  const { rows: n, cols: d } = X;
  const mixed = zeros(draws.length * n, d);
  const labels = zeros(draws.length * n, numClasses);
  draws.forEach(({ first, second, lambdas }, epoch) => {
    for (let b = 0; b < n; b++) {
      const [i, j, at] = [first[b], second[b], epoch * n + b];
      const lambda = lambdas[Math.floor(b / batchSize)];
      for (let f = 0; f < d; f++) {
        mixed.data[at * d + f] = lambda * X.data[i * d + f] + (1 - lambda) * X.data[j * d + f];
      }
      labels.data[at * numClasses + y[i]] += lambda;
      labels.data[at * numClasses + y[j]] += 1 - lambda;
    }
  });
  return { X: mixed, labels };
}

/** A vanilla-trained net, and what its last layer is trained on: undefined if there are no densities. */
interface Start {
  readonly net: DenseNetwork;
  readonly labelled: LabelledFeatures | undefined;
}

function startOf(net: DenseNetwork, points: MixedPoints, options: LatentSweepOptions): Start {
  return { net, labelled: labelFeatures(net, points, options) };
}

interface RateInput {
  readonly start: Start;
  readonly rate: number;
  readonly gammas: readonly number[];
  readonly stream: RandomStream;
}

/** Nets of one learning rate of the last layer, one a loss ratio. */
function trainRate(
  options: LatentSweepOptions,
  { start: { net, labelled }, rate, gammas, stream }: RateInput,
  write: (at: number, epoch: number, score: number) => void,
): DenseNetwork[] {
  if (!labelled) return gammas.map(() => net);
  const own = classifierOf(net);
  const restarted = initialNetwork(own.architecture, stream.split('weights'));
  const score = scorerOf(net, options);
  const layers = trainLastLayers(labelled, {
    ...{ gammas, learningRate: rate, batchSize: options.batchSize, optimiser: specification(options) },
    initial: options.latent === 'restart' ? restarted : own,
    onEpoch:
      score &&
      ((layer, epoch) => {
        const epochs = epoch + skippedEpochs(options);
        gammas.forEach((gamma, at) => {
          write(at, epochs, score(layer(gamma), epochs));
        });
      }),
  });
  return layers.map((layer) => withClassifier(net, layer));
}

/** Score of a last layer on top of the vanilla net's other layers. */
function scorerOf(vanilla: DenseNetwork, { validation, scoreModel }: LatentSweepOptions) {
  if (scoreModel) {
    return (layer: DenseNetwork, epochs: number) => scoreModel(() => withClassifier(vanilla, layer), epochs);
  }
  if (!validation) return undefined;
  const Z = features(vanilla, validation.X);
  return (layer: DenseNetwork) => accuracy(layer, Z, validation.y);
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
