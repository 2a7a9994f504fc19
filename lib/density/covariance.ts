import { cholesky, NotPositiveDefiniteError } from '../numeric/linear-algebra';
import { type Matrix, zeros } from '../numeric/matrix';

/** The covariance of a class has no inverse, so the class has no density. */
export class SingularCovarianceError extends RangeError {
  override readonly name = 'SingularCovarianceError';
}

/**
 * Mean of the points.
 *
 * Taken relative to the first point, so that a constant feature has exactly its value as mean and variance 0, not a
 * rounding error's square.
 *
 * @param points [n x d], n at least 1
 * @returns [d]
 */
export function columnMeans({ data, rows, cols }: Matrix): Float64Array {
  const sums = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) sums[j] += data[i * cols + j] - data[j];
  return sums.map((sum, j) => data[j] + sum / rows);
}

/**
 * Covariance (1/divisor) sum_i (x_i - mean)(x_i - mean)' + ridge I.
 *
 * @param points [n x d]
 * @param divisor n: maximum likelihood; n - 1: unbiased
 * @param ridge added to the diagonal, in squared units of the features
 * @returns [d x d], exactly symmetric
 */
export function covariance(
  points: Matrix,
  { divisor, ridge }: { readonly divisor: number; readonly ridge: number },
): Matrix {
  const { data, rows, cols: d } = points;
  const means = columnMeans(points);
  const result = zeros(d, d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = 0;
      for (let i = 0; i < rows; i++) sum += (data[i * d + j] - means[j]) * (data[i * d + k] - means[k]);
      result.data[j * d + k] = sum / divisor + (j === k ? ridge : 0);
      result.data[k * d + j] = result.data[j * d + k];
    }
  }
  return result;
}

/**
 * Cholesky factor of a class's covariance.
 *
 * @throws SingularCovarianceError naming the number of points, the constant features and the cure
 */
export function covarianceFactor(matrix: Matrix, points: Matrix, ridge: number): Matrix {
  try {
    return cholesky(matrix);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error;
    const constant = constantFeatures(points);
    const reason = constant.length > 0 ? ` (constant features: columns ${constant.join(', ')})` : '';
    throw new SingularCovarianceError(
      `the covariance of ${points.rows} points with ${points.cols} features and ridge ${ridge} is singular${reason}: ` +
        'raise ridge, drop constant or dependent features, or give more points',
      { cause: error },
    );
  }
}

/** @throws RangeError if the ridge is negative or not finite */
export function requireRidge(ridge: number): void {
  if (!(ridge >= 0 && ridge < Infinity)) {
    throw new RangeError(`ridge is ${ridge}, expected a finite number of at least 0`);
  }
}

function constantFeatures({ data, rows, cols }: Matrix): number[] {
  const isConstant = (j: number): boolean => {
    for (let i = 1; i < rows; i++) if (data[i * cols + j] !== data[j]) return false;
    return true;
  };
  return Array.from({ length: cols }, (_, j) => j).filter(isConstant);
}
