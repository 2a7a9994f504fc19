import type { Matrix } from '../numeric/matrix';
import { columnMeans, covariance, covarianceFactor, requireRidge } from './covariance';
import { equalMixture, type MixtureDensity } from './equal-mixture';
import { requirePoints } from './require-points';

/** What `fitGaussian` may be told. */
export interface GaussianOptions {
  /** Added to the diagonal of the covariance, in squared units of the features; 0 unless given. */
  readonly ridge?: number;
}

/** Gaussian density N(mean, covariance) of one class. */
export interface GaussianDensity extends MixtureDensity {
  /** [d] */
  readonly mean: Float64Array;
  /** [d x d], ridge included */
  readonly covariance: Matrix;
}

/**
 * Gaussian density of one class by maximum likelihood, the class-conditional part of the paper's Gaussian mixture model
 * (Section 1.1, "Gaussian mixture model").
 *
 *   mean = (1/n) sum_i x_i,  covariance = (1/n) sum_i (x_i - mean)(x_i - mean)' + ridge I
 *
 * @param points [n x d], the class's points; one is enough with a positive ridge
 * @throws SingularCovarianceError if the covariance has no inverse: raise ridge
 * @throws RangeError if there is no point, a coordinate is not finite, or the ridge is negative
 * Deviation: the paper has no ridge; the released code adds 1e-4 for OpenML and 1e-5 for the synthetic sets.
 *
 * @example
 * fitGaussian(matrix([[0], [2]])).logDensity(matrix([[1]])); // [-0.9189385332046727]: mean 1, variance 1
 */
export function fitGaussian(points: Matrix, { ridge = 0 }: GaussianOptions = {}): GaussianDensity {
  requirePoints(points);
  requireRidge(ridge);
  const matrix = covariance(points, { divisor: points.rows, ridge });
  const mean = columnMeans(points);
  const factor = covarianceFactor(matrix, points, ridge);
  return { ...equalMixture({ data: mean, rows: 1, cols: points.cols }, factor), mean, covariance: matrix };
}
