import ln from '@stdlib/math-base-special-ln';
import { cholesky, NotPositiveDefiniteError } from '../numeric/linear-algebra';
import { type Matrix, zeros } from '../numeric/matrix';
import { SingularCovarianceError } from './covariance';

const LOG_2_PI = 1.8378770664093453;

/** Weights, means and covariances of a mixture of k Gaussians. */
export interface MixtureParameters {
  /** [k], positive, sum 1 */
  readonly weights: Float64Array;
  /** [k x d] */
  readonly means: Matrix;
  /** k of [d x d] */
  readonly covariances: readonly Matrix[];
}

/** Joint log densities of points and components, with what they need computed once. */
export interface MixtureTerms {
  /** Lower Cholesky factors of the covariances. */
  readonly factors: readonly Matrix[];
  /** ln w_k + ln N(x_i; m_k, S_k), [n x k], nats. */
  terms(points: Matrix): Matrix;
}

/**
 * The logarithms ln w_k N(x; m_k, S_k) that the density and the responsibilities of a mixture are made of.
 *
 * @throws SingularCovarianceError if a covariance has no inverse
 */
export function mixtureTerms({ weights, means, covariances }: MixtureParameters): MixtureTerms {
  const d = means.cols;
  const factors = covariances.map((covariance, k) => factorOf(covariance, k));
  const logScales = factors.map((factor, k) => {
    let scale = ln(weights[k]) - (d / 2) * LOG_2_PI;
    for (let j = 0; j < d; j++) scale -= ln(factor.data[j * d + j]);
    return scale;
  });
  return {
    factors,
    terms(points) {
      const result = zeros(points.rows, weights.length);
      factors.forEach((factor, k) => {
        writeTerms(points, means.data.subarray(k * d, (k + 1) * d), factor, logScales[k], result, k);
      });
      return result;
    },
  };
}

function factorOf(covariance: Matrix, k: number): Matrix {
  try {
    return cholesky(covariance);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error;
    throw new SingularCovarianceError(
      `the covariance of component ${k} is singular: raise ridge, ask for fewer components, or drop constant or ` +
        'dependent features',
      { cause: error },
    );
  }
}

/** Column k of the terms: |L^-1 (x - m)|^2 by forward substitution, without an allocation for each point. */
function writeTerms(
  points: Matrix,
  mean: Float64Array,
  { data: factor }: Matrix,
  logScale: number,
  result: Matrix,
  k: number,
): void {
  const d = points.cols;
  const z = new Float64Array(d);
  for (let i = 0; i < points.rows; i++) {
    let square = 0;
    for (let j = 0; j < d; j++) {
      let sum = points.data[i * d + j] - mean[j];
      for (let l = 0; l < j; l++) sum -= factor[j * d + l] * z[l];
      z[j] = sum / factor[j * d + j];
      square += z[j] * z[j];
    }
    result.data[i * result.cols + k] = logScale - 0.5 * square;
  }
}
