import type { MixtureDensity } from '../density/equal-mixture';
import type { Matrix } from '../numeric/matrix';
import { spanCoordinates } from '../numeric/span-coordinates';
import { type CentreLimit, type DensityKind, fitClassDensities } from './class-densities';

/** Class densities, and the coordinates of the points that they are densities of. */
export interface CoordinateDensities {
  /** [n x r] */
  readonly points: Matrix;
  readonly densities: readonly (MixtureDensity | undefined)[];
}

/**
 * `fitClassDensities` of points with as many features as points, or more, in the coordinates of `spanCoordinates`: a
 * covariance is ridge I across the span of the points, where all of them and their mixtures are 0, so that the log densities
 * are those of all features but for a constant that the classes share; eq. (1) and its labels are the same, for matrices of
 * the size of the number of points. Of fewer features, `fitClassDensities` itself.
 *
 * @param X [n x d], features of about unit scale
 * @throws RangeError as `fitClassDensities`
 */
export function wideDensities(
  X: Matrix,
  y: ArrayLike<number>,
  numClasses: number,
  kind: DensityKind,
  limit?: CentreLimit,
): CoordinateDensities {
  const points = X.cols >= X.rows ? spanCoordinates(X) : X;
  return {
    points,
    densities: fitClassDensities(points, y, numClasses, kind, { limit, numFeatures: X.cols }),
  };
}
