import ln from '@stdlib/math-base-special-ln';
import { SingularCovarianceError } from '../density/covariance';
import { cholesky, NotPositiveDefiniteError, solveLower } from '../numeric/linear-algebra';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { symmetricEigen } from '../numeric/symmetric-eigen';

/** Mean and covariance of a Gaussian class, as `fitGaussian` gives them. */
export interface GaussianClass {
  /** [d] */
  readonly mean: ArrayLike<number>;
  /** [d x d] */
  readonly covariance: Matrix;
}

/**
 * Log ratio of two Gaussian densities in coordinates z in which the first is standard and the second has a diagonal covariance,
 *
 *   log p_j(x) - log p_i(x) = sum_k (a_k z_k^2 / 2 + b_k z_k) + c,  x = m_i + T z.
 */
export interface CanonicalLogRatio {
  /** 1 - 1/s_k, s_k the variances of the second; below 1. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly c: number;
  /** m_i */
  readonly origin: Float64Array;
  /** T, [d x d] */
  readonly transform: Matrix;
}

/** Curvatures that are rounding errors of equal variances. */
const flat = 1e-11;

/**
 * Quadratic discriminant of two Gaussian classes (Appendix F.2) by diagonalising both covariances at once.
 *
 * Curvatures |a_k| below 1e-11 count as 0, as those of equal covariances do.
 *
 * @throws SingularCovarianceError if a covariance has no inverse: then its class has no density
 * @throws RangeError if the dimensions differ, a mean is not finite or a covariance not symmetric
 */
export function canonicalLogRatio(first: GaussianClass, second: GaussianClass): CanonicalLogRatio {
  const d = first?.mean?.length;
  for (const { mean, covariance } of [first, second]) {
    if (!mean || !covariance) {
      throw new RangeError(
        'a class has no mean or no covariance, expected both, as fitGaussian gives them: for other densities use segmentSearch',
      );
    }
    if (mean.length !== d || covariance.rows !== d || covariance.cols !== d) {
      throw new RangeError(
        `a class has a mean of ${mean.length} and a covariance of ${covariance.rows} x ${covariance.cols} ` +
          `numbers, expected ${d} and ${d} x ${d} as the first mean has`,
      );
    }
    requireMoments(mean, covariance);
  }
  const l = factorOf(first, 'first');
  factorOf(second, 'second');
  const { values, vectors } = symmetricEigen(whitened(second.covariance, l));
  const transform = zeros(d, d);
  for (let i = 0; i < d; i++) {
    for (let k = 0; k < d; k++) {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += l.data[i * d + j] * vectors.data[j * d + k];
      transform.data[i * d + k] = sum;
    }
  }
  const shift = solveLower(
    l,
    Float64Array.from({ length: d }, (_, j) => second.mean[j] - first.mean[j]),
  );
  const [a, b] = [new Float64Array(d), new Float64Array(d)];
  let c = 0;
  for (let k = 0; k < d; k++) {
    let mean = 0;
    for (let j = 0; j < d; j++) mean += vectors.data[j * d + k] * shift[j];
    const variance = Math.abs(1 - 1 / values[k]) < flat ? 1 : values[k];
    a[k] = 1 - 1 / variance;
    b[k] = mean / variance;
    c -= 0.5 * ((mean * mean) / variance + ln(variance));
  }
  if (!Number.isFinite(c)) {
    throw new RangeError(
      'the covariances of the classes differ by more than numbers hold: scale the features',
    );
  }
  return { a, b, c, origin: Float64Array.from(first.mean), transform };
}

function requireMoments(mean: ArrayLike<number>, { data }: Matrix): void {
  const d = mean.length;
  for (let i = 0; i < d; i++) {
    if (!Number.isFinite(mean[i])) {
      throw new RangeError(`a mean has ${mean[i]} in place ${i}, expected finite numbers`);
    }
    for (let j = 0; j < i; j++) {
      const [below, above] = [data[i * d + j], data[j * d + i]];
      // Products of the same numbers in another order may round differently.
      if (Math.abs(below - above) <= 1e-9 * Math.sqrt(data[i * (d + 1)] * data[j * (d + 1)])) continue;
      throw new RangeError(
        `a covariance has ${below} in row ${i}, column ${j}, and ${above} the other way round, expected a symmetric matrix`,
      );
    }
  }
}

function factorOf({ covariance }: GaussianClass, name: string): Matrix {
  try {
    return cholesky(covariance);
  } catch (error) {
    if (!(error instanceof NotPositiveDefiniteError)) throw error;
    throw singularClass(name, error);
  }
}

/** A class without a density. @param name `first` or `second` */
export function singularClass(name: string, cause?: unknown): SingularCovarianceError {
  return new SingularCovarianceError(
    `the covariance of the ${name} class is singular, so that it has no density and no level set: ` +
      'fit it with a ridge, or drop constant and dependent features',
    { cause },
  );
}

/** L^-1 A L^-T. */
function whitened(a: Matrix, l: Matrix): Matrix {
  const d = a.rows;
  const half = zeros(d, d);
  for (let i = 0; i < d; i++) half.data.set(solveLower(l, row(a, i)), i * d);
  const result = zeros(d, d);
  for (let j = 0; j < d; j++) {
    const column = solveLower(
      l,
      Float64Array.from({ length: d }, (_, i) => half.data[i * d + j]),
    );
    for (let i = 0; i < d; i++) result.data[i * d + j] = column[i];
  }
  return result;
}
