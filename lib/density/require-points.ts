import { requireFinite } from '../kernels/rows';
import type { Matrix } from '../numeric/matrix';

/** @throws RangeError if there is no point or a coordinate is not finite */
export function requirePoints(points: Matrix): void {
  requireFinite('points', points);
}

/** @throws as `requirePoints`; RangeError if the number of features is not that of the fitted points */
export function requireQueries(points: Matrix, numFeatures: number): void {
  requirePoints(points);
  if (points.cols !== numFeatures) {
    throw new RangeError(
      `points have ${points.cols} features, expected ${numFeatures} as the points that the density was fitted to`,
    );
  }
}
