import ln from '@stdlib/math-base-special-ln';
import { type Matrix, row, zeros } from '../numeric/matrix';
import type { RandomStream } from '../numeric/random';
import { requireInteger, requireMatrix, requireNumbers } from '../numeric/require';
import { equicorrelation } from './equicorrelation';
import { bilinearForm } from './equicorrelation-form';
import { sampleEquicorrelated } from './equicorrelation-sample';
import { type GaussianClasses, type Quadratic, requireClasses } from './taylor-pair';

/** Points of the two classes of Section B.1 with their noise. */
export interface GaussianSample {
  /** [2n x d], class 0 first. */
  readonly X: Matrix;
  readonly y: Int32Array;
  /** X minus the mean of the class: -e1 for class 0, e1 for class 1. */
  readonly noise: Matrix;
  /** The noise in units of its scale: N(0, Sigma), whatever sigma1 and c. */
  readonly pattern: Matrix;
}

/**
 * n points of each class: x = -e1 + z / sigma1 of class 0, x = e1 + z / (c sigma1) of class 1, z ~ N(0, Sigma).
 * The same stream gives the same z for every sigma1 and c.
 *
 * @throws RangeError if a parameter is out of range or n is not a positive integer
 */
export function sampleClasses(n: number, classes: GaussianClasses, stream: RandomStream): GaussianSample {
  requireClasses(classes);
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n is ${n}, expected a positive integer`);
  return placeClasses(sampleEquicorrelated(2 * n, classes.d, classes.tau, stream), n, classes);
}

/**
 * The points of a given pattern of noise: the first n rows are of class 0, the others of class 1.
 *
 * @throws RangeError unless the pattern holds finite numbers of the classes' dimension, and n of its rows at most
 */
export function placeClasses(pattern: Matrix, n: number, classes: GaussianClasses): GaussianSample {
  requireClasses(classes);
  requireMatrix('pattern', pattern, { cols: classes.d });
  requireInteger('n', n, 0, pattern.rows);
  const X = zeros(pattern.rows, pattern.cols);
  const noise = zeros(pattern.rows, pattern.cols);
  const y = Int32Array.from({ length: pattern.rows }, (_, i) => (i < n ? 0 : 1));
  for (let i = 0; i < pattern.rows; i++) {
    const scale = y[i] === 0 ? classes.sigma1 : classes.c * classes.sigma1;
    row(pattern, i).forEach((z, k) => {
      row(noise, i)[k] = z / scale;
      row(X, i)[k] = z / scale + (k === 0 ? 2 * y[i] - 1 : 0);
    });
  }
  return { X, y, noise, pattern };
}

/**
 * Log-odds of class 1 against class 0 under the densities of Section C.6, step 1, on the segment
 * lambda xi + (1 - lambda) xj: a polynomial of degree 2 in lambda, from the points themselves and not from eq. (17).
 *
 * @throws RangeError if a parameter is out of range
 */
export function posteriorLogit(
  classes: GaussianClasses,
  xi: ArrayLike<number>,
  xj: ArrayLike<number>,
): Quadratic {
  requireClasses(classes);
  const { sigma1, c, tau, d } = classes;
  requireNumbers('xi', xi, d);
  requireNumbers('xj', xj, d);
  const { cd, tauD } = equicorrelation(d, tau);
  // Squared Mahalanobis distance (precision 1) from the mean `sign e1`, as a polynomial in lambda.
  const distance = (sign: number): Quadratic => {
    const start = Float64Array.from(xj, (v, k) => v - (k === 0 ? sign : 0));
    const step = Float64Array.from(xi, (v, k) => v - xj[k]);
    const form = (u: Float64Array, v: Float64Array) => bilinearForm(u, v, cd, tauD);
    return [form(start, start), 2 * form(start, step), form(step, step)];
  };
  const s = sigma1 * sigma1;
  const to0 = distance(-1);
  const to1 = distance(1);
  const at = (k: 0 | 1 | 2) => (s / 2) * (to0[k] - c * c * to1[k]);
  return [at(0) + d * ln(c), at(1), at(2)];
}
