import type { LinearModel } from '../../kernels/sweep-options';
import type { RandomStream } from '../../numeric/random';
import { type CrossValidationInput, fitByCrossValidation, tieTolerance } from '../cross-validate';
import type { LabelledPoints } from '../sweep';
import {
  configurationsOf,
  type LinearMethod,
  linearEpochs,
  type TrainingProtocol,
  trainerOf,
} from './linear-methods';

/** What softmax regression is trained on, and how it is chosen. */
export interface LinearFitInput extends TrainingProtocol {
  readonly training: LabelledPoints;
  readonly numClasses: number;
  readonly folds: CrossValidationInput<unknown>['folds'];
  readonly keep: 'best' | 'last';
  /** Most epochs, or with `keep: 'last'` all of them; default 100 (Table 11). */
  readonly epochs?: number;
  /** Every method starts from it anew, so that all have the same initial parameters, batches and lambdas. */
  readonly stream: RandomStream;
}

/** Softmax regression trained by a method, with what cross-validation chose. */
export interface LinearFit {
  readonly method: LinearMethod;
  readonly model: LinearModel;
  readonly learningRate: number;
  /** Loss ratio, of methods that have one. */
  readonly gamma: number | undefined;
  readonly epochs: number;
  /** Mean held-out accuracy, and place of the learning rate in its list. */
  readonly score: number;
  readonly rank: number;
}

/**
 * Trains softmax regression by a method: learning rate and loss ratio (and, with `keep: 'best'`, the number of epochs) by cross-validation, then a fit to all training points.
 *
 * @throws RangeError as `fitByCrossValidation` and `fitClassDensities`
 */
export function fitLinear(input: LinearFitInput, method: LinearMethod): LinearFit {
  const { training, folds, keep, epochs: mostEpochs = linearEpochs, stream } = input;
  const configurations = configurationsOf(method);
  const train = trainerOf(method, input);
  const chosen = fitByCrossValidation(
    { training, train, configurations, epochs: mostEpochs, folds, keep },
    stream,
  );
  const { model, epochs, score } = chosen;
  const { learningRate, gamma } = chosen.configuration;
  const rank = configurations.findIndex((other) => other.learningRate === learningRate);
  return { method, model, learningRate, gamma, epochs, score, rank };
}

/**
 * Of two fits the one of higher held-out accuracy. As in the authors' code, where learning rates are the outer loop: ties
 * go to the earlier rate, then to the first.
 */
export function betterFit(first: LinearFit, second: LinearFit): LinearFit {
  const gain = second.score - first.score;
  const tied = Math.abs(gain) <= tieTolerance;
  return (tied ? second.rank < first.rank : gain > 0) ? second : first;
}
