import { SingularCovarianceError } from '../../density/covariance';
import { posterior } from '../../density/posterior';
import type { Precision } from '../../kernels/arena';
import type { ClassDensity } from '../../kernels/class-density';
import { batchDraws, type EpochDraws } from '../../kernels/draws';
import type { OptimiserOptions, SweepConfiguration } from '../../kernels/sweep-options';
import type { SweepResult } from '../../kernels/sweep-record';
import { type ScoreModel, trainNetworkSweep } from '../../kernels/train-network-sweep';
import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { type DenseNetwork, initialNetwork } from '../dense-network';
import { mixPoints } from '../mixed-points';
import type { LabelledPoints } from '../sweep';
import { classifierOf, features, withClassifier } from './features';
import { type LabelledFeatures, type LastLayersState, trainLastLayers } from './last-layer';
import { trainLinearLastLayers } from './linear-last-layer';

/** Densities of latent features under every class. */
export interface LatentDensities {
  /** [n x numClasses], nats */
  logDensities(features: Matrix): Matrix;
  /** The same for the kernels, where they know such ones: nets without activations are trained much faster with them. */
  readonly densities?: readonly (ClassDensity | undefined)[];
}

/** Training before that of the last layer. */
export interface VanillaTraining {
  readonly epochs: number;
  /** Default: that of the configuration, one vanilla training for each. */
  readonly learningRate?: number;
}

