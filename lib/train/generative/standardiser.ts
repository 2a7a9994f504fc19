import { columnMeans } from '../../density/covariance';
import type { Matrix } from '../../numeric/matrix';

/** Moves points to mean 0 and a root mean square coordinate of 1, by one scale for all features: distances keep their ratios. */
export interface Standardiser {
  /** [d] */
  readonly mean: Float64Array;
  /** In units of the features. */
  readonly scale: number;
  apply(points: Matrix): Matrix;
  invert(points: Matrix): Matrix;
}

/** Standardiser of a class's points; the scale is 1 where all points are equal. @throws RangeError if its square is no double */
export function standardiser(points: Matrix): Standardiser {
  const mean = columnMeans(points);
  const d = points.cols;
  const square = points.data.reduce((sum, x, i) => sum + (x - mean[i % d]) * (x - mean[i % d]), 0);
  if (square === Infinity)
    throw new RangeError('the squares of the points are beyond the largest number: scale them');
  return standardiserOf(mean, Math.sqrt(square / points.data.length) || 1);
}

/** Standardiser of a given mean and scale. */
export function standardiserOf(mean: Float64Array, scale: number): Standardiser {
  const d = mean.length;
  return {
    mean,
    scale,
    apply: (x) => ({ ...x, data: x.data.map((value, i) => (value - mean[i % d]) / scale) }),
    invert: (x) => ({ ...x, data: x.data.map((value, i) => mean[i % d] + scale * value) }),
  };
}
