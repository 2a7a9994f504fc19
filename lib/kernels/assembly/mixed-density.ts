import { mixRows } from './batch';
import { ClassDensity, DensityScratch } from './class-density';
import { LN2, logF64 } from './exponential';
import { multiply } from './gemm';
import { kernelSums, sumPowers } from './kernel-sums';
import { sumLanes, VECTOR } from './lanes';
import { once } from './once';
import { centre } from './log-density';
import { mixDistances, rowOf } from './pairwise';
import { Sweep } from './plan';
import { transpose } from './transpose';

// Log densities of mixed points x = a x1 + b x2, a + b = 1. Whitening commutes with mixing, so the training points are
// whitened once a sweep; and
//
//   |x - c|^2 = a |x1 - c|^2 + b |x2 - c|^2 - a b |x1 - x2|^2,
//
// so that with a table of the distances between training points and centres a step costs the same in any dimension.

/** Log densities of the mixed points of a batch. @param out f64 [pitch] */
export function mixedLogDensity<T>(
  plan: Sweep, density: ClassDensity, from: i32, count: i32, lambda: f64, out: usize,
): void {
  if (density.components == 1) mixedGaussian(plan, density, from, count, lambda, out);
  else if (density.pairs) mixedPairs<T>(plan, density, from, count, lambda, out);
  else {
    const scratch = changetype<DensityScratch>(plan.scratch);
    const columns = (plan.densityFeatures + 3) & ~3;
    mixRows(plan, density.rows, columns, from, count, lambda, scratch.whitenedRows);
    const pitchBytes = <usize>plan.pitch * 8;
    transpose<f64>(scratch.whitenedRows, <usize>columns * 8, scratch.whitened, pitchBytes, count, columns);
    kernelSums<T>(density, scratch, plan.densityFeatures, plan.pitch, count, out);
  }
}

function mixedGaussian(
  plan: Sweep, density: ClassDensity, from: i32, count: i32, lambda: f64, out: usize,
): void {
  const a = once(f64x2.splat(lambda)), b = once(f64x2.splat(1 - lambda));
  const width = <usize>((plan.densityFeatures + 3) & ~3) * 8;
  const rows = rowOf(plan, plan.first, from, density.rows, width);
  readAhead(rows, min(rows + <usize>count * width, density.rows + <usize>plan.n * width), out);
  for (let i = from; i < from + count; i++) {
    let u1 = rowOf(plan, plan.first, i, density.rows, width);
    let u2 = rowOf(plan, plan.second, i, density.rows, width);
    let sum0 = f64x2.splat(0), sum1 = sum0;
    for (const end = u1 + width; u1 < end; u1 += 2 * VECTOR, u2 += 2 * VECTOR) {
      const v0 = f64x2.add(f64x2.mul(a, v128.load(u1)), f64x2.mul(b, v128.load(u2)));
      const v1 = f64x2.add(f64x2.mul(a, v128.load(u1, VECTOR)), f64x2.mul(b, v128.load(u2, VECTOR)));
      sum0 = f64x2.add(sum0, f64x2.mul(v0, v0)), sum1 = f64x2.add(sum1, f64x2.mul(v1, v1));
    }
    store<f64>(out, density.logScale - LN2 * sumLanes<f64>(f64x2.add(sum0, sum1)));
    out += 8;
  }
}

/**
 * Reads a batch's rows in their order, which the processor foresees: partners are in a random one. A waste of little if rows
 * are shuffled.
 */
function readAhead(rows: usize, end: usize, sink: usize): void {
  let sum: i64 = 0;
  for (; rows < end; rows += 64) sum += load<i64>(rows);
  store<i64>(sink, sum);
}

function mixedPairs<T>(
  plan: Sweep, density: ClassDensity, from: i32, count: i32, lambda: f64, out: usize,
): void {
  const width = <usize>((plan.densityFeatures + 3) & ~3) * 8;
  const terms = changetype<DensityScratch>(plan.scratch).terms;
  for (let i = from; i < from + count; i++) {
    const d1 = rowOf(plan, plan.first, i, density.pairs, density.pairRow);
    const d2 = rowOf(plan, plan.second, i, density.pairs, density.pairRow);
    const smallest = mixDistances<T>(d1, d2, density.pairRow, lambda, terms);
    const sum = sumPowers<T>(terms, density.pairRow, smallest, -density.cut);
    const u1 = rowOf(plan, plan.first, i, density.rows, width);
    const u2 = rowOf(plan, plan.second, i, density.rows, width);
    const exponent = smallest - lambda * (1 - lambda) * squaredDistance(u1, u2, width);
    const log = f64x2.extract_lane(logF64(f64x2.splat(sum)), 0);
    store<f64>(out, density.logScale + log - LN2 * exponent);
    out += 8;
  }
}

function squaredDistance(u1: usize, u2: usize, width: usize): f64 {
  let sum = f64x2.splat(0);
  for (const end = u1 + width; u1 < end; u1 += VECTOR, u2 += VECTOR) {
    const difference = f64x2.sub(v128.load(u1), v128.load(u2));
    sum = f64x2.add(sum, f64x2.mul(difference, difference));
  }
  return sumLanes<f64>(sum);
}

/** Columns that are whitened together. */
const WHITENED: i32 = 16;

/**
 * Whitens training points.
 *
 * @param points f64 [d x pitch], by features; pitch a multiple of 4
 * @param centred scratch of that shape
 * @param out f64 [pitch x rows4(d)]
 */
export function whitenRows(
  density: ClassDensity, points: usize, centred: usize, d: i32, pitch: i32, out: usize,
): void {
  centre(density.mean, points, centred, d, pitch);
  const columns = (d + 3) & ~3;
  const row = <usize>columns * 8;
  // The whitening matrix is upper triangular: a column needs the features up to its own.
  for (let column = 0; column < columns; column += WHITENED) {
    const end = min(column + WHITENED, columns);
    const offset = <usize>column * 8;
    multiply<f64>(
      centred, <usize>pitch * 8, density.whitening + offset, row, out + offset, row, pitch, (end - column) / 2, min(end, d),
    );
  }
}
