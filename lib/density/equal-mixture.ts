import ln from '@stdlib/math-base-special-ln';
import type { ClassDensity } from '../kernels/class-density';
import { type Matrix, zeros } from '../numeric/matrix';
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
  for (let i = 0; i < m; i++) {
    whitenInto(whitened.data.subarray(i * d, (i + 1) * d), factor, centres.data, i * d, origin);
  }
  let logScale = -ln(m) - (d / 2) * LOG_2_PI;
  for (let j = 0; j < d; j++) logScale -= ln(factor.data[j * d + j]);
  return {
    numFeatures: d,
    centres,
    cholesky: factor,
    logDensity(points) {
      requireQueries(points, d);
      const exponents = new Float64Array(m);
      const result = new Float64Array(points.rows);
      const z = new Float64Array(d);
      for (let b = 0; b < points.rows; b++) {
        whitenInto(z, factor, points.data, b * d, origin);
        for (let i = 0; i < m; i++) exponents[i] = -0.5 * squaredDistance(z, whitened.data, i * d);
        result[b] = logScale + logSumExp(exponents);
      }
      return result;
    },
  };
}

/** L^-1 (x - origin), x at `from`: relative to the centres' mean, as far-off coordinates would cancel badly. */
function whitenInto(
  z: Float64Array,
  { data: l }: Matrix,
  x: Float64Array,
  from: number,
  origin: Float64Array,
): void {
  const d = z.length;
  for (let i = 0; i < d; i++) {
    let rest = x[from + i] - origin[i];
    for (let k = 0; k < i; k++) rest -= l[i * d + k] * z[k];
    z[i] = rest / l[i * d + i];
  }
}

function squaredDistance(a: Float64Array, b: Float64Array, from: number): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[from + j]) * (a[j] - b[from + j]);
  return sum;
}
