import { boundaryAttack } from '../attacks/boundary-attack';
import { linearDistances } from '../attacks/linear-distances';
import { networkPredictor } from '../attacks/network-predictor';
import type { RandomStream } from '../numeric/random';
import { crossValidate, type Trainer } from '../train/cross-validate';
import type { DenseNetwork } from '../train/dense-network';
import {
  type NetworkMethod,
  networkConfigurations,
  networkEpochs,
  networkTrainerOf,
} from '../train/network-methods';
import type { LabelledPoints } from '../train/sweep';
import type { LinearProblem } from './linear-outcomes';
import { attackRadius, type RobustProtocol, type SelectionCriterion } from './robust-protocols';

/** A net trained by a method, with what cross-validation chose. */
export interface NetworkFit {
  readonly model: DenseNetwork;
  readonly learningRate: number;
  /** Loss ratio, of methods that have one. */
  readonly gamma: number | undefined;
  /** Epochs of the last layer for GenLabel that fine-tunes it, else of the net. */
  readonly epochs: number;
  /** Mean held-out accuracy of the choice; -Infinity if none had one. */
  readonly score: number;
}

/**
 * Trains a dense net by a method: learning rate and loss ratio (and, where the best epoch is kept, the number of epochs) by
 * cross-validation on clean or robust held-out accuracy, then a fit to the whole training part.
 *
 * As in the authors' code, whose search starts from score 0, the learning rate is 0 if no robust score is positive.
 *
 * @throws RangeError if `selection` is `robust` for nets with activations
 */
export function fitNetwork(
  problem: LinearProblem,
  {
    method,
    selection,
    ...protocol
  }: RobustProtocol & { readonly method: NetworkMethod; readonly selection: SelectionCriterion },
): NetworkFit {
  const { training, numClasses, folds, keep, stream } = problem;
  const train = networkTrainerOf(method, { ...protocol, numClasses });
  const configurations = networkConfigurations(method, protocol);
  const scoring = selection === 'clean' ? train : scoredByRobustness(train, threatOf(training));
  const input = { training, train: scoring, configurations, epochs: networkEpochs, folds, keep };
  const { configuration: best, epochs, score } = crossValidate(input, stream);
  const configuration = score > 0 ? best : { ...best, learningRate: 0 };
  const run = { configurations: [configuration], epochs, stream: stream.split('refit') };
  const [model] = train(training, run).models;
  return { model, learningRate: configuration.learningRate, gamma: configuration.gamma, epochs, score };
}

/** What an attack may do. */
export interface Threat {
  readonly bounds: readonly [number, number];
  /** L2 */
  readonly epsilon: number;
}

/** Table 12: the radius is a share of the range of the training inputs, which bound the adversarials. */
export function threatOf({ X }: LabelledPoints): Threat & { readonly range: number } {
  const [min, max] = rangeOf(X.data);
  return { bounds: [min, max], epsilon: attackRadius * (max - min), range: max - min };
}

export function rangeOf(values: Float64Array): [number, number] {
  return values.reduce(
    ([min, max], value) => [Math.min(min, value), Math.max(max, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/** A trainer whose accuracies are robust ones after the last epoch, NaN after the others. */
function scoredByRobustness(train: Trainer<DenseNetwork>, threat: Threat): Trainer<DenseNetwork> {
  return (points, { validation, ...run }) => {
    const result = train(points, run);
    const { length } = run.configurations;
    const accuracies = new Float64Array(run.epochs * length).fill(Number.NaN);
    if (validation) {
      const start = run.stream.split('attack');
      const scores = result.models.map((model) => robustScore(model, validation, threat, start));
      accuracies.set(scores, (run.epochs - 1) * length);
    }
    return { ...result, accuracies };
  };
}

/**
 * Share of points whose exact distance to another class is beyond the radius; NaN where foolbox's attack finds no start on some
 * point and raises an error, which scikit-learn's cross-validation turns into NaN.
 */
function robustScore(
  model: DenseNetwork,
  { X, y }: LabelledPoints,
  { bounds, epsilon }: Threat,
  stream: RandomStream,
): number {
  const predict = networkPredictor(model);
  const { status } = boundaryAttack({ predict, X, y, bounds, steps: 0, stream });
  if (status.includes('no-start')) return Number.NaN;
  return linearDistances(model, { X, y, bounds }).filter((distance) => distance > epsilon).length / X.rows;
}
