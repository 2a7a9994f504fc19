import { ClassDensity, DensityScratch } from './class-density';
import { exp2Below, LN2, logF64 } from './exponential';
import { leastLane, multiplyAdd, storeNarrow, sumLanes, VECTOR } from './lanes';
import { once } from './once';

// Log of a sum over centres, log sum_c 2^-|z - c|^2, of whitened points z. The exponents come from a matrix product,
//
//   t_c = |c|^2 - 2 z.c,   |z - c|^2 = |z|^2 + t_c,
//
// and |z|^2 is added, in f64, to the smallest alone. Rounding, u = 2^-24 (f32) or 2^-53 (f64): the coordinates and |c|^2
// are rounded to T, each of the d products and d additions is rounded once, and no partial sum exceeds |c|^2 + 2 |z| |c|;
// so t_c is within
//
//   E = (d + 5) u C (2 |z| + C),   C = max |c|,
//
// of its value (d + 4 suffices to first order). A point takes its exponents from the product where E is at most
// TOLERANCE, or C (2 |z| + C) at most 8 times its smallest distance so far: E is then within 8 (d + 5) / (d + 2) <= 16
// times the bound (d + 2) u |z - c|^2 of the direct sum of squared differences. Elsewhere, near the centres of narrow
// kernels, the terms that may count are summed directly: those within 2 E of where a term counts.
//
// Terms are left out that are below 2^-cut of the largest, cut = 25 (f32) or 54 (f64) + log2 of their number: the largest
// is in the sum, so together they are below half a unit in its last place.
//
// Centres are in panels of two vectors, and `CHUNK` panels at a time: the terms of 8 points then stay in the first cache.
// Every point is summed in the order of the centres, whatever the points beside it.

/** Panels of a chunk, and the bytes of a row of its terms: an odd number of cache lines. */
const CHUNK: i32 = 64;
const POINTS: i32 = 8;
const TERMS_ROW: usize = <usize>CHUNK * 2 * VECTOR + 64;

/** Bits; larger errors are not accepted unless direct differences would have their like. */
const TOLERANCE32: f64 = 2.44140625e-4;
const TOLERANCE64: f64 = 4.547473508864641e-13;
const UNIT32: f64 = 5.9604644775390625e-8;
const UNIT64: f64 = 1.1102230246251565e-16;

/** Coordinates are clamped so that their products stay below HUGE, the term of a centre that pads a panel. */
const LARGEST32: f32 = 1e17;
const LARGEST64: f64 = 1e145;
const HUGE32: f32 = 1e37;
const HUGE64: f64 = 1e300;

/** Log densities of the first `count` whitened points, `scratch.whitened`. @param out f64 [pitch] */
export function kernelSums<T>(
  density: ClassDensity, scratch: DensityScratch, d: i32, pitch: i32, count: i32, out: usize,
): void {
  const end = (count + POINTS - 1) & -POINTS;
  packPoints<T>(scratch, d, pitch, end);
  const perPanel = 32 / <i32>sizeof<T>();
  const panels = (density.components + perPanel - 1) / perPanel;
  for (let panel = 0; panel < panels; panel += CHUNK) {
    for (let point = 0; point < end; point += POINTS) {
      addChunk<T>(density, scratch, d, point, panel, min(CHUNK, panels - panel));
    }
  }
  for (let point: usize = 0; point < <usize>end; point += 2) {
    const at = point << 3;
    const log = f64x2.sub(logF64(v128.load(scratch.sums + at)), f64x2.mul(v128.load(scratch.nearest + at), f64x2.splat(LN2)));
    v128.store(out + at, f64x2.add(f64x2.splat(density.logScale), log));
  }
}

/** -2 z in T, in panels of 4 points; |z|^2; and sums without terms. */
function packPoints<T>(scratch: DensityScratch, d: i32, pitch: i32, end: i32): void {
  const row = <usize>pitch * 8;
  const largest = f64x2.splat(sizeof<T>() == 4 ? <f64>LARGEST32 : LARGEST64), smallest = f64x2.neg(largest);
  let panel = scratch.panels;
  for (let point = 0; point < end; point += 4) {
    const at = <usize>point * 8;
    let from = scratch.whitened + at;
    let square0 = f64x2.splat(0), square1 = square0;
    for (let j = 0; j < d; j++, from += row) {
      const z0 = f64x2.pmin(f64x2.pmax(v128.load(from), smallest), largest);
      const z1 = f64x2.pmin(f64x2.pmax(v128.load(from, VECTOR), smallest), largest);
      square0 = multiplyAdd<f64>(square0, z0, z0), square1 = multiplyAdd<f64>(square1, z1, z1);
      const a0 = f64x2.mul(z0, f64x2.splat(-2)), a1 = f64x2.mul(z1, f64x2.splat(-2));
      if (sizeof<T>() == 4) {
        storeNarrow(panel, a0, a1);
      } else {
        v128.store(panel, a0), v128.store(panel, a1, VECTOR);
      }
      panel += 4 * sizeof<T>();
    }
    v128.store(scratch.squares + at, square0), v128.store(scratch.squares + at, square1, VECTOR);
    v128.store(scratch.nearest + at, f64x2.splat(Infinity)), v128.store(scratch.nearest + at, f64x2.splat(Infinity), VECTOR);
    v128.store(scratch.sums + at, f64x2.splat(0)), v128.store(scratch.sums + at, f64x2.splat(0), VECTOR);
  }
}

