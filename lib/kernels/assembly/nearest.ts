import { VECTOR } from './lanes';

/**
 * Index of the nearest training point (squared Euclidean distance, summed in the order of the features; the first of
 * equally near ones).
 *
 * @param points f64 [d x pitch points], by features; pitch a multiple of 4
 * @param training f64 [d x rows4(n) points], by features
 * @param out f64 [pitch], the indices
 */
export function nearestIndices(points: usize, training: usize, d: i32, pitch: i32, n: i32, out: usize): void {
  const row = <usize>pitch * 8;
  const trainingRow = <usize>((n + 3) & ~3) * 8;
  for (let offset: usize = 0; offset < row; offset += 2 * VECTOR) {
    let best0 = f64x2.splat(Infinity), best1 = best0;
    let index0 = f64x2.splat(0), index1 = index0;
    for (let i = 0; i < n; i += 2) {
      let a = training + <usize>i * 8;
      let b = points + offset;
      let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00;
      for (let j = 0; j < d; j++) {
        const b0 = v128.load(b), b1 = v128.load(b, VECTOR);
        const s = v128.load_splat<f64>(a), t = v128.load_splat<f64>(a, 8);
        c00 = addSquare(c00, b0, s), c01 = addSquare(c01, b1, s);
        c10 = addSquare(c10, b0, t), c11 = addSquare(c11, b1, t);
        a += trainingRow, b += row;
      }
      const here = f64x2.splat(<f64>i);
      index0 = v128.bitselect(here, index0, f64x2.lt(c00, best0)), best0 = f64x2.pmin(best0, c00);
      index1 = v128.bitselect(here, index1, f64x2.lt(c01, best1)), best1 = f64x2.pmin(best1, c01);
      if (i + 1 < n) {
        const next = f64x2.splat(<f64>(i + 1));
        index0 = v128.bitselect(next, index0, f64x2.lt(c10, best0)), best0 = f64x2.pmin(best0, c10);
        index1 = v128.bitselect(next, index1, f64x2.lt(c11, best1)), best1 = f64x2.pmin(best1, c11);
      }
    }
    v128.store(out + offset, index0), v128.store(out + offset, index1, VECTOR);
  }
}

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, point: v128, other: v128): v128 {
  const difference = f64x2.sub(point, other);
  return f64x2.add(sum, f64x2.mul(difference, difference));
}
