import ln from '@stdlib/math-base-special-ln';
import { type Arena, bytesOf, type Precision } from './arena';
import { invertLower } from './invert-lower';
import { byFeatures, type Rows, requireFinite } from './rows';

/**
 * Density of one class: an equally weighted mixture of Gaussians that share a covariance,
 *
 *   p(x) = (1/m) sum_i N(x; c_i, L L^T).
 *
 * One centre makes a Gaussian; the points of the class as centres make a kernel density.
 */
export interface ClassDensity {
  /** [m x d] */
  readonly centres: Rows;
  /** Lower Cholesky factor L of the covariance, [d x d]. */
  readonly cholesky: Rows;
}

/** sqrt(log2(e) / 2): squared whitened distances are then exponents in base 2. */
const BASE_TWO = Math.sqrt(Math.LOG2E / 2);
const LOG_2_PI = 1.8378770664093453;

/** Puts the densities of all classes into the kernels' memory; the addresses of the table of classes and of scratch. */
export function placeDensities(
  arena: Arena,
  densities: readonly ClassDensity[],
  { d, pitch, precision }: { d: number; pitch: number; precision: Precision },
): { addresses: number[]; scratch: number } {
  const addresses = densities.map((density, c) =>
    placeDensity(arena, requireDensity(density, c, d), precision),
  );
  const largest = Math.max(...densities.map((density) => density.centres.rows));
  const real = bytesOf(precision);
  const fields = [
    arena.allocate(8 * d * pitch),
    arena.allocate(8 * roundUp(d, 4) * pitch),
    arena.allocate(real * d * pitch),
    arena.allocate(32 * (roundUp(largest, 4) + 1)),
  ];
  return { addresses, scratch: arena.placeI32(fields) };
}

function requireDensity(density: ClassDensity, c: number, d: number): ClassDensity {
  requireFinite(`centres of class ${c}'s density`, density.centres);
  const { centres, cholesky } = density;
  if (centres.cols !== d || cholesky.rows !== d || cholesky.cols !== d) {
    throw new RangeError(
      `class ${c}'s density has ${centres.cols} features and a ${cholesky.rows} x ${cholesky.cols} factor, ` +
        `expected ${d} and ${d} x ${d}`,
    );
  }
  for (let i = 0; i < d; i++) {
    const pivot = cholesky.data[i * d + i];
    if (!(pivot > 0 && pivot < Infinity)) {
      throw new RangeError(
        `class ${c}'s Cholesky factor has ${pivot} on its diagonal, expected a positive number`,
      );
    }
  }
  return density;
}

/** Fields in the order of ClassDensity in assembly/density.ts. */
function placeDensity(arena: Arena, { centres, cholesky }: ClassDensity, precision: Precision): number {
  const { rows: m, cols: d } = centres;
  const inverse = invertLower(cholesky.data, d);
  const mean = columnMeans(centres);
  const whitened = m === 1 ? undefined : byFeatures(whiten(centres, mean, inverse), 4);
  let logScale = -ln(m) - (d / 2) * LOG_2_PI;
  for (let i = 0; i < d; i++) logScale -= ln(cholesky.data[i * d + i]);
  const fields = [arena.placeF64(mean), arena.placeF64(transposedWhitening(inverse, d)), 0, m];
  if (whitened) {
    fields[2] = arena.allocate(bytesOf(precision) * whitened.length);
    arena.reals(precision, fields[2], whitened.length).set(whitened);
  }
  const address = arena.allocate(24);
  arena.i32(address, 4).set(fields);
  arena.f64(address + 16, 1)[0] = logScale;
  return address;
}

function columnMeans(m: Rows): Float64Array {
  const means = new Float64Array(m.cols);
  for (let i = 0; i < m.rows; i++) for (let j = 0; j < m.cols; j++) means[j] += m.data[i * m.cols + j];
  return means.map((sum) => sum / m.rows);
}

function whiten(points: Rows, mean: Float64Array, inverse: Float64Array): Rows {
  const { rows, cols: d } = points;
  const data = new Float64Array(rows * d);
  for (let i = 0; i < rows; i++) {
    for (let a = 0; a < d; a++) {
      let sum = 0;
      for (let j = 0; j <= a; j++) sum += inverse[a * d + j] * (points.data[i * d + j] - mean[j]);
      data[i * d + a] = BASE_TWO * sum;
    }
  }
  return { data, rows, cols: d };
}

function transposedWhitening(inverse: Float64Array, d: number): Float64Array {
  const pitch = roundUp(d, 4);
  const result = new Float64Array(d * pitch);
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) result[j * pitch + i] = BASE_TWO * inverse[i * d + j];
  return result;
}

export function roundUp(value: number, multiple: number): number {
  return Math.ceil(value / multiple) * multiple;
}
