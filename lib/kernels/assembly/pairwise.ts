import { VECTOR } from './lanes';
import { distanceBlock } from './log-density';
import { Sweep } from './plan';

/**
 * Table of squared distances.
 *
 * @param points T [d x pitch], by features; pitch a multiple of 4
 * @param centres T [d x row bytes], by features; row a multiple of 2 vectors
 * @param out T [pitch x row bytes]
 */
export function pairwise<T>(
  points: usize, pitch: i32, centres: usize, row: usize, d: i32, out: usize, smallest: usize,
): void {
  const pointRow = <usize>pitch * sizeof<T>();
  for (let offset: usize = 0; offset < row; offset += 2 * VECTOR) {
    for (let i: usize = 0; i < <usize>pitch; i += 4) {
      const block = points + i * sizeof<T>();
      distanceBlock<T>(block, pointRow, centres + offset, row, out + i * row + offset, row, smallest, d);
    }
  }
}

/** Row of a table that belongs to the point at a position of a batch. */
// @ts-ignore: decorator
@inline
export function rowOf(plan: Sweep, positions: usize, position: i32, rows: usize, rowBytes: usize): usize {
  return rows + <usize>load<i32>(positions + (<usize>position << 2)) * rowBytes;
}

/** lambda d1 + (1 - lambda) d2 of two rows of a table, and the smallest entry. */
export function mixDistances<T>(d1: usize, d2: usize, width: usize, lambda: f64, out: usize): f64 {
  const a = v128.splat<T>(<T>lambda), b = v128.splat<T>(<T>(1 - lambda));
  let smallest0 = v128.splat<T>(<T>Infinity), smallest1 = smallest0;
  for (const end = d1 + width; d1 < end; d1 += 2 * VECTOR, d2 += 2 * VECTOR, out += 2 * VECTOR) {
    const t0 = v128.add<T>(v128.mul<T>(a, v128.load(d1)), v128.mul<T>(b, v128.load(d2)));
    const t1 = v128.add<T>(v128.mul<T>(a, v128.load(d1, VECTOR)), v128.mul<T>(b, v128.load(d2, VECTOR)));
    v128.store(out, t0), v128.store(out, t1, VECTOR);
    smallest0 = v128.pmin<T>(smallest0, t0), smallest1 = v128.pmin<T>(smallest1, t1);
  }
  const smallest = v128.pmin<T>(smallest0, smallest1);
  if (sizeof<T>() == 4) {
    const halves = f32x4.pmin(smallest, v128.shuffle<i32>(smallest, smallest, 2, 3, 0, 1));
    return <f64>min(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
  }
  return min(f64x2.extract_lane(smallest, 0), f64x2.extract_lane(smallest, 1));
}
