import { type Precision, withArena } from './arena';
import { type ClassDensity, requireDensity } from './class-density';
import { placeDensities } from './place-densities';
import { roundUp } from './round-up';
import { byFeatures, type Rows, requireFinite } from './rows';

/** Points handled at a time: their distances to all centres stay in the cache. */
const BLOCK = 128;

/**
 * Log densities of points under the classes' densities, by the SIMD kernels.
 *
 *   log p_c(x) = log (1/m) sum_i N(x; c_i, L L^T)
 *
 * @param points [n x d]
 * @param densities one a class; -Infinity for a class without one
 * @param options.precision type of the sums over the centres of a mixture; whitening is in f64 always
 * @returns [n x numClasses], row-major, nats
 * @throws RangeError if shapes differ, or a point is not finite
 *
 * @example
 * const unit = { centres: matrix([[0, 0]]), cholesky: matrix([[1, 0], [0, 1]]) };
 * kernels.logDensities(matrix([[1, 2]]), [unit]); // [-4.337877066409345]: nats
 */
export function logDensities(
  points: Rows,
  densities: readonly (ClassDensity | undefined)[],
  { precision = 'double' }: { precision?: Precision } = {},
): Float64Array {
  requireFinite('points', points);
  const { rows: n, cols: d } = points;
  const result = new Float64Array(n * densities.length);
  if (densities.length === 0) return result;
  densities.forEach((density, c) => {
    if (density) requireDensity(density, c, d);
  });
  return withArena((arena) => {
    const { addresses, scratch } = placeDensities(arena, densities, { d, pitch: BLOCK, precision });
    const block = arena.allocate(8 * d * BLOCK);
    const out = arena.allocate(8 * BLOCK);
    const run = precision === 'single' ? arena.exports.logDensity32 : arena.exports.logDensity64;
    for (let from = 0; from < n; from += BLOCK) {
      const count = Math.min(BLOCK, n - from);
      const pitch = roundUp(count, 8);
      const part = { data: points.data.subarray(from * d, (from + count) * d), rows: count, cols: d };
      arena.f64(block, d * pitch).set(byFeatures(part, 8));
      addresses.forEach((density, c) => {
        if (density > 0) run(density, scratch, block, d, pitch, out);
        else arena.f64(out, count).fill(-Infinity);
        const values = arena.f64(out, count);
        for (let b = 0; b < count; b++) result[(from + b) * densities.length + c] = values[b];
      });
    }
    return result;
  });
}
