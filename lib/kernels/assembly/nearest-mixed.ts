import { VECTOR } from './lanes';
import { mixDistances, rowOf } from './pairwise';
import { Sweep } from './plan';

// Nearest training points of mixed points x = a x1 + b x2, a + b = 1. By
//
//   |x - c|^2 = a |x1 - c|^2 + b |x2 - c|^2 - a b |x1 - x2|^2
//
// a table of distances gives the first two terms, which decide, up to rounding; all rows that rounding may hide are then
// compared as in nearest.ts, so that the result is the same.

/** Relative rounding of the mixed distances: five f32 roundings, both ways, with room to spare. */
const RELATIVE: f64 = 1e-6;

/** Index of the nearest training point of every point of a batch, f64, in `plan.nearest`. */
export function nearestMixed(plan: Sweep, from: i32, count: i32, lambda: f64): void {
  const terms = plan.nearestTerms;
  const mixedRow = <usize>((plan.d + 4) & ~3) << 3;
  for (let b = 0; b < count; b++) {
    const d1 = rowOf(plan, plan.first, from + b, plan.distances, plan.distanceRow);
    const d2 = rowOf(plan, plan.second, from + b, plan.distances, plan.distanceRow);
    const smallest = mixDistances<f32>(d1, d2, plan.distanceRow, lambda, terms);
    // The coordinates of x are rounded too, each by at most `rounding`.
    const rounding = plan.coordinateRounding;
    const slack = 8 * (Math.sqrt(smallest * <f64>plan.d) * rounding + <f64>plan.d * rounding * rounding);
    const limit = smallest * (1 + RELATIVE) + slack;
    const x = plan.mixed + <usize>b * mixedRow + 8;
    store<f64>(plan.nearest + (<usize>b << 3), <f64>nearestBelow(plan, x, terms, limit * (1 + RELATIVE)));
  }
}

/** The nearest of the rows whose term is at most `limit`, the first of equally near ones. */
function nearestBelow(plan: Sweep, x: usize, terms: usize, limit: f64): i32 {
  // By way of memory, because V8 would convert it anew in every pass of the loop.
  const end = terms + <usize>plan.distanceRow;
  store<f32>(end, <f32>limit);
  const limits = v128.load32_splat(end);
  let best = 0;
  let bestDistance = Infinity;
  for (let i = 0; terms < end; i += 8, terms += 2 * VECTOR) {
    const t0 = v128.load(terms), t1 = v128.load(terms, VECTOR);
    if (!v128.any_true(f32x4.le(f32x4.pmin(t0, t1), limits))) continue;
    let candidates = i32x4.bitmask(f32x4.le(t0, limits)) | (i32x4.bitmask(f32x4.le(t1, limits)) << 4);
    while (candidates != 0) {
      const index = i + ctz(candidates);
      candidates &= candidates - 1;
      const distance = exactDistance(plan, x, index);
      if (distance < bestDistance) {
        best = index;
        bestDistance = distance;
      }
    }
  }
  return best;
}

function exactDistance(plan: Sweep, x: usize, index: i32): f64 {
  const rowBytes = <usize>((plan.d + 4) & ~3) << 3;
  let other = plan.x + <usize>index * rowBytes + 8;
  let sum: f64 = 0;
  for (let j = 0; j < plan.d; j++, x += 8, other += 8) {
    const difference = load<f64>(x) - load<f64>(other);
    sum += difference * difference;
  }
  return sum;
}
