import { ClassDensity, DensityScratch } from './class-density';
import { LN2 } from './exponential';
import { multiplyTriangular } from './gemm';
import { kernelSums } from './kernel-sums';
import { VECTOR } from './lanes';
import { once } from './once';

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
  else kernelSums<T>(density, scratch, d, pitch, pitch, out);
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
  const scale = once(f64x2.splat(logScale));
  const ln2 = once(f64x2.splat(LN2));
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
