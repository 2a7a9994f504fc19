import type { DistanceDensity } from '../density/distance-density';
import { directedHausdorff } from '../density/hausdorff';
import { sigmoid } from '../numeric/logistic';

/**
 * Interval of lambda = p_j / (p_i + p_j) that exists for densities exp(-d / s) of two manifolds (Appendix F.3),
 *
 *   [1 / (1 + exp(h(M_i, M_j) / s)), 1 / (1 + exp(-h(M_j, M_i) / s))],
 *
 * h the directed Hausdorff distance: d(x, M_j) - d(x, M_i) is at most h(M_i, M_j) by the triangle inequality, which is taken at the
 * point of M_i that is farthest from M_j. The paper does not say that other lambdas have no point. Kernel `gaussian` has no
 * such bound: the difference of squared distances grows without end where the manifolds differ along some direction, so that (0, 1)
 * is all that can be said.
 *
 * @throws RangeError if kernels, scales, norms or dimensions differ
 *
 * @example
 * const densityOf = (points: number[][]) => distanceDensity(pointManifold(matrix(points)));
 * const [low, high] = reachableLambdas(densityOf([[0], [1]]), densityOf([[2]])); // no point has lambda = 0.01
 */
export function reachableLambdas(first: DistanceDensity, second: DistanceDensity): readonly [number, number] {
  if (first.kernel !== second.kernel || first.scale !== second.scale) {
    throw new RangeError(
      `one density is ${first.kernel} with scale ${first.scale}, the other ${second.kernel} with ${second.scale}: ` +
        'log ratios of both kinds are not differences of distances; give both one kernel and scale',
    );
  }
  if (first.kernel === 'gaussian') return [0, 1];
  return [
    sigmoid(-directedHausdorff(first.manifold, second.manifold) / first.scale),
    sigmoid(directedHausdorff(second.manifold, first.manifold) / first.scale),
  ];
}
