import { accuracy } from '../../train/forward';
import { type AccuracyResult, accuracyResult } from '../common/accuracy-result';
import { syntheticLearningRate } from './synthetic-settings';
import {
  type SyntheticMethod,
  type SyntheticRun,
  type SyntheticTrial,
  trainSynthetic,
} from './synthetic-training';

/** Test accuracies of methods on one draw of a synthetic set, see `trainSynthetic`. */
export function syntheticAccuracy(
  trial: SyntheticTrial,
  methods: readonly SyntheticMethod[],
): AccuracyResult {
  return netAccuracies(trainSynthetic(trial, methods));
}

/** Test accuracies of the nets of a trial. */
export function netAccuracies({ test, nets }: SyntheticRun): AccuracyResult {
  const outcomes = nets.map(({ method, model, epochs }) => ({
    method,
    accuracy: accuracy(model, test.X, test.y),
    learningRate: syntheticLearningRate,
    epochs,
  }));
  return accuracyResult(test.X.rows, outcomes);
}
