import type { Manifold } from './manifold';

/**
 * Directed Hausdorff distance h(A, B) = max over a in A of d(a, B), over the points of A's sample: of a continuous manifold a lower
 * bound, by no more than twice the gaps in the sample.
 *
 * @throws RangeError if the manifolds differ in dimension or norm
 *
 * @example
 * const [a, b] = [pointManifold(matrix([[0], [1]])), pointManifold(matrix([[0], [5]]))];
 * directedHausdorff(a, b); // 1; directedHausdorff(b, a) is 4
 */
export function directedHausdorff(a: Manifold, b: Manifold): number {
  if (a.norm !== b.norm) {
    throw new RangeError(`one manifold measures by ${a.norm}, the other by ${b.norm}: give both one norm`);
  }
  return b.project(a.sample).distances.reduce((largest, d) => Math.max(largest, d), 0);
}
