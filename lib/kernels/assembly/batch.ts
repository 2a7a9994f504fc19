import { narrow, VECTOR } from './lanes';
import { Sweep } from './plan';
import { transpose } from './transpose';

/**
 * Mixes the points of a batch, lambda x[first] + (1 - lambda) x[second]; the 1 in front of the features stays 1, since
 * lambda + (1 - lambda) rounds to 1. By points first, then by features.
 */
export function mixBatch<T>(plan: Sweep, from: i32, count: i32, lambda: f64): void {
  mixRows(plan, plan.x, (plan.d + 4) & ~3, from, count, lambda, plan.mixed);
  arrangeBatch<T>(plan, count);
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
  const columns = (plan.d + 4) & ~3;
  const row = <usize>columns * sizeof<T>();
  if (sizeof<T>() == 4) narrow(plan.mixed, plan.byPoint, count * columns);
  const pitchBytes = <usize>plan.pitch * sizeof<T>();
  transpose<T>(plan.byPoint, row, plan.byFeature, pitchBytes, count, columns, 0, 0);
}

function cutRows(plan: Sweep, from: i32, count: i32, weights: usize): void {
  const one = f64x2.splat(1);
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
  const a = f64x2.splat(lambda), b = f64x2.splat(1 - lambda);
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

/** Reads the rows of a batch, in whatever order: the processor waits for several at a time, and partners are among them. */
function readAhead(plan: Sweep, rows: usize, width: usize, from: i32, count: i32, sink: usize): void {
  let sum: i64 = 0;
  for (let i = from; i < from + count; i++) {
    let row = rows + <usize>load<i32>(plan.first + (<usize>i << 2)) * width;
    for (const end = row + width; row < end; row += 64) sum += load<i64>(row);
  }
  store<i64>(sink, sum);
}
