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
 * Algorithm 2, GenLabel on latent features, for many configurations: vanilla training once a learning rate (by the SIMD
 * kernels, in f32), then densities and features of mixed points, then the last layers of all loss ratios (in f64), all on the same
 * batches. lambda ~ Beta(1, 1), one a batch.
 *
 * Where vanilla training diverged, or the densities cannot be fitted, the configurations of that learning rate have the vanilla
 * net and scores NaN, so that nothing chooses them.
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
  const vanilla = trainVanilla(options, rates);
  const stream = options.stream.split('last layer');
  const draw = batchDraws(stream.split('batches'), { n: X.rows, batchSize, alpha: 1, shuffle });
  const points = mixPoints(options, Array.from({ length: epochs - skippedEpochs(options) }, draw));
  const isScored = validation !== undefined || scoreModel !== undefined;
  const scores = new Float64Array(isScored ? epochs * configurations.length : 0).fill(Number.NaN);
  const models = new Array<DenseNetwork>(configurations.length);
  rates.forEach((rate, r) => {
    const own = Array.from(configurations.keys()).filter((i) => configurations[i].learningRate === rate);
    const gammas = own.map((i) => configurations[i].gamma ?? 0);
    const write = (at: number, epoch: number, score: number) => {
      scores[(epoch - 1) * configurations.length + own[at]] = score;
    };
    trainRate(options, { vanilla: vanilla[r], rate, gammas, points, stream }, write).forEach((model, at) => {
      models[own[at]] = model;
    });
  });
  return { models, losses: new Float64Array(0), accuracies: scores, best: [] };
}

/** Epochs of vanilla training that count. */
function skippedEpochs({ latent, vanillaEpochs }: LatentSweepOptions): number {
  return latent === 'restart' ? vanillaEpochs : 0;
}

function trainVanilla(options: LatentSweepOptions, rates: readonly number[]): DenseNetwork[] {
  const { vanillaEpochs, validation: _, scoreModel: _s, ...training } = options;
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

/** Vanilla training of one learning rate, and what its last layers are trained on. */
interface RateInput {
  readonly vanilla: DenseNetwork;
  readonly rate: number;
  readonly gammas: readonly number[];
  readonly points: MixedPoints;
  readonly stream: RandomStream;
}

/** Nets of one learning rate, one a loss ratio. */
function trainRate(
  options: LatentSweepOptions,
  { vanilla, rate, gammas, points, stream }: RateInput,
  write: (at: number, epoch: number, score: number) => void,
): DenseNetwork[] {
  const { batchSize, latent } = options;
  const labelled = labelFeatures(vanilla, points, options);
  if (!labelled) return gammas.map(() => vanilla);
  const own = classifierOf(vanilla);
  const restarted = initialNetwork(own.architecture, stream.split('weights'));
  const score = scorerOf(vanilla, options);
  const layers = trainLastLayers(labelled, {
    ...{ gammas, learningRate: rate, batchSize, optimiser: specification(options) },
    initial: latent === 'restart' ? restarted : own,
    onEpoch:
      score &&
      ((layer, epoch) => {
        const epochs = epoch + skippedEpochs(options);
        gammas.forEach((gamma, at) => {
          write(at, epochs, score(layer(gamma), epochs));
        });
      }),
  });
  return layers.map((layer) => withClassifier(vanilla, layer));
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
