import { narrow, storeNarrow, VECTOR } from './lanes';
import { once } from './once';
import { Sweep } from './plan';
import { transpose } from './transpose';

/**
 * Mixes the points of a batch, lambda x[first] + (1 - lambda) x[second]; the 1 in front of the features stays 1, since
 * lambda + (1 - lambda) rounds to 1. By points first, then by features.
 */
export function mixBatch<T>(plan: Sweep, from: i32, count: i32, lambda: f64): void {
  const columns = (plan.d + 4) & ~3;
  // In single precision nobody but a search for neighbours reads the points before rounding.
  if (sizeof<T>() == 8 || plan.training) {
    mixRows(plan, plan.x, columns, from, count, lambda, plan.mixed);
    arrangeBatch<T>(plan, count);
  } else {
    mixRowsNarrowly(plan, <usize>columns * 8, from, count, lambda);
    turnBatch<T>(plan, count);
  }
}

/** The same with a weight for every feature, f64 [rows4(1 + d)]; that of the 1 in front is 1. */
export function cutBatch<T>(plan: Sweep, from: i32, count: i32, weights: usize): void {
  cutRows(plan, from, count, weights);
  arrangeBatch<T>(plan, count);
}

/** All rows as they are, as a batch. */
export function arrangeRows<T>(plan: Sweep): void {
  memory.copy(plan.mixed, plan.x, <usize>(plan.n * ((plan.d + 4) & ~3)) << 3);
  arrangeBatch<T>(plan, plan.n);
}

/** The mixed points in T, by points and by features. */
function arrangeBatch<T>(plan: Sweep, count: i32): void {
  if (sizeof<T>() == 4) narrow(plan.mixed, plan.byPoint, count * ((plan.d + 4) & ~3));
  turnBatch<T>(plan, count);
}

function turnBatch<T>(plan: Sweep, count: i32): void {
  const columns = (plan.d + 4) & ~3;
  const row = <usize>columns * sizeof<T>();
  const pitchBytes = <usize>plan.pitch * sizeof<T>();
  transpose<T>(plan.byPoint, row, plan.byFeature, pitchBytes, count, columns);
}

function cutRows(plan: Sweep, from: i32, count: i32, weights: usize): void {
  const one = once(f64x2.splat(1));
  const width = <usize>((plan.d + 4) & ~3) * 8;
  let out = plan.mixed;
  for (let i = from; i < from + count; i++) {
    let x1 = plan.x + <usize>load<i32>(plan.first + (<usize>i << 2)) * width;
    let x2 = plan.x + <usize>load<i32>(plan.second + (<usize>i << 2)) * width;
    let weight = weights;
    for (const end = out + width; out < end; out += VECTOR) {
      const w = v128.load(weight);
      v128.store(out, f64x2.add(f64x2.mul(w, v128.load(x1)), f64x2.mul(f64x2.sub(one, w), v128.load(x2))));
      x1 += VECTOR, x2 += VECTOR, weight += VECTOR;
    }
  }
}

/** lambda of row first[b] and 1 - lambda of row second[b] of an f64 matrix of that many columns (even). */
export function mixRows(
  plan: Sweep, rows: usize, columns: i32, from: i32, count: i32, lambda: f64, out: usize,
): void {
  const a = once(f64x2.splat(lambda)), b = once(f64x2.splat(1 - lambda));
  const width = <usize>columns * 8;
  readAhead(plan, rows, width, from, count, out);
  for (let i = from; i < from + count; i++) {
    let x1 = rows + <usize>load<i32>(plan.first + (<usize>i << 2)) * width;
    let x2 = rows + <usize>load<i32>(plan.second + (<usize>i << 2)) * width;
    for (const end = out + width; out < end; out += VECTOR) {
      v128.store(out, f64x2.add(f64x2.mul(a, v128.load(x1)), f64x2.mul(b, v128.load(x2))));
      x1 += VECTOR, x2 += VECTOR;
    }
  }
}

/** The same of `x`, rounded to f32 at once, to `byPoint`. */
function mixRowsNarrowly(plan: Sweep, width: usize, from: i32, count: i32, lambda: f64): void {
  const a = once(f64x2.splat(lambda)), b = once(f64x2.splat(1 - lambda));
  let out = plan.byPoint;
  readAhead(plan, plan.x, width, from, count, out);
  for (let i = from; i < from + count; i++) {
    let x1 = plan.x + <usize>load<i32>(plan.first + (<usize>i << 2)) * width;
    let x2 = plan.x + <usize>load<i32>(plan.second + (<usize>i << 2)) * width;
    for (const end = x1 + width; x1 < end; x1 += 2 * VECTOR, x2 += 2 * VECTOR) {
      const low = f64x2.add(f64x2.mul(a, v128.load(x1)), f64x2.mul(b, v128.load(x2)));
      const high = f64x2.add(f64x2.mul(a, v128.load(x1, VECTOR)), f64x2.mul(b, v128.load(x2, VECTOR)));
      storeNarrow(out, low, high), out += VECTOR;
    }
  }
}

/** Reads the rows of a batch, in whatever order: the processor waits for several at a time, and partners are among them. */
function readAhead(plan: Sweep, rows: usize, width: usize, from: i32, count: i32, sink: usize): void {
  let sum: i64 = 0;
  for (let i = from; i < from + count; i++) {
    let row = rows + <usize>load<i32>(plan.first + (<usize>i << 2)) * width;
    for (const end = row + width; row < end; row += 64) sum += load<i64>(row);
  }
  store<i64>(sink, sum);
}
