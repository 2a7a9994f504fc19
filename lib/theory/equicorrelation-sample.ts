import { type Matrix, row, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireInteger } from '../numeric/require';
import { equicorrelation, requireRange, squareRows } from './equicorrelation';
import { dot, quadraticForm } from './equicorrelation-form';
import { doubles } from './field';

/** A Monte Carlo estimate with its standard error and the value that the paper claims. */
export interface Estimate {
  readonly name: string;
  readonly claimed: number;
  readonly estimate: number;
  readonly standardError: number;
}

/**
 * Draws of N(0, Sigma), Sigma of eq. (4), by its symmetric square root
 * sqrt(1 - tau) (I - J/d) + sqrt(1 + (d - 1) tau) J/d, J the matrix of ones.
 *
 * @returns [n x d]
 * @throws RangeError unless (d, tau) gives a covariance
 */
export function sampleEquicorrelated(n: number, d: number, tau: number, stream: RandomStream): Matrix {
  requireRange(d, tau);
  requireInteger('n', n, 0);
  const across = Math.sqrt(1 - tau);
  const along = Math.sqrt(1 + (d - 1) * tau);
  const result = zeros(n, d);
  for (let i = 0; i < n; i++) {
    const z = row(result, i);
    let mean = 0;
    for (let k = 0; k < d; k++) {
      z[k] = stream.normal();
      mean += z[k] / d;
    }
    for (let k = 0; k < d; k++) z[k] = across * (z[k] - mean) + along * mean;
  }
  return result;
}

/**
 * Moments of the variables of Lemmas 4-7 by Monte Carlo: variances of Y_j (1 / (c_d A_j)), covariances of neighbouring
 * Y_j (0), the variance of e1' Sigma^-1 Z (c_d), mean (d), variance (2d) and third central moment (8d) of Z' Sigma^-1 Z.
 *
 * @param n number of draws
 * @throws RangeError unless (d, tau) gives a covariance and n is an integer of at least 2
 */
export function sampleLemmas(n: number, d: number, tau: number, stream: RandomStream): Estimate[] {
  if (!Number.isInteger(n) || n < 2) throw new RangeError(`n is ${n}, expected an integer of at least 2`);
  const { A, B, cd, tauD } = equicorrelation(d, tau);
  const Z = sampleEquicorrelated(n, d, tau, stream);
  const rows = squareRows(doubles, B);
  const Y = rows.map((l) => Float64Array.from({ length: n }, (_, i) => dot(l, row(Z, i))));
  const lemma6 = Float64Array.from({ length: n }, (_, i) => {
    const z = row(Z, i);
    return cd * (z[0] - tauD * (z.reduce((a, b) => a + b, 0) - z[0]));
  });
  const lemma7 = Float64Array.from({ length: n }, (_, i) => quadraticForm(row(Z, i), cd, tauD));
  const centred = lemma7.map((q) => q - d);
  return [
    ...Y.map((y, j) =>
      estimate(
        `Var Y_${j + 1}`,
        1 / (cd * A[j]),
        y.map((v) => v * v),
      ),
    ),
    ...Y.slice(1).map((y, j) =>
      estimate(
        `Cov(Y_${j + 1}, Y_${j + 2})`,
        0,
        y.map((v, i) => v * Y[j][i]),
      ),
    ),
    estimate(
      "Var e1' Sigma^-1 Z",
      cd,
      lemma6.map((v) => v * v),
    ),
    estimate("E Z' Sigma^-1 Z", d, lemma7),
    estimate(
      "Var Z' Sigma^-1 Z",
      2 * d,
      centred.map((q) => q * q),
    ),
    estimate(
      "third central moment of Z' Sigma^-1 Z",
      8 * d,
      centred.map((q) => q * q * q),
    ),
  ];
}

function estimate(name: string, claimed: number, values: Float64Array): Estimate {
  const n = values.length;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const squares = values.reduce((sum, v) => sum + (v - mean) * (v - mean), 0);
  return { name, claimed, estimate: mean, standardError: Math.sqrt(squares / (n - 1) / n) };
}
