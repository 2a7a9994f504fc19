import type { Matrix } from '../numeric/matrix';

/** Estimated density of the points of one class. */
export interface Density {
  /** d */
  readonly numFeatures: number;
  /**
   * Log density of each point.
   *
   * @param points [n x d]
   * @returns [n], nats
   * @throws RangeError if there is no point, a coordinate is not finite or d differs from the fitted points' d
   */
  logDensity(points: Matrix): Float64Array;
}