/** Adds the terms of so many panels of centres to the sums of 8 points. */
function addChunk<T>(
  density: ClassDensity, scratch: DensityScratch, d: i32, point: i32, panel: i32, count: i32,
): void {
  const smallest = scratch.terms + <usize>POINTS * TERMS_ROW;
  for (let i: usize = 0; i < <usize>POINTS * VECTOR; i += VECTOR) v128.store(smallest + i, v128.splat<T>(<T>Infinity));
  const panelBytes = <usize>d * 2 * VECTOR;
  const pointBytes = <usize>d * 4 * sizeof<T>();
  const points = scratch.panels + <usize>(point >> 2) * pointBytes;
  let centres = density.centres + <usize>panel * panelBytes;
  let norms = density.norms + <usize>panel * 2 * VECTOR;
  let terms = scratch.terms;
  for (const end = terms + <usize>count * 2 * VECTOR; terms < end; terms += 2 * VECTOR, norms += 2 * VECTOR) {
    productBlock<T>(points, centres, norms, terms, smallest, d);
    productBlock<T>(points + pointBytes, centres, norms, terms + 4 * TERMS_ROW, smallest + 4 * VECTOR, d);
    centres += panelBytes;
  }
  for (let i = 0; i < POINTS; i++) {
    addTerms<T>(density, scratch, d, point + i, panel, count, scratch.terms + <usize>i * TERMS_ROW, smallest + <usize>i * VECTOR);
  }
}

/** Terms of 4 points and a panel, and the smallest of each point, lane by lane. */
function productBlock<T>(a: usize, b: usize, norms: usize, out: usize, smallest: usize, depth: i32): void {
  const n0 = v128.load(norms), n1 = v128.load(norms, VECTOR);
  let c00 = n0, c01 = n1, c10 = n0, c11 = n1, c20 = n0, c21 = n1, c30 = n0, c31 = n1;
  for (const end = b + <usize>depth * 2 * VECTOR; b < end; b += 2 * VECTOR) {
    const b0 = v128.load(b), b1 = v128.load(b, VECTOR);
    let s = v128.load_splat<T>(a);
    c00 = multiplyAdd<T>(c00, s, b0), c01 = multiplyAdd<T>(c01, s, b1);
    s = v128.load_splat<T>(a, sizeof<T>());
    c10 = multiplyAdd<T>(c10, s, b0), c11 = multiplyAdd<T>(c11, s, b1);
    s = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = multiplyAdd<T>(c20, s, b0), c21 = multiplyAdd<T>(c21, s, b1);
    s = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = multiplyAdd<T>(c30, s, b0), c31 = multiplyAdd<T>(c31, s, b1);
    a += 4 * sizeof<T>();
  }
  v128.store(out, c00), v128.store(out, c01, VECTOR), out += TERMS_ROW;
  v128.store(out, c10), v128.store(out, c11, VECTOR), out += TERMS_ROW;
  v128.store(out, c20), v128.store(out, c21, VECTOR), out += TERMS_ROW;
  v128.store(out, c30), v128.store(out, c31, VECTOR);
  v128.store(smallest, v128.pmin<T>(v128.load(smallest), v128.pmin<T>(c00, c01)));
  v128.store(smallest, v128.pmin<T>(v128.load(smallest, VECTOR), v128.pmin<T>(c10, c11)), VECTOR);
  v128.store(smallest, v128.pmin<T>(v128.load(smallest, 2 * VECTOR), v128.pmin<T>(c20, c21)), 2 * VECTOR);
  v128.store(smallest, v128.pmin<T>(v128.load(smallest, 3 * VECTOR), v128.pmin<T>(c30, c31)), 3 * VECTOR);
}

