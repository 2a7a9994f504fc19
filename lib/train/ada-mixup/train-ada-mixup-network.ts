import { adaMixUpDraws, partnersOf } from '../../kernels/ada-mixup-draws';
import { type Arena, withArena } from '../../kernels/arena';
import { type NetworkPass, placeNetworkPass } from '../../kernels/network-pass';
import { SweepRecord, type SweepResult, type SweepState } from '../../kernels/sweep-record';
import type { Architecture, DenseNetwork } from '../dense-network';
import { linearPass } from '../linear-pass';
import { createOptimiser, type Optimiser } from '../optimiser';
import { passAccuracy } from '../pass-accuracy';
import { type AdaMixUpBatch, adaMixUpBatch } from './ada-mixup-batch';
import { adaMixUpGradient, type EachNetwork } from './ada-mixup-gradient';
import { type AdaMixUpNetworkOptions, optimiserOf, startOf } from './ada-mixup-network-options';

/** The classifiers, and what was trained beside them, after the last epoch. */
export interface AdaMixUpNetworkResult extends SweepResult<DenseNetwork> {
  readonly generators: DenseNetwork[];
  readonly intrusions: DenseNetwork[];
}

/**
 * Trains dense nets by AdaMixUp (Guo et al. 2019) for many learning rates on one stream of batches and pairs. A net g
 * gives (a, d, .) = softmax(g(x_i, x_j)) for every pair, and lambda = a + e d, e ~ U(0, 1). The optimiser minimises over
 * classifier f, g and intrusion classifier h, with x = lambda x_i + (1 - lambda) x_j, means over a batch of
 *
 *   CE(f(x), lambda y_i + (1 - lambda) y_j) + CE(f(x_i), y_i) + CE(f(x_j), y_j)
 *     + CE(h(x), 0) + CE(h(x_i), 1) + CE(h(x_j), 1) + CE(h(x_l), 1)
 *
 * All arithmetic is in double precision. Without hidden layers this is `trainAdaMixUpSweep`. Equal streams give the
 * initial classifier of `trainNetworkSweep`, and its order of points and pairs.
 *
 * @returns classifiers, of which `accuracy` takes `models` and `best`; losses are total losses
 * @throws RangeError if an option is out of range, a value of X is not finite, or draws are not pairs within batches
 * Deviations: those of `trainAdaMixUpSweep`. As in the authors' code, neither g nor h has activations.
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 200, noise: 0.1, seed: 1 });
 * const { models } = trainAdaMixUpNetwork({
 *   X, y, numClasses: 2, epochs: 100, batchSize: 128, stream: randomStream(1),
 *   hiddenWidths: [128, 128], activation: 'relu', configurations: [{ learningRate: 0.01 }],
 * });
 * accuracy(models[0], X, y); // close to 1
 */
export function trainAdaMixUpNetwork(options: AdaMixUpNetworkOptions): AdaMixUpNetworkResult {
  const start = startOf(options);
  const { configurations, trainsGenerator = true, recordLoss = false } = options;
  const lanes = configurations.map(({ learningRate }) => createLane(start, learningRate, options));
  const gradients = eachNetwork(({ parameters }) => new Float64Array(parameters.length), start);
  const losses = new Float64Array(lanes.length);
  return withArena((arena) => {
    const passes = passesOf(arena, start, Math.min(options.batchSize, options.X.rows));
    const record = new SweepRecord(stateOf(lanes, losses, passes.classifier, options), options);
    const batches = batchSource(options);
    for (let epoch = 0; epoch < options.epochs; epoch++) {
      for (const batch of batches()) {
        lanes.forEach((lane, i) => {
          const { networks } = lane;
          losses[i] += adaMixUpGradient(networks, batch, passes, gradients, { trainsGenerator, recordLoss });
          step(lane, gradients, trainsGenerator);
        });
      }
      record.addEpoch();
    }
    return {
      ...record.result(),
      generators: lanes.map(({ networks }) => networks.generator),
      intrusions: lanes.map(({ networks }) => networks.intrusion),
    };
  });
}

