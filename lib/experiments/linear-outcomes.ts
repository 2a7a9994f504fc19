import { accuracies } from '../kernels/classify';
import type { RandomStream } from '../numeric/random';
import { type CrossValidationInput, fitByCrossValidation, tieTolerance } from '../train/cross-validate';
import type { LabelledPoints } from '../train/sweep';
import type { MethodOutcome } from './accuracy-result';
import { fitClassDensities } from './class-densities';
import { classShares, generativeAccuracy } from './generative-classifier';
import {
  candidatesOf,
  configurationsOf,
  isSelected,
  type SelectedMethod,
  type TabularMethod,
  type TrainedMethod,
  type TrainingProtocol,
  trainerOf,
} from './tabular-methods';

/** One split of a data set, and how models are chosen on it. */
export interface LinearProblem extends TrainingProtocol {
  readonly training: LabelledPoints;
  readonly test: LabelledPoints;
  readonly numClasses: number;
  readonly folds: CrossValidationInput<unknown>['folds'];
  readonly keep: 'best' | 'last';
  /** Every method starts from it anew, so that all have the same initial parameters, batches and lambdas. */
  readonly stream: RandomStream;
}

interface Fitted {
  readonly outcome: MethodOutcome;
  /** Mean held-out accuracy, and place of the learning rate in its list. */
  readonly score: number;
  readonly rank: number;
}

/** Table 11. */
const epochs = 100;

/** Test accuracies of methods of softmax regression, each chosen by cross-validation on the training part. */
export function linearOutcomes(problem: LinearProblem, methods: readonly TabularMethod[]): MethodOutcome[] {
  const known = new Map<TrainedMethod, Fitted>();
  const fitted = (method: TrainedMethod): Fitted => {
    const result = known.get(method) ?? fit(problem, method);
    known.set(method, result);
    return result;
  };
  return methods.map((method) => {
    if (method === 'generativeClassifier') return generativeOutcome(problem);
    return isSelected(method) ? selectedOutcome(method, fitted) : fitted(method).outcome;
  });
}

function fit(problem: LinearProblem, method: TrainedMethod): Fitted {
  const { training, test, folds, keep, stream } = problem;
  const configurations = configurationsOf(method);
  const train = trainerOf(method, problem);
  const input = { training, train, configurations, epochs, folds, keep };
  const { configuration, model, epochs: kept, score } = fitByCrossValidation(input, stream);
  const { learningRate, gamma } = configuration;
  return {
    outcome: { method, accuracy: accuracies([model], test)[0], learningRate, gamma, epochs: kept },
    score,
    rank: configurations.findIndex((other) => other.learningRate === learningRate),
  };
}

/** As in the authors' code, where learning rates are the outer loop: ties go to the earlier rate, then to the first. */
function selectedOutcome(method: SelectedMethod, fitted: (method: TrainedMethod) => Fitted): MethodOutcome {
  const [first, second] = candidatesOf(method).map(fitted);
  const gain = second.score - first.score;
  const tied = Math.abs(gain) <= tieTolerance;
  const chosen = (tied ? second.rank < first.rank : gain > 0) ? second : first;
  return { ...chosen.outcome, method, selected: chosen.outcome.method };
}

/** Gaussian class densities weighted by the shares of the classes. */
function generativeOutcome({ training, test, numClasses }: LinearProblem): MethodOutcome {
  const densities = fitClassDensities(training.X, training.y, numClasses, 'gaussian');
  const accuracy = generativeAccuracy(densities, test, classShares(training.y, numClasses));
  return { method: 'generativeClassifier', accuracy };
}
