import type { Density } from './density';
import type { Manifold } from './manifold';

/** How a distance becomes a density. */
export interface DistanceDensityOptions {
  /** `exponential` (default): exp(-d / s), as Section 7.1 with s = 1. `gaussian`: exp(-d^2 / (2 s^2)). */
  readonly kernel?: 'exponential' | 'gaussian';
  /** s, in units of the features; 1 unless given. */
  readonly scale?: number;
}

/** Density of a class by the distance from its manifold. Not normalised. */
export interface DistanceDensity extends Density {
  readonly manifold: Manifold;
  readonly kernel: 'exponential' | 'gaussian';
  readonly scale: number;
}

/**
 * Proxy of the density of an implicit model, such as a GAN, by the distance from its manifold M = {G(w)} (Section 7.1).
 *
 *   p(x) ~ exp(-d(x, M)),  d(x, M) = min over m in M of |x - m|
 *
 * Not normalised: as in the paper, proxies of all classes are used as if they had one common constant.
 *
 * @throws RangeError if the scale is not positive and finite, or the kernel is unknown
 * Deviation: the paper derives exp(-d) from spherical Gaussian noise, which gives exp(-d^2 / (2 s^2)): that is kernel `gaussian`. The
 * default is what the paper prints and what F.3 needs, whose triangle inequality holds for d and not for its square.
 *
 * @example
 * const density = distanceDensity(pointManifold(matrix([[0, 0], [1, 0]])), { kernel: 'gaussian', scale: 0.5 });
 * density.logDensity(matrix([[0, 1]])); // [-2], which is -d^2 / (2 s^2)
 */
export function distanceDensity(
  manifold: Manifold,
  { kernel = 'exponential', scale = 1 }: DistanceDensityOptions = {},
): DistanceDensity {
  if (!(scale > 0 && scale < Infinity)) {
    throw new RangeError(`scale is ${scale}, expected a finite number above 0`);
  }
  if (kernel !== 'exponential' && kernel !== 'gaussian') {
    throw new RangeError(`kernel is ${JSON.stringify(kernel)}, expected "exponential" or "gaussian"`);
  }
  return {
    ...{ numFeatures: manifold.numFeatures, manifold, kernel, scale },
    logDensity: (points) =>
      manifold
        .project(points)
        .distances.map((d) => (kernel === 'exponential' ? -d / scale : -0.5 * (d / scale) * (d / scale))),
  };
}
