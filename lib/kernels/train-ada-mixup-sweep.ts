import { type AdaMixUpDraws, adaMixUpDraws, partnersOf } from './ada-mixup-draws';
import type { AdaMixUpModels, AdaMixUpOptions, AdaMixUpResult } from './ada-mixup-options';
import { type AdaMixUpPlan, placeAdaMixUp, startModels, trainingOptions } from './ada-mixup-plan';
import { type Arena, type Precision, withArena } from './arena';
import { placeScoring } from './classify';
import { unpackGenerator } from './generator-lanes';
import { drawLinear, drawNetwork, requireLinear, requireNetwork } from './initial-models';
import { unpackModel } from './lane-parameters';
import { roundUp } from './round-up';
import { type LinearModel, requireBetween, requireInteger, requireTrainingOptions } from './sweep-options';
import { oddLines } from './sweep-plan';
import { SweepRecord, type SweepState } from './sweep-record';

/**
 * Trains softmax regression by AdaMixUp (Guo et al. 2019) for many learning rates on one stream of batches and pairs.
 * A net gives (a, d, .) = softmax(g(x_i, x_j)) for every pair, and lambda = a + e d, e ~ U(0, 1); Adam minimises over
 * classifier f, net g and intrusion classifier h, with x = lambda x_i + (1 - lambda) x_j, means over a batch of
 *
 *   CE(f(x), lambda y_i + (1 - lambda) y_j) + CE(f(x_i), y_i) + CE(f(x_j), y_j)
 *     + CE(h(x), 0) + CE(h(x_i), 1) + CE(h(x_j), 1) + CE(h(x_l), 1)
 *
 * The gradient enters g through x and through the label. A SIMD lane is a learning rate; a model is the same, bit for
 * bit, in whatever sweep it is trained. As j and l run over permutations of the batch, the means of their own losses
 * are those of i, so l need not be drawn.
 *
 * @returns classifiers, of which `accuracies` takes `models` and `best`; losses are total losses
 * @throws RangeError if an option is out of range, a value of X is not finite, or draws are not pairs within batches
 * Deviations: the released code draws initial weights and batches anew for every learning rate; here all share them.
 * `trainsGenerator` tells what else the released code does. In single precision a slope below 2^-60 of g's outputs is 0.
 *
 * @example
 * const X = matrix([[-2, 0], [-1, 1], [1, 0], [2, 1]]);
 * const y = [0, 0, 1, 1];
 * const { models } = kernels.trainAdaMixUpSweep({
 *   X, y, numClasses: 2, epochs: 100, batchSize: 128, stream: randomStream(1),
 *   configurations: [{ learningRate: 0.1 }, { learningRate: 0.01 }],
 * });
 * kernels.accuracies(models, { X, y }); // [1, 1]: the share of points that each model classifies correctly
 */
export function trainAdaMixUpSweep(options: AdaMixUpOptions): AdaMixUpResult {
  const initial = requireOptions(options);
  const { configurations, precision = 'single' } = options;
  const count = configurations.length;
  return withArena((arena) => {
    const placed = placeAdaMixUp(arena, options, precision);
    startModels(arena, placed, initial, { precision, count });
    const state = stateOf(arena, placed, options, precision);
    const record = new SweepRecord(state, options);
    trainEpochs(arena, placed, options, () => record.addEpoch());
    return {
      ...record.result(),
      generators: configurations.map((_, lane) =>
        unpackGenerator(arena, placed.generator, { precision, lane }),
      ),
      intrusions: configurations.map((_, lane) =>
        unpackModel(arena, placed.intrusion.fields, precision, lane),
      ),
    };
  });
}

/** Checks the options. @returns the models to start from */
function requireOptions(options: AdaMixUpOptions): AdaMixUpModels {
  requireTrainingOptions(trainingOptions(options));
  const { X, numClasses, hiddenWidth = 100, stream } = options;
  requireInteger('hiddenWidth', hiddenWidth, 1);
  requireBetween('weightDecay', options.weightDecay ?? 1e-4, 0, Number.MAX_VALUE);
  const d = X.cols;
  const architecture = { widths: [2 * d, hiddenWidth, hiddenWidth, 3], activation: 'identity' } as const;
  const initial = options.initial ?? {
    classifier: drawLinear({ numClasses, d }, stream.split('initial')),
    generator: drawNetwork(architecture, stream.split('initial generator')),
    intrusion: drawLinear({ numClasses: 2, d }, stream.split('initial intrusion')),
  };
  requireLinear('initial.classifier', initial.classifier, { numClasses, d });
  requireNetwork('initial.generator', initial.generator, architecture);
  requireLinear('initial.intrusion', initial.intrusion, { numClasses: 2, d });
  return initial;
}

function stateOf(
  arena: Arena,
  { plan }: AdaMixUpPlan,
  { numClasses, configurations, validation }: AdaMixUpOptions,
  precision: Precision,
): SweepState<LinearModel> {
  const { d, k, groups, parameters, losses } = plan.fields;
  const shape = { numClasses, configurations: configurations.length, precision };
  // Differences of its own: those of training stand in longer rows.
  const differences = arena.allocate(roundUp(1 + d, 4) * oddLines((k - 1) * groups * 16));
  const scoring = validation && placeScoring(arena, { ...validation, ...shape }, { parameters, differences });
  return {
    model: (lane) => unpackModel(arena, plan.fields, precision, lane),
    losses: () => arena.f64(losses, configurations.length),
    score: scoring && (() => scoring.score({ refresh: true })),
  };
}

function trainEpochs(
  arena: Arena,
  { address, plan, partners, uniforms }: AdaMixUpPlan,
  options: AdaMixUpOptions,
  afterEpoch: () => void,
): void {
  const { stream, shuffle, epochs, precision } = options;
  const { n, batchSize, first } = plan.fields;
  const draws = options.draws ?? adaMixUpDraws(stream.split('batches'), { n, batchSize, shuffle });
  const double = precision === 'double';
  const { startAdaMixUp32, startAdaMixUp64, trainAdaMixUpEpoch32, trainAdaMixUpEpoch64 } = arena.exports;
  (double ? startAdaMixUp64 : startAdaMixUp32)(plan.address, address);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const drawn: AdaMixUpDraws = draws();
    arena.i32(partners, n).set(partnersOf(drawn, batchSize));
    arena.i32(first, n).set(drawn.first);
    arena.f64(uniforms, n).set(drawn.uniforms);
    (double ? trainAdaMixUpEpoch64 : trainAdaMixUpEpoch32)(plan.address, address);
    afterEpoch();
  }
}
