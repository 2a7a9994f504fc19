import { leastLane, VECTOR } from './lanes';
import { once } from './once';
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

// @ts-ignore: decorator
@inline
function addSquare<T>(sum: v128, point: v128, centre: v128): v128 {
  const difference = v128.sub<T>(point, centre);
  return v128.add<T>(sum, v128.mul<T>(difference, difference));
}

/** Squared distances of 4 columns of a and 2 vectors of columns of b; and the smallest of every lane so far. */
function distanceBlock<T>(
  a: usize, aRow: usize, b: usize, bRow: usize, out: usize, outRow: usize, smallest: usize, depth: i32,
): void {
  const zero = v128.splat<T>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b), b1 = v128.load(b, VECTOR);
    let s = v128.load_splat<T>(a);
    c00 = addSquare<T>(c00, b0, s), c01 = addSquare<T>(c01, b1, s);
    s = v128.load_splat<T>(a, sizeof<T>());
    c10 = addSquare<T>(c10, b0, s), c11 = addSquare<T>(c11, b1, s);
    s = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = addSquare<T>(c20, b0, s), c21 = addSquare<T>(c21, b1, s);
    s = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = addSquare<T>(c30, b0, s), c31 = addSquare<T>(c31, b1, s);
    a += aRow, b += bRow;
  }
  v128.store(out, c00), v128.store(out, c01, VECTOR), out += outRow;
  v128.store(out, c10), v128.store(out, c11, VECTOR), out += outRow;
  v128.store(out, c20), v128.store(out, c21, VECTOR), out += outRow;
  v128.store(out, c30), v128.store(out, c31, VECTOR);
  c00 = v128.pmin<T>(v128.pmin<T>(c00, c10), v128.pmin<T>(c20, c30));
  c01 = v128.pmin<T>(v128.pmin<T>(c01, c11), v128.pmin<T>(c21, c31));
  v128.store(smallest, v128.pmin<T>(v128.load(smallest), c00));
  v128.store(smallest, v128.pmin<T>(v128.load(smallest, VECTOR), c01), VECTOR);
}

/** Row of a table that belongs to the point at a position of a batch. */
// @ts-ignore: decorator
@inline
export function rowOf(plan: Sweep, positions: usize, position: i32, rows: usize, rowBytes: usize): usize {
  return rows + <usize>load<i32>(positions + (<usize>position << 2)) * rowBytes;
}

/**
 * lambda d1 + (1 - lambda) d2 of two rows of a table, and the smallest entry.
 *
 * @param out of that width
 */
export function mixDistances<T>(d1: usize, d2: usize, width: usize, lambda: f64, out: usize): f64 {
  const a = once(v128.splat<T>(<T>lambda)), b = once(v128.splat<T>(<T>(1 - lambda)));
  let smallest0 = v128.splat<T>(<T>Infinity), smallest1 = smallest0;
  for (const end = d1 + width; d1 < end; d1 += 2 * VECTOR, d2 += 2 * VECTOR, out += 2 * VECTOR) {
    const t0 = v128.add<T>(v128.mul<T>(a, v128.load(d1)), v128.mul<T>(b, v128.load(d2)));
    const t1 = v128.add<T>(v128.mul<T>(a, v128.load(d1, VECTOR)), v128.mul<T>(b, v128.load(d2, VECTOR)));
    v128.store(out, t0), v128.store(out, t1, VECTOR);
    smallest0 = v128.pmin<T>(smallest0, t0), smallest1 = v128.pmin<T>(smallest1, t1);
  }
  return leastLane<T>(v128.pmin<T>(smallest0, smallest1));
}
