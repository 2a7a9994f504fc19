import { withArena } from '../kernels/arena';
import { type NetworkPass, placeNetworkPass } from '../kernels/network-pass';
import { SweepRecord, type SweepResult } from '../kernels/sweep-record';
import type { ScoreModel } from '../kernels/train-network-sweep';
import { oneHot } from '../mixup/one-hot';
import { type Matrix, selectRows } from '../numeric/matrix';
import { requireInteger, requireLabels, requireMatrix, requirePositive } from '../numeric/require';
import type { TrainerRun } from '../train/cross-validate';
import { type Activation, type DenseNetwork, initialNetwork } from '../train/dense-network';
import { accuracy } from '../train/forward';
import { createOptimiser, type OptimiserSpecification } from '../train/optimiser';
import { softCrossEntropyGradient } from '../train/soft-cross-entropy';
import type { LabelledPoints } from '../train/sweep';
import { AscentStep } from './gradient/ascent-step';

/** The ball in which a point is attacked during training. */
export interface TrainingThreat {
  /** Radius, L2. */
  readonly epsilon: number;
  /** Least and largest value of an attacked point. */
  readonly bounds: readonly [number, number];
  /** Ascents of the loss; each is 2.5 epsilon / steps long. */
  readonly steps: number;
}

/** Data and settings of adversarial training. */
export interface AdversarialTrainingOptions extends LabelledPoints, TrainerRun, TrainingThreat {
  readonly numClasses: number;
  readonly hiddenWidths: readonly number[];
  readonly activation: Activation;
  readonly optimiser: OptimiserSpecification;
  readonly batchSize: number;
  /** Scores the nets after every epoch, in place of their accuracy on the validation points. */
  readonly scoreModel?: ScoreModel;
}

/** Length of all steps together, in radii (Madry et al. 2018 and their code): a point can reach every place of the ball. */
const reach = 2.5;

/**
 * Adversarial training by projected gradient ascent (Madry et al. 2018), which Section 6.2 names as the stronger method: the loss of a batch is that of its points
 * moved within an L2 ball,
 *
 *   min_w mean_i max_{||u_i|| <= epsilon} CE(net_w(x_i + u_i), y_i),   x <- P(x + (2.5 epsilon / steps) g / ||g||),
 *
 * g the gradient of the loss in x, P the projection onto the ball around the point and then onto the bounds; from the point itself. One net a learning rate, all with
 * the same initial parameters and batches, whose order is drawn anew in every epoch. In double precision.
 *
 * @throws RangeError if an option is out of range, or sizes do not fit
 */
export function trainAdversarially(options: AdversarialTrainingOptions): SweepResult<DenseNetwork> {
  requireOptions(options);
  const { X, y, numClasses, hiddenWidths, activation, configurations, epochs, stream } = options;
  const architecture = { widths: [X.cols, ...hiddenWidths, numClasses], activation };
  const nets = configurations.map(({ learningRate }) => {
    const network = initialNetwork(architecture, stream.split('initial'));
    return {
      ...{ network, learningRate },
      optimiser: createOptimiser(options.optimiser, network.parameters.length),
    };
  });
  const gradient = new Float64Array(nets[0].network.parameters.length);
  const size = Math.min(options.batchSize, X.rows);
  const record = new SweepRecord<DenseNetwork>(
    {
      model: (i) => ({ architecture, parameters: nets[i].network.parameters.slice() }),
      losses: () => new Float64Array(nets.length),
      score: scorerOf(
        options,
        nets.map(({ network }) => network),
      ),
    },
    options,
  );
  withArena((arena) => {
    const pass = placeNetworkPass(arena, architecture, size);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const order = stream.split('order').split(epoch).permutation(X.rows);
      for (let from = 0; from < X.rows; from += size) {
        const rows = order.slice(from, from + size);
        const batch = { X: selectRows(X, rows), y: Int32Array.from(rows, (row) => y[row]) };
        for (const { network, optimiser, learningRate } of nets) {
          const moved = ascend(pass, network, batch, options);
          lossGradient(pass, network, { ...batch, X: moved }, gradient);
          optimiser.step(network.parameters, gradient, learningRate);
        }
      }
      record.addEpoch();
    }
  });
  return record.result();
}

function scorerOf(
  { validation, scoreModel }: AdversarialTrainingOptions,
  networks: readonly DenseNetwork[],
): (() => Float64Array) | undefined {
  let epochs = 0;
  const score: ScoreModel | undefined =
    scoreModel ?? (validation && ((model) => accuracy(model(), validation.X, validation.y)));
  if (!score) return undefined;
  return () => {
    epochs++;
    return Float64Array.from(networks, (network) => score(() => network, epochs));
  };
}

/** Gradient of the mean cross-entropy of a batch in all parameters; the pass is ready for that in the inputs. */
function lossGradient(
  pass: NetworkPass,
  network: DenseNetwork,
  { X, y }: LabelledPoints,
  gradient: Float64Array,
): void {
  const k = network.architecture.widths[network.architecture.widths.length - 1];
  pass.forward(network, X);
  softCrossEntropyGradient(pass.outputs, oneHot(y, k).data, X.rows, k, pass.slopes);
  pass.backward(network, X, gradient);
}

/** The points of a batch, moved up the loss within the ball. A point without slope stays. */
function ascend(
  pass: NetworkPass,
  network: DenseNetwork,
  { X, y }: LabelledPoints,
  { epsilon, bounds, steps }: TrainingThreat,
): Matrix {
  const moved = { ...X, data: X.data.slice() };
  const gradient = new Float64Array(network.parameters.length);
  const ball = new AscentStep({ norm: 'l2', epsilon, radius: epsilon, bounds }, X.data, X.cols);
  const length = (reach * epsilon) / steps;
  for (let step = 0; step < steps; step++) {
    lossGradient(pass, network, { X: moved, y }, gradient);
    const slopes = pass.inputGradient(network, X.rows).data;
    for (let start = 0; start < moved.data.length; start += X.cols) {
      let square = 0;
      for (let p = start; p < start + X.cols; p++) square += slopes[p] * slopes[p];
      if (!(square > 0)) continue;
      const scale = length / Math.sqrt(square);
      for (let p = start; p < start + X.cols; p++) moved.data[p] += scale * slopes[p];
      ball.project(moved.data, start, start);
    }
  }
  return moved;
}

function requireOptions({ X, y, numClasses, configurations, ...options }: AdversarialTrainingOptions): void {
  requireMatrix('X', X);
  requireLabels('y', y, X.rows, numClasses);
  for (const name of ['epochs', 'batchSize', 'steps'] as const) requireInteger(name, options[name], 1);
  requirePositive('epsilon', options.epsilon);
  if (configurations.length === 0) throw new RangeError('configurations is empty, expected at least one');
  for (const { learningRate } of configurations) {
    if (!(learningRate >= 0 && learningRate < Infinity))
      throw new RangeError(`a learning rate is ${learningRate}, expected a finite number of at least 0`);
  }
  const [min, max] = options.bounds;
  if (!(min <= max)) throw new RangeError(`bounds are [${min}, ${max}], expected the lesser one first`);
}
