import { type Matrix, row, zeros } from './matrix';
import type { RandomStream } from './random';
import { symmetricEigen } from './symmetric-eigen';

/** The leading directions of a set of points. */
export interface PrincipalComponents {
  /** [d] */
  readonly mean: Float64Array;
  /** Orthonormal directions, [k x d], that of largest variance first. */
  readonly directions: Matrix;
  /** Variance along each, [k] (divisor n). */
  readonly variances: Float64Array;
  /** Share of the total variance that the k directions have, in [0, 1]. */
  readonly explained: number;
  /** Coordinates, [n x d] to [n x k]. */
  apply(points: Matrix): Matrix;
  /** Points of coordinates, [n x k] to [n x d]. */
  invert(coordinates: Matrix): Matrix;
}

/** Turns of orthogonal iteration, on some more directions than are asked for: neighbours of the last keep it from settling. */
const [turns, spare] = [20, 10];

/**
 * First k principal components by orthogonal iteration (Golub and Van Loan, Section 8.2): products with the points alone, so that d may be large.
 * Directions whose variances are nearly equal are not told apart, but their span is right.
 *
 * @param X [n x d]
 * @param stream draws the start
 * @throws RangeError if k is not an integer from 1 to the smaller of n - 1 and d
 */
export function principalComponents(X: Matrix, k: number, stream: RandomStream): PrincipalComponents {
  const { rows: n, cols: d } = X;
  const most = Math.min(n - 1, d);
  if (!Number.isInteger(k) || k < 1 || k > most) {
    throw new RangeError(
      `k is ${k}, expected an integer from 1 to ${most} for ${n} points with ${d} features`,
    );
  }
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) mean[j] += X.data[i * d + j] / n;
  const centred = { ...X, data: X.data.map((x, p) => x - mean[p % d]) };
  const size = Math.min(most, k + spare);
  let basis = zeros(size, d);
  for (let p = 0; p < basis.data.length; p++) basis.data[p] = stream.normal();
  orthonormalise(basis);
  for (let turn = 0; turn < turns; turn++) {
    basis = timesPoints(project(centred, basis), centred);
    orthonormalise(basis);
  }
  // Rayleigh and Ritz: within the span, the eigenvectors of its covariance.
  const { values, vectors } = symmetricEigen(covarianceOf(project(centred, basis)));
  const directions = zeros(k, d);
  for (let c = 0; c < k; c++) {
    for (let b = 0; b < size; b++) {
      const weight = vectors.data[b * size + size - 1 - c];
      for (let j = 0; j < d; j++) directions.data[c * d + j] += weight * basis.data[b * d + j];
    }
  }
  const variances = Float64Array.from({ length: k }, (_, c) => values[size - 1 - c]);
  const total = centred.data.reduce((sum, x) => sum + x * x, 0) / n;
  return {
    ...{ mean, directions, variances },
    explained: variances.reduce((sum, x) => sum + x, 0) / total,
    apply: (points) =>
      transposed(project({ ...points, data: points.data.map((x, p) => x - mean[p % d]) }, directions)),
    invert(own) {
      const result = zeros(own.rows, d);
      for (let i = 0; i < own.rows; i++) {
        result.data.set(mean, i * d);
        for (let c = 0; c < k; c++) {
          const weight = own.data[i * k + c];
          for (let j = 0; j < d; j++) result.data[i * d + j] += weight * directions.data[c * d + j];
        }
      }
      return result;
    },
  };
}

/** [directions x points] */
function project(points: Matrix, basis: Matrix): Matrix {
  const d = points.cols;
  const result = zeros(basis.rows, points.rows);
  for (let c = 0; c < basis.rows; c++) {
    const direction = row(basis, c);
    for (let i = 0; i < points.rows; i++) {
      let sum = 0;
      for (let j = 0, p = i * d; j < d; j++, p++) sum += direction[j] * points.data[p];
      result.data[c * points.rows + i] = sum;
    }
  }
  return result;
}

/** Second moments of rows, [directions x directions]. */
function covarianceOf(coordinates: Matrix): Matrix {
  const result = zeros(coordinates.rows, coordinates.rows);
  for (let a = 0; a < result.rows; a++) {
    const own = row(coordinates, a);
    for (let b = 0; b < result.rows; b++) {
      const other = row(coordinates, b);
      result.data[a * result.rows + b] = own.reduce((sum, x, i) => sum + x * other[i], 0) / coordinates.cols;
    }
  }
  return result;
}

/** [directions x d] */
function timesPoints(coordinates: Matrix, points: Matrix): Matrix {
  const d = points.cols;
  const result = zeros(coordinates.rows, d);
  for (let c = 0; c < coordinates.rows; c++) {
    const own = row(result, c);
    for (let i = 0; i < points.rows; i++) {
      const weight = coordinates.data[c * points.rows + i];
      for (let j = 0, p = i * d; j < d; j++, p++) own[j] += weight * points.data[p];
    }
  }
  return result;
}

/** Gram and Schmidt's, modified, in place. */
function orthonormalise(basis: Matrix): void {
  for (let c = 0; c < basis.rows; c++) {
    const own = row(basis, c);
    for (let b = 0; b < c; b++) {
      const other = row(basis, b);
      let dot = 0;
      for (let j = 0; j < own.length; j++) dot += own[j] * other[j];
      for (let j = 0; j < own.length; j++) own[j] -= dot * other[j];
    }
    const length = Math.sqrt(own.reduce((sum, x) => sum + x * x, 0)) || 1;
    for (let j = 0; j < own.length; j++) own[j] /= length;
  }
}

function transposed(m: Matrix): Matrix {
  const result = zeros(m.cols, m.rows);
  for (let i = 0; i < m.rows; i++)
    for (let j = 0; j < m.cols; j++) result.data[j * m.rows + i] = m.data[i * m.cols + j];
  return result;
}
