import { type Matrix, matrix } from '../numeric/matrix';
import { doubles, type Field } from './field';

/** The covariance of Section B.1 and what Lemmas 2 and 3 say of it. */
export interface Equicorrelation {
  /** Sigma of eq. (4): ones on the diagonal, tau elsewhere; [d x d]. */
  readonly matrix: Matrix;
  /** Sigma^-1 of eq. (5); [d x d]. */
  readonly inverse: Matrix;
  /** c_d of eq. (6), the diagonal of the inverse. */
  readonly cd: number;
  /** tau_d of eq. (7): the inverse is -c_d tau_d off the diagonal. */
  readonly tauD: number;
  /** A_1, ..., A_d of eq. (8): A[0] is the paper's A_1. */
  readonly A: readonly number[];
  /** B_1, ..., B_d of eq. (8), in closed form tau_d / (1 - (n - 1) tau_d); Lemma 3 does not use B_d. */
  readonly B: readonly number[];
}

/** The same in any field, with matrices as arrays of rows. */
export interface EquicorrelationIn<T> {
  readonly matrix: readonly (readonly T[])[];
  readonly inverse: readonly (readonly T[])[];
  readonly cd: T;
  readonly tauD: T;
  readonly A: readonly T[];
  readonly B: readonly T[];
}

/**
 * Equicorrelated covariance of Section B.1 with its inverse (Lemma 2) and the coefficients of the completed squares
 * (Lemma 3), eqs. (4)-(8).
 *
 * For d = 1 there is no correlation: Sigma = [1], c_1 = 1, and tau matters to tau_1 alone, which nothing uses.
 *
 * @param d dimension
 * @param tau correlation
 * @throws RangeError unless d is a positive integer and -1/(d - 1) < tau < 1 (for d = 1: -1 < tau < 1). Deviation: the
 *   paper's -1 < tau < 1, tau not in {-1/(d-1), -1/(d-2)}, admits matrices that are no covariances.
 *
 * @example
 * const { inverse, cd, tauD, A, B } = equicorrelation(3, 1 / 2);
 * inverse; // [[1.5, -0.5, -0.5], [-0.5, 1.5, -0.5], [-0.5, -0.5, 1.5]]
 * cd * tauD; // 1/2
 * A; // [1, 8/9, 2/3]
 * B; // [1/3, 1/2, 1]
 */
export function equicorrelation(d: number, tau: number): Equicorrelation {
  requireRange(d, tau);
  const { matrix: rows, inverse, ...rest } = equicorrelationIn(doubles, d, tau);
  return { matrix: matrix(rows), inverse: matrix(inverse), ...rest };
}

/**
 * Eqs. (4)-(8) as printed, in any field and without a check of the range: with fractions the identities of Lemmas 2-7
 * can be checked exactly, also where Sigma is invertible but not a covariance.
 */
export function equicorrelationIn<T>(field: Field<T>, d: number, tau: T): EquicorrelationIn<T> {
  const { of, add, subtract, multiply, divide } = field;
  const one = of(1);
  const small = add(multiply(of(d - 2), tau), one);
  const large = add(multiply(of(d - 1), tau), one);
  const cd = divide(small, multiply(subtract(one, tau), large));
  const tauD = divide(tau, small);
  const off = multiply(of(-1), multiply(cd, tauD));
  const square = (diagonal: T, other: T) =>
    Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? diagonal : other)));
  return {
    matrix: square(one, tau),
    inverse: square(cd, off),
    cd,
    tauD,
    ...completedSquares(field, d, tauD),
  };
}

/** Recurrence (8): A_1 = 1, B_1 = tau_d, A_n = A_(n-1) - B_(n-1)^2 A_(n-1), A_n B_n = A_(n-1) B_(n-1) + B_(n-1)^2 A_(n-1). */
function completedSquares<T>(field: Field<T>, d: number, tauD: T): { A: T[]; B: T[] } {
  const { of, add, subtract, multiply, divide } = field;
  const A = [of(1)];
  const B = [tauD];
  for (let n = 1; n < d; n++) {
    const product = multiply(A[n - 1], B[n - 1]);
    const square = multiply(product, B[n - 1]);
    A.push(subtract(A[n - 1], square));
    B.push(divide(add(product, square), A[n]));
  }
  return { A, B };
}

/**
 * Rows l_1, ..., l_d with Y_j = l_j . Z = Z_j - B_j (Z_(j+1) + ... + Z_d) of Lemma 4.
 */
export function squareRows<T>(field: Field<T>, B: readonly T[]): T[][] {
  const d = B.length;
  const { of, multiply } = field;
  return Array.from({ length: d }, (_, j) =>
    Array.from({ length: d }, (_, i) => (i < j ? of(0) : i === j ? of(1) : multiply(of(-1), B[j]))),
  );
}

/** @throws RangeError unless (d, tau) gives a positive definite Sigma */
export function requireRange(d: number, tau: number): void {
  if (!Number.isInteger(d) || d < 1) throw new RangeError(`d is ${d}, expected a positive integer`);
  const low = d === 1 ? -1 : -1 / (d - 1);
  if (!(tau > low && tau < 1)) {
    throw new RangeError(
      `tau is ${tau}, expected ${d > 2 ? `-1/${d - 1}` : -1} < tau < 1: else Sigma is not positive definite for d = ${d}`,
    );
  }
}
