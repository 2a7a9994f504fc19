import ln from '@stdlib/math-base-special-ln';
import { accuracies } from '../../kernels/classify';
import type { LinearModel } from '../../kernels/sweep-options';
import { zeros } from '../../numeric/matrix';
import type { LabelledPoints } from '../sweep';
import { type AccuracyOfMethods, type ComparedMethod, comparedMethods } from './compared-methods';
import { fitReference } from './softmax-loss';
import { type TestScores, testScores } from './test-scores';

/** What one split showed of every method, of vanilla softmax regression fitted to convergence, and of the class shares alone. */
export interface SplitOutcome {
  readonly accuracies: AccuracyOfMethods;
  readonly scores: { readonly [method in ComparedMethod]: TestScores };
  readonly reference: TestScores & { readonly accuracy: number };
  readonly commonest: TestScores & { readonly accuracy: number };
}

/**
 * Scores the models of one split on its test part.
 *
 * @param models trained on `training`
 */
export function splitOutcome(
  models: { readonly [method in ComparedMethod]: LinearModel },
  training: LabelledPoints,
  test: LabelledPoints,
): SplitOutcome {
  const reference = fitReference(training, models.vanilla.bias.length).model;
  const commonest = classShares(training, reference);
  const values = accuracies([...comparedMethods.map((method) => models[method]), reference, commonest], test);
  const entries = <T>(of: (method: ComparedMethod, m: number) => T) =>
    Object.fromEntries(comparedMethods.map((method, m) => [method, of(method, m)])) as {
      readonly [method in ComparedMethod]: T;
    };
  return {
    accuracies: entries((_, m) => values[m]),
    scores: entries((method) => testScores(models[method], test)),
    reference: { accuracy: values[comparedMethods.length], ...testScores(reference, test) },
    commonest: { accuracy: values[comparedMethods.length + 1], ...testScores(commonest, test) },
  };
}

/** The model that gives every point the class shares of the training points: it always answers the commonest class. */
function classShares({ y }: LabelledPoints, { weights, bias }: LinearModel): LinearModel {
  const counts = new Float64Array(bias.length);
  for (const c of y) counts[c]++;
  return { weights: zeros(weights.rows, weights.cols), bias: counts.map((count) => ln(count / y.length)) };
}
