import ln from '@stdlib/math-base-special-ln';
import type { ClassDensity } from '../kernels/class-density';
import { solveLower } from '../numeric/linear-algebra';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { columnMeans } from './covariance';
import type { Density } from './density';
import { logSumExp } from './log-sum-exp';
import { requireQueries } from './require-points';

const LOG_2_PI = 1.8378770664093453;

/** Density that the kernels' `logDensities` computes too. */
export interface MixtureDensity extends Density, ClassDensity {
  /** [m x d] */
  readonly centres: Matrix;
  /** Lower Cholesky factor L of the covariance, [d x d]. */
  readonly cholesky: Matrix;
}

/**
 * Equally weighted mixture of Gaussians that share a covariance,
 *
 *   p(x) = (1/m) sum_i N(x; c_i, L L'),
 *   ln p(x) = ln sum_i exp(-|L^-1 (x - c_i)|^2 / 2) - ln m - (d/2) ln(2 pi) - sum_j ln L_jj.
 *
 * A point has a finite log density up to 1e154 standard deviations away, although every component underflows there.
 *
 * @param centres [m x d]
 * @param factor L, [d x d]
 */
export function equalMixture(centres: Matrix, factor: Matrix): MixtureDensity {
  const { rows: m, cols: d } = centres;
  const origin = columnMeans(centres);
  const whitened = zeros(m, d);
  for (let i = 0; i < m; i++) whitened.data.set(whiten(factor, row(centres, i), origin), i * d);
  let logScale = -ln(m) - (d / 2) * LOG_2_PI;
  for (let j = 0; j < d; j++) logScale -= ln(factor.data[j * d + j]);
  return {
    numFeatures: d,
    centres,
    cholesky: factor,
    logDensity(points) {
      requireQueries(points, d);
      const exponents = new Float64Array(m);
      return Float64Array.from({ length: points.rows }, (_, b) => {
        const z = whiten(factor, row(points, b), origin);
        for (let i = 0; i < m; i++) exponents[i] = -0.5 * squaredDistance(z, row(whitened, i));
        return logScale + logSumExp(exponents);
      });
    },
  };
}

/** L^-1 (x - origin): relative to the centres' mean, as far-off coordinates would cancel badly. */
function whiten(factor: Matrix, x: Float64Array, origin: Float64Array): Float64Array {
  return solveLower(
    factor,
    x.map((value, j) => value - origin[j]),
  );
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]);
  return sum;
}
