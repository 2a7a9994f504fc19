import { withArena } from './arena';
import { placeScoring } from './classify';
import { drawLinear, requireLinear } from './initial-models';
import { packModels, unpackModel } from './lane-parameters';
import { placeTraining, runEpochs } from './sweep-epochs';
import { type LinearModel, requireTrainingOptions, type SweepOptions } from './sweep-options';
import { placeParameters, placePlan } from './sweep-plan';
import type { SweepResult } from './sweep-record';

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
 * const { models } = kernels.trainSweep({
 *   X, y, numClasses: 2, labels: 'mixup', alpha: 1, epochs: 100, batchSize: 128, stream: randomStream(1),
 *   configurations: [{ learningRate: 0.1 }, { learningRate: 0.01 }],
 * });
 * kernels.accuracies(models, { X, y }); // [1, 1]: the share of points that each model classifies correctly
 */
export function trainSweep(options: SweepOptions): SweepResult<LinearModel> {
  requireTrainingOptions(options);
  const { X, configurations, numClasses, validation, precision = 'single' } = options;
  const linear = { numClasses, d: X.cols };
  const initial = options.initial ?? drawLinear(linear, options.stream.split('initial'));
  requireLinear('initial', initial, linear);
  return withArena((arena) => {
    const training = placeTraining(arena, options, precision);
    const plan = placePlan(arena, { ...training, ...placeParameters(arena, training) });
    const { learningRates, gammas, losses } = plan.fields;
    const count = configurations.length;
    arena.reals(precision, learningRates, count).set(configurations.map(({ learningRate }) => learningRate));
    arena.reals(precision, gammas, count).set(configurations.map(({ gamma = 0 }) => gamma));
    packModels(arena, plan.fields, precision, new Array<LinearModel>(count).fill(initial));
    const shape = { numClasses, configurations: count, precision };
    const scoring =
      validation && placeScoring(arena, { ...validation, ...shape, repeated: true }, plan.fields);
    const single = precision === 'single';
    const { refreshDifferences32, refreshDifferences64, trainEpoch32, trainEpoch64 } = arena.exports;
    const { arrangeRows32, arrangeRows64 } = arena.exports;
    (single ? refreshDifferences32 : refreshDifferences64)(plan.address);
    if (plan.fields.rowLogits) (single ? arrangeRows32 : arrangeRows64)(plan.address);
    return runEpochs(arena, plan, options, {
      train: () => (single ? trainEpoch32 : trainEpoch64)(plan.address),
      keepsBatches: precision,
      state: {
        model: (lane) => unpackModel(arena, plan.fields, precision, lane),
        losses: () => arena.f64(losses, count),
        score: scoring?.score,
      },
    });
  });
}
