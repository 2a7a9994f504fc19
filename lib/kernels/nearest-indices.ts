import { withArena } from './arena';
import { roundUp } from './round-up';
import { byFeatures, type Rows, requireFinite } from './rows';

const BLOCK = 128;

/**
 * Index of the nearest row of `training` for every point: squared Euclidean distance in f64, summed in the order of the
 * features; of equally near rows the first.
 *
 * @param points [n x d]
 * @param training [m x d]
 * @returns [n]
 * @throws RangeError if the numbers of features differ, or a value is not finite
 */
export function nearestIndices(points: Rows, training: Rows): Int32Array {
  requireFinite('points', points);
  requireFinite('training points', training);
  const { rows: n, cols: d } = points;
  if (training.cols !== d) {
    throw new RangeError(`training points have ${training.cols} features, points have ${d}`);
  }
  return withArena((arena) => {
    const reference = arena.placeF64(byFeatures(training, 4));
    const block = arena.allocate(8 * d * BLOCK);
    const out = arena.allocate(8 * BLOCK);
    const result = new Int32Array(n);
    for (let from = 0; from < n; from += BLOCK) {
      const count = Math.min(BLOCK, n - from);
      const pitch = roundUp(count, 4);
      const part = { data: points.data.subarray(from * d, (from + count) * d), rows: count, cols: d };
      arena.f64(block, d * pitch).set(byFeatures(part, 4));
      arena.exports.nearestIndices(block, reference, d, pitch, training.rows, out);
      result.set(arena.f64(out, count), from);
    }
    return result;
  });
}
