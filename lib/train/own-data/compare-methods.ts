import { resampledInterval } from '../../numeric/resampled-interval';
import { type MeanInterval, mean } from '../../numeric/statistics';
import { type AccuracyOfMethods, type ComparedMethod, comparedMethods } from './compared-methods';
import type { SplitOutcome } from './split-outcome';
import type { TestScores } from './test-scores';

/**
 * Accuracies of methods on repeated splits, shares in [0, 1], with 95 % intervals (`resampledInterval`). Below five splits
 * there is no interval: `low` and `high` are NaN. Where all splits agree, the interval is that of one test part.
 */
export interface Comparison {
  /** Rows of the test part of each split. */
  readonly testSize: number;
  /** Test accuracy of every method on every split. */
  readonly perSplit: readonly AccuracyOfMethods[];
  readonly accuracies: { readonly [method in ComparedMethod]: MeanInterval };
  /** Paired: both methods on the same splits. */
  readonly differences: readonly MethodDifference[];
  /** Means over the splits. */
  readonly scores: { readonly [method in ComparedMethod]: TestScores };
  /** Vanilla softmax regression fitted to convergence by L-BFGS, beside which one sees what the training costs. */
  readonly reference: TestScores & { readonly accuracy: MeanInterval; readonly minusVanilla: MeanInterval };
  /** The class shares of the training rows as the answer for every row: always the commonest class. */
  readonly commonest: TestScores & { readonly accuracy: MeanInterval };
}

/** Accuracy of `method` less that of `minus`. */
export interface MethodDifference extends MeanInterval {
  readonly method: ComparedMethod;
  readonly minus: ComparedMethod;
}

/** Two values have a spread, but it says next to nothing: with fewer splits there is no interval. */
export const leastSplits = 5;

interface Sizes {
  readonly testSize: number;
  readonly trainSize: number;
}

const pairs: readonly (readonly [ComparedMethod, ComparedMethod])[] = [
  ['genLabel', 'vanilla'],
  ['genLabel', 'mixup'],
  ['mixup', 'vanilla'],
];

/** Means, intervals and paired differences of the accuracies of methods on repeated splits. */
export function compareMethods(outcomes: readonly SplitOutcome[], sizes: Sizes): Comparison {
  const perSplit = outcomes.map(({ accuracies }) => accuracies);
  // An accuracy lies between 0 and 1 whatever Student's law says.
  const accuracyOf = (values: readonly number[]) => {
    const { low, high, ...centre } = splitInterval(values, sizes, wilsonReach);
    return { ...centre, low: Math.max(0, low), high: Math.min(1, high) };
  };
  const differenceOf = (values: readonly number[]) => splitInterval(values, sizes, differenceReach);
  const ofMethods = <T>(of: (method: ComparedMethod) => T) =>
    Object.fromEntries(comparedMethods.map((method) => [method, of(method)])) as {
      readonly [method in ComparedMethod]: T;
    };
  return {
    testSize: sizes.testSize,
    perSplit,
    accuracies: ofMethods((method) => accuracyOf(perSplit.map((row) => row[method]))),
    differences: pairs.map(([method, minus]) => ({
      method,
      minus,
      ...differenceOf(perSplit.map((row) => row[method] - row[minus])),
    })),
    scores: ofMethods((method) => meanScores(outcomes.map(({ scores }) => scores[method]))),
    reference: {
      ...meanScores(outcomes.map(({ reference }) => reference)),
      accuracy: accuracyOf(outcomes.map(({ reference }) => reference.accuracy)),
      minusVanilla: differenceOf(
        outcomes.map(({ reference, accuracies }) => reference.accuracy - accuracies.vanilla),
      ),
    },
    commonest: {
      ...meanScores(outcomes.map(({ commonest }) => commonest)),
      accuracy: accuracyOf(outcomes.map(({ commonest }) => commonest.accuracy)),
    },
  };
}

function meanScores(scores: readonly TestScores[]): TestScores {
  return {
    balancedAccuracy: mean(scores.map(({ balancedAccuracy }) => balancedAccuracy)),
    logLoss: mean(scores.map(({ logLoss }) => logLoss)),
  };
}

/**
 * `resampledInterval`, but none of fewer than five splits, and never of width 0: equal values on all splits are one
 * observation on the rows of one test part, whose interval is taken then.
 */
function splitInterval(
  values: readonly number[],
  sizes: Sizes,
  reach: (centre: number, testSize: number) => { readonly low: number; readonly high: number },
): MeanInterval {
  const centre = mean(values);
  if (values.length < leastSplits) return { mean: centre, low: Number.NaN, high: Number.NaN };
  const interval = resampledInterval(values, sizes);
  return interval.high > interval.low ? interval : { mean: centre, ...reach(centre, sizes.testSize) };
}

/** Wilson's 95 % interval of a share of n rows. */
function wilsonReach(share: number, n: number): { readonly low: number; readonly high: number } {
  const z = 1.959963984540054;
  const centre = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: centre - half, high: centre + half };
}

/** Rule of three: what happens to none of n rows happens to at most 3 / n of all, with 95 % confidence. */
function differenceReach(centre: number, n: number): { readonly low: number; readonly high: number } {
  return { low: centre - 3 / n, high: centre + 3 / n };
}
