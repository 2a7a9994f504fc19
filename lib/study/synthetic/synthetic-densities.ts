import type { Dataset } from '../../data/dataset';
import { cubeCentres } from '../../data/synthetic';
import { type ClassConditional, classConditional } from '../../density/class-conditional';
import { equalMixture, type MixtureDensity } from '../../density/equal-mixture';
import { fitGaussian } from '../../density/gaussian';
import { fitKernelDensity } from '../../density/kernel-density';
import { matrix, zeros } from '../../numeric/matrix';
import type { Protocol } from '../common/protocol';

/**
 * Generative model of the classes of a synthetic set: a Gaussian by maximum likelihood, a kernel density with factor h
 * on the square root of the sample covariance, or, for the cubes, Gaussians around the cubes' true centres with unit
 * covariance.
 */
export type SyntheticDensity =
  | { readonly kind: 'gaussian' }
  | { readonly kind: 'kernel'; readonly bandwidth: number | 'scott'; readonly ridge: number }
  | { readonly kind: 'true-means' };

/**
 * Densities of the classes of a training set.
 *
 * Deviation: with `true-means` the code's very first step has the means of its batch, the later ones the true means;
 * here all have the true means.
 *
 * @throws RangeError if a class has too few points for its density
 */
export function syntheticDensities(
  { X, y, classNames }: Dataset,
  density: SyntheticDensity,
  layout: Protocol,
): ClassConditional<MixtureDensity> {
  return classConditional(X, y, classNames.length, (points, c): MixtureDensity => {
    if (density.kind === 'gaussian') return fitGaussian(points);
    if (density.kind === 'kernel') return fitKernelDensity(points, density);
    return unitGaussian(cubeCentres(X.cols, layout)[c]);
  });
}

/** N(mean, I). */
export function unitGaussian(mean: readonly number[]): MixtureDensity {
  const d = mean.length;
  const identity = zeros(d, d);
  for (let j = 0; j < d; j++) identity.data[j * d + j] = 1;
  return equalMixture(matrix([mean]), identity);
}
