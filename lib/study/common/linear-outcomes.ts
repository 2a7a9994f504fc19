import { accuracies } from '../../kernels/classify';
import type { JobProgress } from '../../runtime/experiment';
import { type DensityKind, fitClassDensities } from '../../train/class-densities';
import { classShares, generativeAccuracy } from '../../train/generative-classifier';
import { betterFit, fitLinear, type LinearFit, type LinearFitInput } from '../../train/own-data/fit-linear';
import type { LinearMethod } from '../../train/own-data/linear-methods';
import type { LabelledPoints } from '../../train/sweep';
import type { MethodOutcome } from './accuracy-result';
import {
  candidatesOf,
  generativeMethods,
  isGenerative,
  isSelected,
  type TabularMethod,
} from './tabular-methods';

/** One split of a data set, and how models are chosen on it. */
export interface LinearProblem extends LinearFitInput {
  readonly test: LabelledPoints;
}

/** Test accuracies of methods of softmax regression, each chosen by cross-validation on the training part. */
export function linearOutcomes(
  problem: LinearProblem,
  methods: readonly TabularMethod[],
  onProgress?: JobProgress,
): MethodOutcome[] {
  const known = new Map<LinearMethod, LinearFit>();
  const fitted = (method: LinearMethod): LinearFit => {
    const result = known.get(method) ?? fitLinear(problem, method);
    known.set(method, result);
    return result;
  };
  return methods.map((method, i) => {
    onProgress?.(i / methods.length);
    if (isGenerative(method)) {
      return { method, accuracy: generativeTestAccuracy(problem, generativeMethods[method]) };
    }
    if (!isSelected(method)) return outcomeOf(fitted(method), problem.test);
    const [first, second] = candidatesOf(method).map(fitted);
    const chosen = betterFit(first, second);
    return { ...outcomeOf(chosen, problem.test), method, selected: chosen.method };
  });
}

function outcomeOf(
  { method, model, learningRate, gamma, epochs }: LinearFit,
  test: LabelledPoints,
): MethodOutcome {
  return { method, accuracy: accuracies([model], test)[0], learningRate, gamma, epochs };
}

/** Class densities weighted by the shares of the classes. */
function generativeTestAccuracy({ training, test, numClasses }: LinearProblem, kind: DensityKind): number {
  const densities = fitClassDensities(training.X, training.y, numClasses, kind);
  return generativeAccuracy(densities, test, classShares(training.y, numClasses));
}
