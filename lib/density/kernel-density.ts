import pow from '@stdlib/math-base-special-pow';
import type { Matrix } from '../numeric/matrix';
import { covariance, covarianceFactor, requireRidge } from './covariance';
import { equalMixture, type MixtureDensity } from './equal-mixture';
import { requirePoints, requireQueries } from './require-points';

/** What `fitKernelDensity` may be told. */
export interface KernelDensityOptions {
  /**
   * h, a factor on the square root of the sample covariance, so it has no unit; 'scott' (unless given):
   * n^(-1 / (d + 4)).
   */
  readonly bandwidth?: number | 'scott';
  /**
   * Added to the diagonal of the sample covariance before it is multiplied by h^2, in squared units of the features;
   * 0 unless given.
   */
  readonly ridge?: number;
  /**
   * Points of the density, [m x d], whose centres alone it has, so that it costs less; every point unless given. Its sample
   * covariance is that of all points, Scott's rule that of m.
   */
  readonly centres?: Matrix;
}

/** Kernel density of one class: every point of the class is a centre, or those that were given. */
export interface KernelDensity extends MixtureDensity {
  /** h, the number in use */
  readonly bandwidth: number;
}

/**
 * Kernel density of one class with a Gaussian kernel (Section 1.1, "Kernel density estimator").
 *
 *   p(x) = (1/n) sum_i N(x; x_i, h^2 S),  S = (1/(n - 1)) sum_i (x_i - mean)(x_i - mean)' + ridge I
 *
 * Scott's rule and the unbiased S are those of SciPy's gaussian_kde.
 *
 * @param points [n x d], the class's points, at least two; kept, so not to be changed afterwards
 * @throws SingularCovarianceError if S has no inverse: raise ridge
 * @throws RangeError if there are fewer than two points, a coordinate is not finite, or an option is out of range
 * Deviation: the paper gives no h and no ridge; the released code adds a ridge of 1e-8, and takes h = 0.2 for Moon and
 * Circle, 0.1 for Four-circle and Scott's rule for OpenML.
 *
 * @example
 * fitKernelDensity(matrix([[-1], [1]]), { bandwidth: 0.5 }).logDensity(matrix([[0]])); // [-1.5723649429247]: variance 0.5
 */
export function fitKernelDensity(
  points: Matrix,
  { bandwidth = 'scott', ridge = 0, centres = points }: KernelDensityOptions = {},
): KernelDensity {
  requirePoints(points);
  requireRidge(ridge);
  requireQueries(centres, points.cols);
  const { rows: n, cols: d } = points;
  if (n < 2) {
    throw new RangeError(
      'a kernel density needs at least 2 points, got 1: the sample covariance of one point is undefined; ' +
        'fit a Gaussian with a ridge, or give more points',
    );
  }
  const h = bandwidth === 'scott' ? pow(centres.rows, -1 / (d + 4)) : bandwidth;
  if (!(h > 0 && h < Infinity)) {
    throw new RangeError(`bandwidth is ${bandwidth}, expected a positive finite number or 'scott'`);
  }
  const matrix = covariance(points, { divisor: n - 1, ridge });
  const factor = covarianceFactor(matrix, points, ridge);
  return { ...equalMixture(centres, { ...factor, data: factor.data.map((x) => h * x) }), bandwidth: h };
}
