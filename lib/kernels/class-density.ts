import ln from '@stdlib/math-base-special-ln';
import { type Rows, requireFinite } from './rows';

/**
 * Density of one class: an equally weighted mixture of Gaussians that share a covariance,
 *
 *   p(x) = (1/m) sum_i N(x; c_i, L L^T).
 *
 * One centre makes a Gaussian; the points of the class as centres make a kernel density. Not to be changed once used:
 * what the kernels derive from it is kept.
 */
export interface ClassDensity {
  /** [m x d] */
  readonly centres: Rows;
  /** Lower Cholesky factor L of the covariance, [d x d]. */
  readonly cholesky: Rows;
}

/** A Gaussian or kernel density as a part of a mixture, whose weight it carries. */
export interface WeightedDensity extends ClassDensity {
  /** Above 0; the weights of a mixture sum to 1. */
  readonly weight: number;
}

/** Density of one class whose parts have covariances of their own: p(x) = sum_k weight_k p_k(x). */
export interface ClassMixture {
  readonly parts: readonly WeightedDensity[];
}

/** The parts of a class's density; a density that is no mixture is its only part. */
export function partsOf(density: ClassDensity | ClassMixture): readonly ClassDensity[] {
  return 'parts' in density ? density.parts : [density];
}

/** Logarithm of the weight of a part, 0 for a density that is no part. @throws RangeError if the weight is not above 0 */
export function logWeightOf(density: ClassDensity): number {
  const weight = 'weight' in density ? Number(density.weight) : 1;
  if (weight > 0 && weight < Infinity) return ln(weight);
  throw new RangeError(`a part of a mixture has weight ${weight}, expected a number above 0`);
}

/** @throws RangeError naming the class, if its shapes or values are not those of a density */
export function requireDensity(density: ClassDensity, c: number, d: number): void {
  requireFinite(`centres of class ${c}'s density`, density.centres);
  const { centres, cholesky } = density;
  if (centres.cols !== d || cholesky.rows !== d || cholesky.cols !== d) {
    throw new RangeError(
      `class ${c}'s density has ${centres.cols} features and a ${cholesky.rows} x ${cholesky.cols} factor, ` +
        `expected ${d} and ${d} x ${d}`,
    );
  }
  for (let i = 0; i < d; i++) {
    const pivot = cholesky.data[i * d + i];
    if (!(pivot > 0 && pivot < Infinity)) {
      throw new RangeError(
        `class ${c}'s Cholesky factor has ${pivot} on its diagonal, expected a positive number`,
      );
    }
  }
}
