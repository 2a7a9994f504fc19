import { ClassDensity, DensityScratch } from './class-density';
import { exp2Below, logF64, LN2 } from './exponential';
import { multiplyTriangular } from './gemm';
import { narrow, VECTOR } from './lanes';

/** Terms below 2^-40 (f32) or 2^-70 (f64) of the largest are not added. */
export const NEGLIGIBLE32: f32 = -40;
export const NEGLIGIBLE64: f64 = -70;

/**
 * Log densities of a block of points.
 *
 * @param points f64 [d x pitch points], by features
 * @param pitch points in memory, a multiple of 8
 * @param out f64 [pitch]
 */
export function logDensity<T>(
  density: ClassDensity, scratch: DensityScratch, points: usize, d: i32, pitch: i32, out: usize,
): void {
  const row = <usize>pitch * 8;
  centre(density.mean, points, scratch.centred, d, pitch);
  const rows = (d + 3) & ~3;
  const vectors = pitch / 2;
  multiplyTriangular<f64>(
    density.whitening, <usize>rows * 8, scratch.centred, row, scratch.whitened, row, rows, vectors, d,
  );
  if (density.components == 1) gaussian(density.logScale, scratch.whitened, d, pitch, out);
  else mixture<T>(density, scratch, d, pitch, out);
}

/** Points less the mean, by features. */
export function centre(mean: usize, points: usize, out: usize, d: i32, pitch: i32): void {
  for (let j = 0; j < d; j++) {
    const m = v128.load_splat<f64>(mean);
    mean += 8;
    for (let end = out + <usize>pitch * 8; out < end; out += VECTOR, points += VECTOR) {
      v128.store(out, f64x2.sub(v128.load(points), m));
    }
  }
}

function gaussian(logScale: f64, whitened: usize, d: i32, pitch: i32, out: usize): void {
  const scale = f64x2.splat(logScale);
  const ln2 = f64x2.splat(LN2);
  const row = <usize>pitch * 8;
  for (let offset: usize = 0; offset < row; offset += VECTOR) {
    let sum = f64x2.splat(0);
    for (let j = 0, u = whitened + offset; j < d; j++, u += row) {
      const value = v128.load(u);
      sum = f64x2.add(sum, f64x2.mul(value, value));
    }
    v128.store(out + offset, f64x2.sub(scale, f64x2.mul(sum, ln2)));
  }
}

/** Log densities of whitened points, f64 [d x pitch]. */
export function mixture<T>(density: ClassDensity, scratch: DensityScratch, d: i32, pitch: i32, out: usize): void {
  let points = scratch.whitened;
  if (sizeof<T>() == 4) {
    points = scratch.narrow;
    narrow(scratch.whitened, points, d * pitch);
  }
  const pointRow = <usize>pitch * sizeof<T>();
  for (let offset: usize = 0; offset < pointRow; offset += 2 * VECTOR) {
    const nearest = distances<T>(density, scratch.distances, points + offset, pointRow, d);
    logSums<T>(density, scratch.distances, nearest, out);
    out += 2 * VECTOR * (8 / sizeof<T>());
  }
}

/** Squared distances of 2 vectors of points to all centres; the address of the smallest of each lane. */
function distances<T>(density: ClassDensity, out: usize, points: usize, pointRow: usize, d: i32): usize {
  const rows = (density.components + 3) & ~3;
  const smallest = out + <usize>rows * 2 * VECTOR;
  v128.store(smallest, v128.splat<T>(<T>Infinity));
  v128.store(smallest, v128.splat<T>(<T>Infinity), VECTOR);
  const centreRow = <usize>rows * sizeof<T>();
  for (let i = 0; i < rows; i += 4) {
    const centres = density.centres + <usize>i * sizeof<T>();
    distanceBlock<T>(centres, centreRow, points, pointRow, out, 2 * VECTOR, smallest, d);
    out += 8 * VECTOR;
  }
  return smallest;
}

// @ts-ignore: decorator
@inline
function addSquare<T>(sum: v128, point: v128, centre: v128): v128 {
  const difference = v128.sub<T>(point, centre);
  return v128.add<T>(sum, v128.mul<T>(difference, difference));
}

/** Squared distances of 4 columns of a and 2 vectors of columns of b; and the smallest of every lane so far. */
export function distanceBlock<T>(
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

function logSums<T>(density: ClassDensity, squares: usize, smallest: usize, out: usize): void {
  const near0 = v128.load(smallest), near1 = v128.load(smallest, VECTOR);
  const negligible = sizeof<T>() == 4 ? f32x4.splat(NEGLIGIBLE32) : f64x2.splat(NEGLIGIBLE64);
  let sum0 = v128.splat<T>(0), sum1 = sum0;
  for (let i = 0, n = density.components; i < n; i++) {
    const x0 = v128.sub<T>(near0, v128.load(squares)), x1 = v128.sub<T>(near1, v128.load(squares, VECTOR));
    squares += 2 * VECTOR;
    if (v128.any_true(v128.gt<T>(v128.pmax<T>(x0, x1), negligible))) {
      sum0 = v128.add<T>(sum0, exp2Below<T>(x0));
      sum1 = v128.add<T>(sum1, exp2Below<T>(x1));
    }
  }
  if (sizeof<T>() == 4) {
    store64(density.logScale, f64x2.promote_low_f32x4(near0), f64x2.promote_low_f32x4(sum0), out);
    store64(density.logScale, promoteHigh(near0), promoteHigh(sum0), out + VECTOR);
    store64(density.logScale, f64x2.promote_low_f32x4(near1), f64x2.promote_low_f32x4(sum1), out + 2 * VECTOR);
    store64(density.logScale, promoteHigh(near1), promoteHigh(sum1), out + 3 * VECTOR);
  } else {
    store64(density.logScale, near0, sum0, out);
    store64(density.logScale, near1, sum1, out + VECTOR);
  }
}

// @ts-ignore: decorator
@inline
function promoteHigh(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i64>(x, x, 1, 1));
}

// @ts-ignore: decorator
@inline
function store64(logScale: f64, smallest: v128, sum: v128, out: usize): void {
  const exponent = f64x2.sub(logF64(sum), f64x2.mul(smallest, f64x2.splat(LN2)));
  v128.store(out, f64x2.add(f64x2.splat(logScale), exponent));
}
