import { distanceBetween } from '../../density/distance-norm';
import type { Manifold } from '../../density/manifold';
import { pointManifold } from '../../density/manifold';
import type { Matrix } from '../../numeric/matrix';

/** How well a generator's manifold stands for a class's points. */
export interface Coverage {
  /** Distance within which a point counts as met, in units of the features. */
  readonly within: number;
  /** Share of the class's points within that distance of the manifold, in [0, 1]. */
  readonly coverage: number;
  /** Share of generated points farther than that from all of the class's points, in [0, 1]. */
  readonly spill: number;
}

/** A generator misses so much of its class that distances from its manifold say little about the class. */
export class LowCoverageError extends RangeError {
  override readonly name = 'LowCoverageError';

  constructor(
    readonly measured: Coverage,
    least: number,
  ) {
    const { coverage, spill, within } = measured;
    super(
      `the generator comes within ${within.toPrecision(3)} of ${(100 * coverage).toFixed(1)} % of the class's points, expected at least ` +
        `${(100 * least).toFixed(1)} % (spill ${(100 * spill).toFixed(1)} %): it has collapsed, or is too small; train it longer or ` +
        'from another seed, give it another latent dimension, or lower minCoverage',
    );
  }
}

/**
 * Coverage and spill of a manifold.
 *
 * @param points the class's points, [n x d]
 * @param generated points of the manifold at random latent points, [m x d]
 * @param within distance that counts as met; unless given, `resolution(points)`
 */
export function coverageOf(
  manifold: Manifold,
  points: Matrix,
  generated: Matrix,
  within = resolution(points),
): Coverage {
  const share = (distances: Float64Array, isMet: (d: number) => boolean) =>
    distances.filter(isMet).length / distances.length;
  const own = pointManifold(points, { norm: manifold.norm });
  return {
    within,
    coverage: share(manifold.project(points).distances, (d) => d <= within),
    spill: share(own.project(generated).distances, (d) => d > within),
  };
}

/** Of how many neighbours the distance is taken. */
const neighbours = 5;

/**
 * Twice the median Euclidean distance of a point to its fifth neighbour: how finely the points show the manifold that they are of, noise
 * included. With fewer than seven points the farthest neighbour counts.
 */
export function resolution(points: Matrix): number {
  const { rows: n, cols: d, data } = points;
  const rank = Math.min(neighbours, n - 1);
  const own = Float64Array.from({ length: n }, (_, i) => {
    const all = Float64Array.from({ length: n }, (_, j) =>
      distanceBetween('l2', data, i * d, data, j * d, d),
    ).sort();
    return all[rank];
  }).sort();
  return 2 * own[n >> 1];
}
