import { type Matrix, zeros } from './matrix';

/** Spectral decomposition A = V diag(values) V'. */
export interface SymmetricEigen {
  /** [n], ascending */
  readonly values: Float64Array;
  /** V, [n x n]: column k is the unit eigenvector of values[k]. */
  readonly vectors: Matrix;
}

/** Each sweep squares what is off the diagonal, at last; this many are never needed. */
const mostSweeps = 60;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix by Jacobi's method of rotations (Golub and Van Loan, Section 8.5), for
 * up to some hundred rows. Only square roots: the same bytes on every machine.
 *
 * @param a [n x n]; symmetric, its lower triangle is not read
 * @throws RangeError if a is not square or holds a number that is not finite
 */
export function symmetricEigen(a: Matrix): SymmetricEigen {
  const n = a.rows;
  if (a.cols !== n) throw new RangeError(`matrix is ${a.rows} x ${a.cols}, expected a square one`);
  if (!a.data.every(Number.isFinite)) throw new RangeError('the matrix holds a number that is not finite');
  const m = a.data.slice();
  const v = zeros(n, n).data;
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(m, n) > 0; sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(m, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, k) => k).sort((p, q) => m[p * n + p] - m[q * n + q]);
  const vectors = zeros(n, n);
  order.forEach((from, k) => {
    for (let i = 0; i < n; i++) vectors.data[i * n + k] = v[i * n + from];
  });
  return { values: Float64Array.from(order, (k) => m[k * n + k]), vectors };
}

/** Sum of the squares above the diagonal that are not rounding beside their diagonal entries. */
function offDiagonal(m: Float64Array, n: number): number {
  let sum = 0;
  for (let p = 0; p < n; p++) {
    for (let q = p + 1; q < n; q++) {
      const size = Math.sqrt(Math.abs(m[p * n + p] * m[q * n + q]));
      if (Math.abs(m[p * n + q]) > Number.EPSILON * size * 1e-2) sum += m[p * n + q] * m[p * n + q];
    }
  }
  return sum;
}

/** The rotation of rows and columns p and q that makes entry (p, q) 0; the upper triangle is kept alone. */
function rotate(m: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const off = m[p * n + q];
  if (off === 0) return;
  const ratio = (m[q * n + q] - m[p * n + p]) / (2 * off);
  const t = (ratio < 0 ? -1 : 1) / (Math.abs(ratio) + Math.sqrt(1 + ratio * ratio));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  m[p * n + p] -= t * off;
  m[q * n + q] += t * off;
  m[p * n + q] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const [i, j] = [k < p ? k * n + p : p * n + k, k < q ? k * n + q : q * n + k];
      const [x, y] = [m[i], m[j]];
      m[i] = c * x - s * y;
      m[j] = s * x + c * y;
    }
    const [x, y] = [v[k * n + p], v[k * n + q]];
    v[k * n + p] = c * x - s * y;
    v[k * n + q] = s * x + c * y;
  }
}
