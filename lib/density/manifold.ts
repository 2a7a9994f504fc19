import { type Matrix, zeros } from '../numeric/matrix';
import { type DistanceNorm, distanceBetween, requireNorm } from './distance-norm';
import { requirePoints, requireQueries } from './require-points';

/** The set M_c of a class: the points that a generator makes, or that stand for it. */
export interface Manifold {
  /** d */
  readonly numFeatures: number;
  readonly norm: DistanceNorm;
  /** Points of the manifold that are spread all over it, [m x d]: to measure it against others. */
  readonly sample: Matrix;
  /**
   * Nearest points of the manifold and the distances to them.
   *
   * @param points [n x d]
   * @throws RangeError if there is no point, a coordinate is not finite or d differs
   */
  project(points: Matrix): Projection;
}

/** Nearest points of a manifold. */
export interface Projection {
  /** m* = argmin over m of d(x, m), [n x d] */
  readonly points: Matrix;
  /** d(x, M), [n] */
  readonly distances: Float64Array;
}

/**
 * Manifold of finitely many points: of equally near ones the first counts.
 *
 * @param points [m x d]; kept, so not to be changed afterwards
 * @throws RangeError if there is no point, a coordinate is not finite, or the norm is unknown
 *
 * @example
 * pointManifold(matrix([[0, 0], [4, 3]]), { norm: 'l1' }).project(matrix([[1, 1]])).distances; // [2]
 */
export function pointManifold(
  points: Matrix,
  { norm = 'l2' }: { readonly norm?: DistanceNorm } = {},
): Manifold {
  requirePoints(points);
  requireNorm(norm);
  const { rows: m, cols: d } = points;
  return {
    ...{ numFeatures: d, norm, sample: points },
    project(queries) {
      requireQueries(queries, d);
      const nearest = zeros(queries.rows, d);
      const distances = new Float64Array(queries.rows).fill(Infinity);
      for (let i = 0; i < queries.rows; i++) {
        let best = 0;
        for (let j = 0; j < m; j++) {
          const distance = distanceBetween(norm, queries.data, i * d, points.data, j * d, d);
          if (distance < distances[i]) [best, distances[i]] = [j, distance];
        }
        nearest.data.set(points.data.subarray(best * d, (best + 1) * d), i * d);
      }
      return { points: nearest, distances };
    },
  };
}