/** Adds a chunk's terms to a point's sum, which is relative to its nearest centre so far. */
function addTerms<T>(
  density: ClassDensity, scratch: DensityScratch, d: i32, point: i32, panel: i32, count: i32, terms: usize, smallest: usize,
): void {
  const at = <usize>point << 3;
  const square = load<f64>(scratch.squares + at);
  const nearest = load<f64>(scratch.nearest + at);
  const width = <usize>count * 2 * VECTOR;
  let offset = square;
  let least = leastLane<T>(v128.load(smallest));
  const spread = density.reach * (2 * Math.sqrt(square) + density.reach);
  const error = <f64>(d + 5) * (sizeof<T>() == 4 ? UNIT32 : UNIT64) * spread;
  if (error > (sizeof<T>() == 4 ? TOLERANCE32 : TOLERANCE64) && spread > 8 * min(nearest, square + least)) {
    const limit = min(least, nearest - square) + density.cut + 2 * error;
    const z = scratch.panels + (<usize>(point >> 2) * d * 4 + (point & 3)) * sizeof<T>();
    least = sumDirectly<T>(density, d, z, panel, count, terms, limit);
    offset = 0;
  }
  // How much smaller the chunk's largest term is than the sum's.
  const behind = max(<f64>0, least + offset - nearest);
  if (behind > density.cut) return;
  const sum = sumPowers<T>(terms, width, least, behind - density.cut);
  const sums = scratch.sums + at;
  if (least + offset < nearest) {
    store<f64>(sums, load<f64>(sums) * power(least + offset - nearest) + sum);
    store<f64>(scratch.nearest + at, least + offset);
  } else store<f64>(sums, load<f64>(sums) + sum * power(-behind));
}

// @ts-ignore: decorator
@inline
function power(x: f64): f64 {
  return f64x2.extract_lane(exp2Below<f64>(f64x2.splat(x)), 0);
}

/**
 * Sum of 2^(least - term), and of no group of terms that are all below 2^negligible.
 *
 * @param terms of that width, and behind them room for a vector
 */
export function sumPowers<T>(terms: usize, width: usize, least: f64, negligible: f64): f64 {
  const end = terms + width;
  // By way of memory, because V8 would convert them anew in every pass of the loop.
  store<T>(end, <T>least), store<T>(end, <T>negligible, sizeof<T>());
  const near = v128.load_splat<T>(end), cut = v128.load_splat<T>(end, sizeof<T>());
  let sum0 = v128.splat<T>(0), sum1 = sum0;
  for (; terms < end; terms += 2 * VECTOR) {
    const x0 = v128.sub<T>(near, v128.load(terms)), x1 = v128.sub<T>(near, v128.load(terms, VECTOR));
    if (v128.any_true(v128.gt<T>(v128.pmax<T>(x0, x1), cut))) {
      sum0 = v128.add<T>(sum0, exp2Below<T>(x0)), sum1 = v128.add<T>(sum1, exp2Below<T>(x1));
    }
  }
  return sumLanes<T>(v128.add<T>(sum0, sum1));
}

/**
 * Replaces the terms of the panels that have one below the limit by squared distances, the others by a huge one.
 *
 * @param z -2 z, strided by 4
 * @returns the smallest distance
 */
function sumDirectly<T>(
  density: ClassDensity, d: i32, z: usize, panel: i32, count: i32, terms: usize, limit: f64,
): f64 {
  const limits = once(v128.splat<T>(<T>limit)), half = once(v128.splat<T>(<T>-0.5));
  const huge = sizeof<T>() == 4 ? f32x4.splat(HUGE32) : f64x2.splat(HUGE64);
  let smallest = huge;
  let norms = density.norms + <usize>panel * 2 * VECTOR;
  const panelBytes = <usize>d * 2 * VECTOR;
  let centres = density.centres + <usize>panel * panelBytes;
  for (const end = terms + <usize>count * 2 * VECTOR; terms < end; terms += 2 * VECTOR, norms += 2 * VECTOR) {
    let t0 = huge, t1 = huge;
    if (v128.any_true(v128.le<T>(v128.pmin<T>(v128.load(terms), v128.load(terms, VECTOR)), limits))) {
      let sum0 = v128.splat<T>(0), sum1 = sum0;
      for (let j = 0, a = z, c = centres; j < d; j++, a += 4 * sizeof<T>(), c += 2 * VECTOR) {
        const coordinate = v128.mul<T>(half, v128.load_splat<T>(a));
        const d0 = v128.sub<T>(v128.load(c), coordinate), d1 = v128.sub<T>(v128.load(c, VECTOR), coordinate);
        sum0 = multiplyAdd<T>(sum0, d0, d0), sum1 = multiplyAdd<T>(sum1, d1, d1);
      }
      t0 = v128.bitselect(huge, sum0, v128.ge<T>(v128.load(norms), huge));
      t1 = v128.bitselect(huge, sum1, v128.ge<T>(v128.load(norms, VECTOR), huge));
      smallest = v128.pmin<T>(smallest, v128.pmin<T>(t0, t1));
    }
    v128.store(terms, t0), v128.store(terms, t1, VECTOR);
    centres += panelBytes;
  }
  return leastLane<T>(smallest);
}
