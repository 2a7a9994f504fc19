import type { MixtureDensity } from '../density/equal-mixture';
import type { Matrix } from '../numeric/matrix';
import { spanCoordinates } from '../numeric/span-coordinates';
import { type CentreLimit, type DensityKind, fitClassDensities } from './class-densities';
import type { LabelledPoints } from './sweep';

/** Class densities, and the coordinates of the points that they are densities of. */
export interface CoordinateDensities {
  /** [n x r] */
  readonly points: Matrix;
  readonly densities: readonly (MixtureDensity | undefined)[];
}

/** Points with their coordinates in the span of all of them, if they have as many features as there are points, or more. */
export function withCoordinates(points: LabelledPoints): LabelledPoints {
  const { X } = points;
  return X.cols >= X.rows ? { ...points, coordinates: spanCoordinates(X) } : points;
}

/**
 * `fitClassDensities` of points that have coordinates in a span (`withCoordinates`, or some of those points), in these: a
 * covariance is ridge I across the span, where all points and their mixtures are 0, so that the log densities
 * are those of all features but for a constant that the classes share; eq. (1) and its labels are the same, for matrices of
 * the size of the number of points. Of others, `fitClassDensities` itself.
 *
 * @param points X [n x d], features of about unit scale
 * @throws RangeError as `fitClassDensities`
 */
export function wideDensities(
  { X, y, coordinates }: LabelledPoints,
  numClasses: number,
  kind: DensityKind,
  limit?: CentreLimit,
): CoordinateDensities {
  const points = coordinates ?? X;
  return {
    points,
    densities: fitClassDensities(points, y, numClasses, kind, { limit, numFeatures: X.cols }),
  };
}
