import exp from '@stdlib/math-base-special-exp';
import { type Arena, type Precision, withArena } from './arena';
import { batchDraws, type EpochDraws } from './draws';
import { packModels } from './lane-parameters';
import { type LinearModel, requireSweepOptions, type SweepOptions } from './sweep-options';
import { type Plan, placeData, placeParameters, placePlan } from './sweep-plan';
import { SweepRecord, type SweepResult } from './sweep-record';

/**
 * Trains softmax regression for many configurations (learning rate x gamma) at once on one stream of batches.
 *
 *   loss = mean_b CE(softmax(W x_b + v), (1 - gamma) base_b + gamma p(. | x_b)),  x_b = lambda x_i + (1 - lambda) x_j
 *
 * A SIMD lane is a configuration: batches, their base labels and the generative labels p (eq. 1) are computed once for
 * all. Configurations do not affect each other: a model is the same, bit for bit, in whatever sweep it is trained.
 *
 * @returns models in f64, whatever the precision of training
 * @throws RangeError if an option is out of range, or a value of X is not finite
 * Deviations: the released code draws initial weights and batches anew for every configuration; here all share them.
 * Where every point of a batch is left out (`excludeIntrusion`) the step is skipped; the released code divides 0 by 0.
 *
 * @example
 * const X = matrix([[-2, 0], [-1, 1], [1, 0], [2, 1]]);
 * const y = [0, 0, 1, 1];
 * const { models } = trainSweep({
 *   X, y, numClasses: 2, labels: 'mixup', alpha: 1, epochs: 100, batchSize: 128, stream: randomStream(1),
 *   configurations: [{ learningRate: 0.1 }, { learningRate: 0.01 }],
 * });
 * accuracies(models, { X, y }); // Float64Array [1, ...]
 */
export function trainSweep(options: SweepOptions): SweepResult {
  requireSweepOptions(options);
  return withArena((arena) => {
    const precision = options.precision ?? 'single';
    const plan = placeSweep(arena, options, precision);
    const { configurations, epochs } = options;
    const initial = options.initial ?? drawInitial(options);
    packModels(
      arena,
      plan.fields,
      precision,
      configurations.map(() => initial),
    );
    const single = precision === 'single';
    const { refreshDifferences32, refreshDifferences64, trainEpoch32, trainEpoch64 } = arena.exports;
    (single ? refreshDifferences32 : refreshDifferences64)(plan.address);
    const train = single ? trainEpoch32 : trainEpoch64;
    const record = new SweepRecord(arena, plan, options, precision);
    const draws = options.draws ?? batchDraws(options.stream.split('batches'), drawOptions(options));
    for (let epoch = 0; epoch < epochs; epoch++) {
      writeDraws(arena, plan, draws(), options);
      plan.setReal('rateFactor', rateFactor(epoch, options));
      train(plan.address);
      record.addEpoch();
    }
    return record.result();
  });
}

function placeSweep(arena: Arena, options: SweepOptions, precision: Precision): Plan {
  const { X, y, numClasses, batchSize, configurations, densities, labels, excludeIntrusion } = options;
  const generative = configurations.some(({ gamma = 0 }) => gamma > 0);
  const data = placeData(arena, {
    ...{ X, y, numClasses, batchSize, precision },
    configurations: configurations.length,
    densities: generative ? densities : undefined,
    needsNearest: labels === 'nearest' || excludeIntrusion === true,
  });
  const plan = placePlan(arena, {
    ...data,
    ...placeParameters(arena, data),
    nearestLabels: Number(labels === 'nearest'),
    excludeIntrusion: Number(excludeIntrusion ?? false),
    adam: Number(options.optimiser !== 'sgd'),
    recordLoss: Number(options.recordLoss ?? false),
    rateFactor: 1,
    weightDecay: options.weightDecay ?? 1e-4,
    momentum: options.momentum ?? 0.9,
    ...{ beta1: 0.9, beta2: 0.999, epsilon: 1e-8, beta1Power: 1, beta2Power: 1 },
  });
  const { learningRates, gammas } = plan.fields;
  arena
    .reals(precision, learningRates, configurations.length)
    .set(configurations.map((configuration) => configuration.learningRate));
  arena
    .reals(precision, gammas, configurations.length)
    .set(configurations.map((configuration) => configuration.gamma ?? 0));
  return plan;
}

function drawOptions({ X, batchSize, labels, alpha = 1, shuffle }: SweepOptions) {
  return { n: X.rows, batchSize, alpha: labels === 'hard' ? undefined : alpha, shuffle };
}

function writeDraws(arena: Arena, { fields }: Plan, draws: EpochDraws, options: SweepOptions): void {
  const { labels, labelVariance = 0.1 } = options;
  arena.i32(fields.first, fields.n).set(draws.first);
  arena.i32(fields.second, fields.n).set(draws.second);
  arena.f64(fields.lambdas, draws.lambdas.length).set(draws.lambdas);
  const logistic = (lambda: number) => 1 / (1 + exp((-2 * (lambda - 0.5)) / labelVariance));
  arena
    .f64(fields.labelWeights, draws.lambdas.length)
    .set(labels === 'logistic' ? draws.lambdas.map(logistic) : draws.lambdas);
}

function rateFactor(epoch: number, { milestones = [], decay = 0.1 }: SweepOptions): number {
  let factor = 1;
  for (const milestone of milestones) if (epoch >= milestone) factor *= decay;
  return factor;
}

function drawInitial({ X, numClasses, stream }: SweepOptions): LinearModel {
  const source = stream.split('initial');
  const bound = 1 / Math.sqrt(X.cols);
  const draw = () => bound * (2 * source.uniform() - 1);
  const data = Float64Array.from({ length: numClasses * X.cols }, draw);
  return {
    weights: { data, rows: numClasses, cols: X.cols },
    bias: Float64Array.from({ length: numClasses }, draw),
  };
}