/** What `trainLatentSweep` takes: data, net, densities of its features, and the configurations of its last layer. */
export interface LatentSweepOptions
  extends LabelledPoints,
    Required<Pick<OptimiserOptions, 'optimiser' | 'momentum' | 'weightDecay'>> {
  readonly numClasses: number;
  readonly hiddenWidths: readonly number[];
  readonly activation: 'relu' | 'identity';
  /** Fits the densities of the classes to features; a singular covariance is the cause of the error that it throws. */
  readonly fitDensities: (features: Matrix, y: Int32Array) => LatentDensities;
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
  /**
   * Scores the nets after every epoch of the last layer, in place of their accuracy on the validation points; nets without activations
   * whose densities the kernels know after the last epoch alone.
   */
  readonly scoreModel?: ScoreModel;
  /** Of vanilla training, and of the kernels' training of last layers. Default `single`. */
  readonly precision?: Precision;
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
 * const { X, y } = synthetic.moons({ n: 200, noise: 0.1, seed: 1 });
 * const { models } = trainLatentSweep({
 *   X, y, numClasses: 2, hiddenWidths: [16, 16], activation: 'relu',
 *   optimiser: 'adam', momentum: 0.9, weightDecay: 1e-4, epochs: 50, batchSize: 128, shuffle: true,
 *   configurations: [{ learningRate: 0.01, gamma: 1 }], vanilla: { epochs: 50 }, latent: 'fine-tune', stream: randomStream(1),
 *   fitDensities: (Z, labels) => classConditional(Z, labels, 2, (points) => fitGaussian(points, { ridge: 1e-4 })),
 * });
 * accuracy(models[0], X, y); // the share of points that it classifies correctly
 */
export function trainLatentSweep(options: LatentSweepOptions): SweepResult<DenseNetwork> {
  const { X, configurations, epochs, batchSize, shuffle, validation, scoreModel } = options;
  const rates = [...new Set(configurations.map(({ learningRate }) => learningRate))];
  const stream = options.stream.split('last layer');
  const draw = batchDraws(stream.split('batches'), { n: X.rows, batchSize, alpha: 1, shuffle });
  const draws = Array.from({ length: epochs - skippedEpochs(options) }, draw);
  const starts = trainVanilla(options, rates).map((net) => startOf(net, draws, options));
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
    trainRate(options, { start, rate, gammas, draws, stream }, write).forEach((model, at) => {
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

/** A vanilla-trained net, and what its last layer is trained with: nothing if there are no densities. */
interface Start {
  readonly net: DenseNetwork;
  /** Features of the training points, mixed by the kernels. */
  readonly linear?: { readonly features: Matrix; readonly densities: readonly (ClassDensity | undefined)[] };
  readonly labelled?: LabelledFeatures;
}

/** Lines 2, 5 and 6 of Algorithm 2. */
function startOf(net: DenseNetwork, draws: readonly EpochDraws[], options: LatentSweepOptions): Start {
  const own = features(net, options.X);
  const model = own.data.every(Number.isFinite) ? densitiesOf(own, options) : undefined;
  if (!model) return { net };
  if (options.activation === 'identity' && model.densities) {
    return { net, linear: { features: own, densities: model.densities } };
  }
  const points = mixPoints(options, draws);
  const Z = features(net, points.X);
  if (!Z.data.every(Number.isFinite)) return { net };
  const generative = posterior(model.logDensities(Z));
  return { net, labelled: { Z, mixed: points.labels, generative, n: options.X.rows } };
}

/** Undefined where a covariance is singular. */
function densitiesOf(own: Matrix, { y, fitDensities }: LatentSweepOptions): LatentDensities | undefined {
  try {
    return fitDensities(own, y);
  } catch (error) {
    if (error instanceof Error && error.cause instanceof SingularCovarianceError) return undefined;
    throw error;
  }
}

interface RateInput {
  readonly start: Start;
  readonly rate: number;
  readonly gammas: readonly number[];
  readonly draws: readonly EpochDraws[];
  readonly stream: RandomStream;
}

type WriteScore = (at: number, epoch: number, score: number) => void;

/** Nets of one learning rate of the last layer, one a loss ratio. */
function trainRate(options: LatentSweepOptions, input: RateInput, write: WriteScore): DenseNetwork[] {
  const { net, linear, labelled } = input.start;
  const own = classifierOf(net);
  const initial =
    options.latent === 'restart' ? initialNetwork(own.architecture, input.stream.split('weights')) : own;
  if (linear) return trainLinear(options, input, initial, write);
  if (!labelled) return input.gammas.map(() => net);
  const { rate, gammas } = input;
  const layers = trainLastLayers(labelled, {
    ...{ initial, gammas, learningRate: rate, batchSize: options.batchSize },
    optimiser: specification(options),
    onEpoch: scorerOf(net, options, write),
  });
  return layers.map((layer) => withClassifier(net, layer));
}

/** After every epoch of the last layers: their scores, on top of the vanilla net's other layers. */
function scorerOf(net: DenseNetwork, options: LatentSweepOptions, write: WriteScore) {
  const { validation, scoreModel } = options;
  const skipped = skippedEpochs(options);
  if (scoreModel) {
    return (state: LastLayersState, epoch: number) => {
      for (let at = 0; at < state.count; at++) {
        write(
          at,
          epoch + skipped,
          scoreModel(() => withClassifier(net, state.layer(at)), epoch + skipped),
        );
      }
    };
  }
  if (!validation) return undefined;
  const scored = { X: features(net, validation.X), y: validation.y };
  return (state: LastLayersState, epoch: number) => {
    state.accuracies(scored).forEach((value, at) => {
      write(at, epoch + skipped, value);
    });
  };
}

/** The same for a net without activations. */
function trainLinear(
  options: LatentSweepOptions,
  { start: { net, linear }, rate, gammas, draws, stream }: RateInput,
  initial: DenseNetwork,
  write: WriteScore,
): DenseNetwork[] {
  const { y, numClasses, batchSize, optimiser, momentum, weightDecay, precision, epochs } = options;
  const { validation, scoreModel } = options;
  if (!linear) throw new Error('there are no densities for the kernels');
  const { layers, accuracies } = trainLinearLastLayers({
    ...{ numClasses, batchSize, optimiser, momentum, weightDecay, precision, stream },
    ...{ training: { X: linear.features, y }, densities: linear.densities },
    ...{ draws, initial, gammas, learningRate: rate },
    validation: validation && !scoreModel ? { ...validation, X: features(net, validation.X) } : undefined,
  });
  accuracies.forEach((value, i) => {
    const epoch = 1 + Math.floor(i / gammas.length) + skippedEpochs(options);
    write(i % gammas.length, epoch, value);
  });
  const models = layers.map((layer) => withClassifier(net, layer));
  if (scoreModel) {
    models.forEach((model, at) => {
      write(
        at,
        epochs,
        scoreModel(() => model, epochs),
      );
    });
  }
  return models;
}

function specification({ optimiser, momentum, weightDecay }: LatentSweepOptions) {
  return optimiser === 'adam'
    ? ({ kind: 'adam', weightDecay } as const)
    : ({ kind: 'sgd', weightDecay, momentum } as const);
}
