import { resampledInterval } from '../../numeric/resampled-interval';
import type { MeanInterval } from '../../numeric/statistics';
import { type ComparedMethod, comparedMethods } from './compared-methods';

/** Accuracies of methods on repeated splits, shares in [0, 1], with 95 % intervals (`resampledInterval`). */
export interface Comparison {
  /** Rows of the test part of each split. */
  readonly testSize: number;
  /** Test accuracy of every method on every split. */
  readonly perSplit: readonly AccuracyOfMethods[];
  readonly accuracies: { readonly [method in ComparedMethod]: MeanInterval };
  /** Paired: both methods on the same splits. */
  readonly differences: readonly MethodDifference[];
}

/** Test accuracy of every method on one split, in [0, 1]. */
export type AccuracyOfMethods = { readonly [method in ComparedMethod]: number };

/** Accuracy of `method` less that of `minus`. */
export interface MethodDifference extends MeanInterval {
  readonly method: ComparedMethod;
  readonly minus: ComparedMethod;
}

const pairs: readonly (readonly [ComparedMethod, ComparedMethod])[] = [
  ['genLabel', 'vanilla'],
  ['genLabel', 'mixup'],
  ['mixup', 'vanilla'],
];

/** Means, intervals and paired differences of the accuracies of methods on repeated splits. */
export function compareMethods(
  perSplit: readonly AccuracyOfMethods[],
  sizes: { readonly testSize: number; readonly trainSize: number },
): Comparison {
  const intervals = comparedMethods.map((method) => [
    method,
    resampledInterval(
      perSplit.map((row) => row[method]),
      sizes,
    ),
  ]);
  return {
    testSize: sizes.testSize,
    perSplit,
    accuracies: Object.fromEntries(intervals) as Comparison['accuracies'],
    differences: pairs.map(([method, minus]) => ({
      method,
      minus,
      ...resampledInterval(
        perSplit.map((row) => row[method] - row[minus]),
        sizes,
      ),
    })),
  };
}

/** Differences that speak against GenLabel, in sentences; empty if none does. */
export function cautionsOf({ differences }: Comparison): string[] {
  return differences
    .filter(({ method, high }) => method === 'genLabel' && high < 0)
    .map(
      ({ minus, mean }) =>
        `On these data GenLabel is worse than ${minus === 'vanilla' ? 'vanilla training' : minus}, by ` +
        `${(-100 * mean).toFixed(1)} points of accuracy (95 % interval below 0).`,
    );
}
