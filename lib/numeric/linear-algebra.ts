import ln from '@stdlib/math-base-special-ln';
import { type Matrix, zeros } from './matrix';

/** A matrix that had to be symmetric positive definite is not. */
export class NotPositiveDefiniteError extends RangeError {
  override readonly name = 'NotPositiveDefiniteError';

  /**
   * @param pivot index (from 0) of the first pivot of the Cholesky factorisation that is not positive
   * @param value that pivot
   */
  constructor(
    readonly pivot: number,
    readonly value: number,
    readonly size: number,
  ) {
    super(
      `pivot ${pivot} of the ${size} x ${size} matrix is ${value}, expected more than 0: the matrix is not positive ` +
        'definite (constant or dependent features, or fewer points than features); add a ridge to its diagonal',
    );
  }
}

/** Matrix product a b. @throws RangeError if the inner sizes differ */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) {
    throw new RangeError(
      `product of ${a.rows} x ${a.cols} and ${b.rows} x ${b.cols}: the inner sizes differ`,
    );
  }
  const product = zeros(a.rows, b.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.cols; k++) {
      const factor = a.data[i * a.cols + k];
      for (let j = 0; j < b.cols; j++) product.data[i * b.cols + j] += factor * b.data[k * b.cols + j];
    }
  }
  return product;
}

/** Transposed copy. */
export function transpose(a: Matrix): Matrix {
  const result = zeros(a.cols, a.rows);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.cols; j++) result.data[j * a.rows + i] = a.data[i * a.cols + j];
  }
  return result;
}

/**
 * Cholesky factor: the lower triangular L, with positive diagonal, of A = L L'. Only the lower triangle of A is read.
 *
 * A pivot counts as positive above n epsilon times its diagonal entry of A: below that it is rounding.
 *
 * @throws NotPositiveDefiniteError with the failing pivot
 * @throws RangeError if A is not square
 */
export function cholesky(a: Matrix): Matrix {
  const n = requireSquare(a);
  const factor = zeros(n, n);
  const l = factor.data;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a.data[i * n + j];
      for (let k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
      if (j < i) {
        l[i * n + j] = sum / l[j * n + j];
      } else if (sum > n * Number.EPSILON * Math.abs(a.data[i * n + i]) && sum < Infinity) {
        l[i * n + i] = Math.sqrt(sum);
      } else {
        throw new NotPositiveDefiniteError(i, sum, n);
      }
    }
  }
  return factor;
}

/**
 * Solution z of L z = b for a lower triangular L with non-zero diagonal, such as a Cholesky factor: then z'z = b' A^-1 b.
 *
 * @throws RangeError if the sizes differ
 */
export function solveLower(l: Matrix, b: ArrayLike<number>): Float64Array {
  const n = requireLength(l, b);
  const z = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) z[i] -= l.data[i * n + k] * z[k];
    z[i] /= l.data[i * n + i];
  }
  return z;
}

/** Solution x of L' x = b for a lower triangular L with non-zero diagonal. @throws RangeError if the sizes differ */
export function solveLowerTransposed(l: Matrix, b: ArrayLike<number>): Float64Array {
  const n = requireLength(l, b);
  const x = Float64Array.from(b);
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] -= l.data[k * n + i] * x[k];
    x[i] /= l.data[i * n + i];
  }
  return x;
}

/**
 * Solution x of A x = b for a symmetric positive definite A, through its Cholesky factor.
 *
 * @throws as `cholesky`; RangeError if the sizes differ
 */
export function solveSymmetric(a: Matrix, b: ArrayLike<number>): Float64Array {
  requireLength(a, b);
  const l = cholesky(a);
  return solveLowerTransposed(l, solveLower(l, b));
}

/**
 * Inverse of a symmetric positive definite matrix; exactly symmetric.
 *
 * @throws as `cholesky`
 */
export function inverseSymmetric(a: Matrix): Matrix {
  const n = a.rows;
  const l = cholesky(a);
  const inverse = zeros(n, n);
  for (let j = 0; j < n; j++) {
    const unit = new Float64Array(n);
    unit[j] = 1;
    const column = solveLowerTransposed(l, solveLower(l, unit));
    for (let i = j; i < n; i++) {
      inverse.data[i * n + j] = column[i];
      inverse.data[j * n + i] = column[i];
    }
  }
  return inverse;
}

/**
 * ln det A = 2 sum_i ln L_ii of a symmetric positive definite matrix, nats; no overflow where det A would.
 *
 * @throws as `cholesky`
 */
export function logDeterminant(a: Matrix): number {
  const l = cholesky(a);
  let sum = 0;
  for (let i = 0; i < l.rows; i++) sum += ln(l.data[i * l.rows + i]);
  return 2 * sum;
}

/**
 * Solution x of A x = b for a general square A, by elimination with partial pivoting.
 *
 * @throws RangeError if A is not square, the sizes differ, or A is singular to rounding (naming the column)
 */
export function solve(a: Matrix, b: ArrayLike<number>): Float64Array {
  const n = requireLength(a, b);
  const rows = Array.from({ length: n }, (_, i) => [...a.data.subarray(i * n, (i + 1) * n), b[i]]);
  const scale = a.data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  for (let j = 0; j < n; j++) {
    let best = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(rows[i][j]) > Math.abs(rows[best][j])) best = i;
    [rows[j], rows[best]] = [rows[best], rows[j]];
    if (!(Math.abs(rows[j][j]) > n * Number.EPSILON * scale)) {
      throw new RangeError(
        `column ${j} of the ${n} x ${n} matrix depends on those before it: no unique solution`,
      );
    }
    for (let i = j + 1; i < n; i++) {
      const factor = rows[i][j] / rows[j][j];
      for (let k = j; k <= n; k++) rows[i][k] -= factor * rows[j][k];
    }
  }
  const x = new Float64Array(n);
  for (let i = n - 1; i >= 0; i--) {
    let sum = rows[i][n];
    for (let k = i + 1; k < n; k++) sum -= rows[i][k] * x[k];
    x[i] = sum / rows[i][i];
  }
  return x;
}

function requireSquare(a: Matrix): number {
  if (a.rows !== a.cols) throw new RangeError(`matrix is ${a.rows} x ${a.cols}, expected a square one`);
  return a.rows;
}

function requireLength(a: Matrix, b: ArrayLike<number>): number {
  const n = requireSquare(a);
  if (b.length !== n) throw new RangeError(`right-hand side has ${b.length} entries, the matrix ${n} rows`);
  return n;
}
