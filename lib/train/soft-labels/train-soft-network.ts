import { withArena } from '../../kernels/arena';
import { requireFinite } from '../../kernels/rows';
import { type Matrix, selectRows } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { requireDistributions, requireInteger } from '../../numeric/require';
import { requireGiven } from '../../numeric/require-given';
import { type Activation, type DenseNetwork, initialNetwork } from '../dense-network';
import { createOptimiser, type OptimiserSpecification } from '../optimiser';
import { type Mixing, mixedGradient } from './manifold-mixup-gradient';

/** Data and settings of a training on soft labels. */
export interface SoftTrainingOptions {
  /** [n x d] */
  readonly X: Matrix;
  /** [n x numClasses], rows sum to 1 */
  readonly labels: Matrix;
  readonly hiddenWidths: readonly number[];
  /** `relu` unless given. */
  readonly activation?: Activation;
  /** Number of gradient steps, whatever the number of points. */
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Adam with weight decay 0 unless given. */
  readonly optimiser?: OptimiserSpecification;
  /**
   * Hidden layers of which one is drawn for each batch, whose outputs are mixed: [0] is mixup, [0, 1, 2] manifold mixup (Verma et al. 2019).
   * Nothing is mixed unless given.
   */
  readonly mixingDepths?: readonly number[];
  /** Labels of points mixed at depth 0, from those that mixup gives: GenLabel's by `relabel`. Needs mixingDepths [0]. */
  readonly relabel?: Mixing['relabel'];
  /** lambda ~ Beta(alpha, alpha), one a batch; 1 unless given. */
  readonly alpha?: number;
  readonly stream: RandomStream;
}

/**
 * Trains a dense net on soft labels, such as those of `genMix`, by soft cross-entropy, on full batches in a random order that is drawn anew when
 * all points have been taken; plainly, by mixup or by manifold mixup. In double precision, by the kernels.
 *
 * @returns the net after the last step; equal streams share initial parameters, and batches where they have as many points
 * @throws RangeError if the sizes differ, an option is out of range, or a coordinate is not finite
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const network = trainSoftNetwork({
 *   X, labels: oneHot(y, 2), hiddenWidths: [64, 64], steps: 100, batchSize: 64, learningRate: 0.003,
 *   mixingDepths: [0, 1, 2], stream: randomStream(1),
 * });
 * accuracy(network, X, y);
 */
export function trainSoftNetwork(options: SoftTrainingOptions): DenseNetwork {
  requireGiven('trainSoftNetwork', options, {
    X: 'object',
    labels: 'object',
    hiddenWidths: 'object',
    stream: 'object',
  });
  requireOptions(options);
  const {
    X,
    labels,
    hiddenWidths,
    activation = 'relu',
    steps,
    batchSize,
    learningRate,
    mixingDepths,
    stream,
  } = options;
  const { optimiser: specification = { kind: 'adam', weightDecay: 0 } } = options;
  const architecture = { widths: [X.cols, ...hiddenWidths, labels.cols], activation };
  const network = initialNetwork(architecture, stream.split('weights'));
  const optimiser = createOptimiser(specification, network.parameters.length);
  const gradient = new Float64Array(network.parameters.length);
  const size = Math.min(batchSize, X.rows);
  const next = batchSource(X.rows, size, stream.split('order'));
  const mix = mixingSource(options, size, stream.split('mixing'));
  withArena((arena) => {
    const gradientOf = mixedGradient(arena, network, size, mixingDepths ?? []);
    for (let step = 0; step < steps; step++) {
      const rows = next();
      gradientOf(selectRows(X, rows), selectRows(labels, rows), mix(), gradient);
      optimiser.step(network.parameters, gradient, learningRate);
    }
  });
  if (!network.parameters.every(Number.isFinite)) {
    throw new RangeError(`training diverged at learning rate ${learningRate}: lower the learning rate`);
  }
  return network;
}

function batchSource(n: number, size: number, stream: RandomStream): () => Int32Array {
  let order = stream.permutation(n);
  let from = 0;
  return () => {
    if (from + size > n) {
      order = stream.permutation(n);
      from = 0;
    }
    from += size;
    return order.slice(from - size, from);
  };
}

function mixingSource(
  { mixingDepths, alpha = 1, relabel }: SoftTrainingOptions,
  size: number,
  stream: RandomStream,
): () => Mixing | undefined {
  if (!mixingDepths) return () => undefined;
  return () => ({
    depth: mixingDepths[stream.integer(mixingDepths.length)],
    lambda: stream.beta(alpha, alpha),
    partners: stream.permutation(size),
    relabel,
  });
}

/** More would not end. */
const mostSteps = 10_000_000;

function requireOptions({
  X,
  labels,
  steps,
  batchSize,
  learningRate,
  mixingDepths,
  relabel,
  alpha = 1,
}: SoftTrainingOptions): void {
  requireFinite('X', X);
  requireFinite('labels', labels);
  requireDistributions('labels', labels);
  if (labels.rows !== X.rows) {
    throw new RangeError(`there are ${X.rows} points and ${labels.rows} labels, expected one a point`);
  }
  requireInteger('steps', steps, 1, mostSteps);
  requireInteger('batchSize', batchSize, 1);
  for (const [name, value] of Object.entries({ learningRate, alpha })) {
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${name} is ${value}, expected a finite number above 0`);
  }
  if (relabel && !(mixingDepths?.length === 1 && mixingDepths[0] === 0)) {
    throw new RangeError(
      `mixingDepths is [${mixingDepths}], expected [0] with relabel: hidden features have no density`,
    );
  }
  if (mixingDepths?.length === 0)
    throw new RangeError('mixingDepths is empty, expected at least one hidden layer or 0');
}
