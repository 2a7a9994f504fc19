import { requireChoice, requireNumbers } from '../numeric/require';
import { type Arena, type Precision, withArena } from './arena';
import { drawNetwork, requireNetwork } from './initial-models';
import type { NetworkModel } from './network-model';
import { type NetworkPlan, placeNetworks } from './network-plan';
import { placeTraining, runEpochs } from './sweep-epochs';
import {
  requireBetween,
  requireInteger,
  requireTrainingOptions,
  type TrainingOptions,
} from './sweep-options';
import { noParameters, type Plan, placePlan, placeScoringPlan } from './sweep-plan';
import type { SweepResult } from './sweep-record';

/** What `trainNetworkSweep` takes: as `trainSweep`, and the hidden layers. */
export interface NetworkSweepOptions extends TrainingOptions {
  /** Widths of the hidden layers. */
  readonly hiddenWidths: readonly number[];
  readonly activation: 'relu' | 'identity';
  /** Largest Euclidean norm of the gradient of all parameters. Default: no limit. */
  readonly clipNorm?: number;
  /** Start of all configurations. Default: as PyTorch's nn.Linear, uniform on +-1/sqrt(inputs), from the stream. */
  readonly initial?: NetworkModel;
  /** Scores the nets after every epoch, in place of their accuracy on the validation points. */
  readonly scoreModel?: ScoreModel;
}

/** A score of a net that was trained for so many epochs; NaN for none. The net is made when it is asked for. */
export type ScoreModel = (model: () => NetworkModel, epochs: number) => number;

/**
 * Trains dense nets for many configurations (learning rate x gamma) on one stream of batches; batches and labels, of
 * all kinds that `trainSweep` knows, are computed once for all.
 *
 *   loss = mean_b CE(softmax(net(x_b)), (1 - gamma) base_b + gamma p(. | x_b)),  x_b = lambda x_i + (1 - lambda) x_j
 *
 * @returns models in f64, whatever the precision of training; each is the same in whatever sweep it is trained
 * @throws RangeError if an option is out of range, or a value of X is not finite
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 200, noise: 0.1, seed: 1 });
 * const { models } = kernels.trainNetworkSweep({
 *   X, y, numClasses: 2, labels: 'mixup', epochs: 100, batchSize: 128, stream: randomStream(1),
 *   hiddenWidths: [128, 128], activation: 'relu', configurations: [{ learningRate: 0.01 }],
 * });
 * accuracy(models[0], X, y); // close to 1
 */
export function trainNetworkSweep(options: NetworkSweepOptions): SweepResult<NetworkModel> {
  requireTrainingOptions(options);
  requireNumbers('hiddenWidths', options.hiddenWidths);
  requireChoice('activation', options.activation, ['relu', 'identity']);
  for (const width of options.hiddenWidths) requireInteger('a hidden width', width, 1);
  requireBetween('clipNorm', options.clipNorm ?? 1, Number.MIN_VALUE, Number.MAX_VALUE);
  const { configurations, precision = 'single' } = options;
  const architecture = architectureOf(options);
  const initial = options.initial ?? drawNetwork(architecture, options.stream.split('initial'));
  requireNetwork('initial', initial, architecture);
  return withArena((arena) => {
    const plan = placePlan(arena, { ...placeTraining(arena, options, precision), ...noParameters });
    const { pitch, batchSize } = plan.fields;
    const shape = { architecture, precision, nets: configurations.length };
    const networks = placeNetworks(arena, { ...shape, pitch, batchSize, clipNorm: options.clipNorm });
    arena
      .f64(networks.learningRates, configurations.length)
      .set(configurations.map(({ learningRate }) => learningRate));
    arena.f64(networks.gammas, configurations.length).set(configurations.map(({ gamma = 0 }) => gamma));
    configurations.forEach((_, net) => {
      networks.pack(net, initial);
    });
    const single = precision === 'single';
    const { trainNetworkEpoch32, trainNetworkEpoch64 } = arena.exports;
    return runEpochs(arena, plan, options, {
      train: () => (single ? trainNetworkEpoch32 : trainNetworkEpoch64)(plan.address, networks.address),
      state: {
        model: (net) => networks.unpack(net),
        losses: () => arena.f64(networks.losses, configurations.length),
        score: ownScorer(options, networks) ?? scorer(arena, options, { plan, networks, precision }),
      },
    });
  });
}

function architectureOf({ X, hiddenWidths, numClasses, activation }: NetworkSweepOptions) {
  return { widths: [X.cols, ...hiddenWidths, numClasses], activation };
}

function ownScorer({ scoreModel, configurations }: NetworkSweepOptions, networks: NetworkPlan) {
  if (!scoreModel) return undefined;
  let epochs = 0;
  return () => {
    epochs++;
    return Float64Array.from(configurations, (_, net) => scoreModel(() => networks.unpack(net), epochs));
  };
}

/** Scores the nets on the validation set. */
function scorer(
  arena: Arena,
  { validation, numClasses, configurations }: NetworkSweepOptions,
  { plan, networks, precision }: { plan: Plan; networks: NetworkPlan; precision: Precision },
): (() => Float64Array) | undefined {
  if (!validation) return undefined;
  const { batchSize, pitch } = plan.fields;
  const shape = { ...validation, numClasses, batchSize, pitch, precision, configurations: 1 };
  const scoring = placeScoringPlan(arena, shape, () => noParameters);
  const correct = arena.allocate(4 * configurations.length);
  const { classifyNetwork32, classifyNetwork64 } = arena.exports;
  return () => {
    (precision === 'single' ? classifyNetwork32 : classifyNetwork64)(
      scoring.address,
      networks.address,
      correct,
    );
    return Float64Array.from(arena.i32(correct, configurations.length), (hits) => hits / validation.X.rows);
  };
}