/** The state of one learning rate. */
interface Lane {
  readonly learningRate: number;
  readonly networks: EachNetwork<DenseNetwork>;
  readonly optimisers: EachNetwork<Optimiser>;
}

function eachNetwork<From, To>(
  map: (thing: From) => To,
  { classifier, generator, intrusion }: EachNetwork<From>,
): EachNetwork<To> {
  return { classifier: map(classifier), generator: map(generator), intrusion: map(intrusion) };
}

function copyOf({ architecture, parameters }: DenseNetwork): DenseNetwork {
  return { architecture, parameters: parameters.slice() };
}

function createLane(
  start: EachNetwork<DenseNetwork>,
  learningRate: number,
  options: AdaMixUpNetworkOptions,
): Lane {
  const specification = optimiserOf(options);
  return {
    learningRate,
    networks: eachNetwork(copyOf, start),
    optimisers: eachNetwork(({ parameters }) => createOptimiser(specification, parameters.length), start),
  };
}

/** Points go through classifier and intrusion classifier together with the mixed ones. */
function passesOf(
  arena: Arena,
  { classifier, generator, intrusion }: EachNetwork<DenseNetwork>,
  batchSize: number,
): EachNetwork<NetworkPass> {
  return {
    classifier: passOf(arena, classifier.architecture, 2 * batchSize),
    generator: passOf(arena, generator.architecture, batchSize),
    intrusion: passOf(arena, intrusion.architecture, 2 * batchSize),
  };
}

/** Through one matrix where no activation stands between the layers. */
function passOf(arena: Arena, architecture: Architecture, capacity: number): NetworkPass {
  const isLinear = architecture.activation === 'identity' || architecture.widths.length === 2;
  return isLinear ? linearPass(architecture, capacity) : placeNetworkPass(arena, architecture, capacity);
}

function step(
  { learningRate, networks, optimisers }: Lane,
  gradients: EachNetwork<Float64Array>,
  trainsGenerator: boolean,
): void {
  const trained = trainsGenerator
    ? (['classifier', 'generator', 'intrusion'] as const)
    : ['classifier' as const];
  for (const name of trained) {
    optimisers[name].step(networks[name].parameters, gradients[name], learningRate);
  }
}

/** The batches of each next epoch. */
function batchSource(options: AdaMixUpNetworkOptions): () => AdaMixUpBatch[] {
  const { X, y, numClasses, batchSize, shuffle, stream } = options;
  const n = X.rows;
  const draws = options.draws ?? adaMixUpDraws(stream.split('batches'), { n, batchSize, shuffle });
  return () => {
    const drawn = draws();
    const partners = partnersOf(drawn, batchSize);
    return Array.from({ length: Math.ceil(n / batchSize) }, (_, step) => {
      const [from, to] = [step * batchSize, (step + 1) * batchSize];
      return adaMixUpBatch({ X, y }, numClasses, {
        rows: drawn.first.subarray(from, to),
        partners: partners.subarray(from, to),
        uniforms: drawn.uniforms.subarray(from, to),
      });
    });
  };
}

function stateOf(
  lanes: readonly Lane[],
  losses: Float64Array,
  pass: NetworkPass,
  { validation, batchSize, X, scoreModel }: AdaMixUpNetworkOptions,
): SweepState<DenseNetwork> {
  const capacity = 2 * Math.min(batchSize, X.rows);
  let epochs = 0;
  const score = ({ networks: { classifier } }: Lane) =>
    scoreModel?.(() => classifier, epochs) ?? passAccuracy(pass, classifier, validation!, capacity);
  const scores = () => {
    epochs++;
    return Float64Array.from(lanes, score);
  };
  return {
    model: (i) => copyOf(lanes[i].networks.classifier),
    losses: () => losses,
    score: validation || scoreModel ? scores : undefined,
  };
}
