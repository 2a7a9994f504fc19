import {
  type DecisionBoundary,
  type PlaneClassifier,
  planeMargins,
} from '../../train/margins/decision-boundary';
import type { LabelledPoints } from '../../train/sweep';

/**
 * Margins of the training points, in units of the plane: distance to the decision boundary, negative where the classifier is
 * wrong.
 */
export type MarginSummary = {
  /** Smallest one: of all points, and of each class. */
  readonly least: number;
  readonly leastOfClass: readonly number[];
  /** The one that 1 % of the points do not exceed: outliers of the noise decide the smallest. */
  readonly percentile: number;
  readonly mean: number;
  /** Number of training points on the wrong side. */
  readonly wrong: number;
};

/** @throws RangeError if the boundary's grid has one class alone, so that there is no margin */
export function marginSummary(
  boundary: DecisionBoundary,
  classify: PlaneClassifier,
  { X, y }: LabelledPoints,
  numClasses: number,
): MarginSummary {
  if (boundary.segments.rows === 0) throw new RangeError('there is no boundary in the grid, expected one');
  const margins = planeMargins(boundary, classify, X, y);
  const sorted = margins.slice().sort();
  const leastOfClass = new Array<number>(numClasses).fill(Infinity);
  margins.forEach((margin, i) => {
    leastOfClass[y[i]] = Math.min(leastOfClass[y[i]], margin);
  });
  return {
    least: sorted[0],
    leastOfClass,
    percentile: sorted[Math.ceil(0.01 * sorted.length) - 1],
    mean: margins.reduce((sum, margin) => sum + margin, 0) / margins.length,
    wrong: margins.filter((margin) => margin < 0).length,
  };
}
