import { type EquicorrelationIn, equicorrelationIn, squareRows } from './equicorrelation';
import { type Field, type Rational, type RationalLike, rational, rationals } from './field';

/** Which of the identities behind Lemmas 2-7 hold exactly at one rational tau. */
export interface ExactLemmas {
  /** Lemma 2: Sigma times the matrix of (5) is the identity. */
  readonly lemma2: boolean;
  /** Lemma 3: c_d sum_j A_j Y_j^2 is the quadratic form Z' Sigma^-1 Z, coefficient by coefficient. */
  readonly lemma3: boolean;
  /** Lemma 4: Var Y_j = 1 / (c_d A_j) for every j. */
  readonly lemma4: boolean;
  /** Lemma 5: Cov(Y_j, Y_k) = 0 for j != k, which for jointly Gaussian variables is independence. */
  readonly lemma5: boolean;
  /** Lemma 6: Var(e1' Sigma^-1 Z) = c_d. */
  readonly lemma6: boolean;
  /** Lemma 7: Z' Sigma^-1 Z is a sum of d squares of independent standard normal variables (Lemmas 3-5 together). */
  readonly lemma7: boolean;
  /** With u_k = 1 + (d - 1 - k) tau: B_k = tau / u_k and c_d A_k = u_k / ((1 - tau) u_(k-1)). Not in the paper. */
  readonly closedForms: boolean;
}

/**
 * Eqs. (4)-(8) in fractions.
 *
 * @param tau for example '-2/7'; any rational number at which no denominator vanishes
 * @throws RangeError unless d is a positive integer
 */
export function exactEquicorrelation(d: number, tau: RationalLike): EquicorrelationIn<Rational> {
  if (!Number.isInteger(d) || d < 1) throw new RangeError(`d is ${d}, expected a positive integer`);
  return equicorrelationIn(rationals, d, rational(tau));
}

/**
 * Checks Lemmas 2-7 by exact arithmetic at one rational tau.
 *
 * With u_k = 1 + (d - 1 - k) tau one has B_k = tau / u_k and c_d A_k = u_k / ((1 - tau) u_(k-1)), so that the numerator of
 * each identity, over the common denominator (1 - tau)^2 (u_0 ... u_d)^2, is a polynomial in tau of degree below 4d + 6. An
 * identity that holds at 4d + 6 values of tau therefore holds for all; `exactTaus` gives that many.
 *
 * @throws RangeError as `exactEquicorrelation`
 */
export function checkLemmas(d: number, tau: RationalLike): ExactLemmas {
  const e = exactEquicorrelation(d, tau);
  const rows = squareRows(rationals, e.B);
  const zero = rational(0);
  const one = rational(1);
  const covariance = product(rationals, product(rationals, rows, e.matrix), transpose(rows));
  const weights = e.A.map((a) => a.mul(e.cd));
  const form = product(
    rationals,
    transpose(rows),
    rows.map((row, j) => row.map((x) => weights[j].mul(x))),
  );
  const variances = weights.map((w) => one.div(w));
  const firstRow = [e.inverse[0]];
  const lemma3 = equal(form, e.inverse);
  const lemma4 = variances.every((v, j) => covariance[j][j].equals(v));
  const lemma5 = covariance.every((row, j) => row.every((x, k) => j === k || x.equals(zero)));
  return {
    lemma2: equal(product(rationals, e.matrix, e.inverse), identity(d)),
    lemma3,
    lemma4,
    lemma5,
    lemma6: product(rationals, product(rationals, firstRow, e.matrix), transpose(firstRow))[0][0].equals(
      e.cd,
    ),
    lemma7: lemma3 && lemma4 && lemma5,
    closedForms: hasClosedForms(e, rational(tau)),
  };
}

function hasClosedForms({ A, B, cd }: EquicorrelationIn<Rational>, tau: Rational): boolean {
  const u = (k: number) => tau.mul(A.length - 1 - k).add(1);
  const rest = rational(1).sub(tau);
  return A.every((a, n) => {
    const k = n + 1;
    return (
      B[n].mul(u(k)).equals(tau) &&
      a
        .mul(cd)
        .mul(rest)
        .mul(u(k - 1))
        .equals(u(k))
    );
  });
}

/** 4d + 6 distinct fractions inside the positive definite range (-1/(d-1), 1). */
export function exactTaus(d: number): Rational[] {
  const low = rational(d <= 2 ? -1 : `-1/${d - 1}`);
  const count = 4 * d + 6;
  const width = rational(1).sub(low);
  return Array.from({ length: count }, (_, k) => low.add(width.mul(k + 1).div(count + 1)));
}

function product<T>(field: Field<T>, a: readonly (readonly T[])[], b: readonly (readonly T[])[]): T[][] {
  return a.map((row) =>
    b[0].map((_, j) => row.reduce((sum, x, k) => field.add(sum, field.multiply(x, b[k][j])), field.of(0))),
  );
}

function transpose<T>(a: readonly (readonly T[])[]): T[][] {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

function identity(d: number): Rational[][] {
  return Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => rational(i === j ? 1 : 0)));
}

function equal(a: readonly (readonly Rational[])[], b: readonly (readonly Rational[])[]): boolean {
  return a.every((row, i) => row.every((x, j) => x.equals(b[i][j])));
}
