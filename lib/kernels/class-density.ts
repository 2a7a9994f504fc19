import ln from '@stdlib/math-base-special-ln';
import { type Arena, bytesOf, type Precision, withArena } from './arena';
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

/** Where densities are evaluated. */
export interface DensityPlace {
  readonly d: number;
  /** Points of a block in memory, a multiple of 8. */
  readonly pitch: number;
  readonly precision: Precision;
  /** Of a sweep, whose mixed points come from these; with the largest size in bytes of all tables of distances. */
  readonly training?: { readonly X: Rows; readonly pairwiseMemory: number };
}

/** Puts the densities of all classes into the kernels' memory; their addresses, and that of scratch memory. */
export function placeDensities(
  arena: Arena,
  densities: readonly ClassDensity[],
  place: DensityPlace,
): { addresses: number[]; scratch: number } {
  const { d, pitch, precision, training } = place;
  densities.forEach((density, c) => {
    requireDensity(density, c, d);
  });
  const centres = densities.reduce((sum, density) => sum + density.centres.rows, 0);
  const real = bytesOf(precision);
  const tables = training !== undefined && training.X.rows * centres * real <= training.pairwiseMemory;
  const addresses = densities.map((density) => {
    const whitened = whitenDensity(density);
    const fields = training ? placeTraining(arena, whitened, training.X, { precision, tables }) : noTraining;
    return placeDensity(arena, whitened, precision, fields);
  });
  const largest = Math.max(...densities.map((density) => density.centres.rows));
  const scratch = [
    arena.allocate(8 * d * pitch),
    arena.allocate(8 * roundUp(d, 4) * pitch),
    arena.allocate(8 * roundUp(d, 4) * pitch),
    arena.allocate(real * d * pitch),
    arena.allocate(32 * (roundUp(largest, 4) + 1)),
  ];
  return { addresses, scratch: arena.placeI32(scratch) };
}

function requireDensity(density: ClassDensity, c: number, d: number): void {
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
}

/** A density as the kernels need it: U = sqrt(log2(e) / 2) L^-1. */
interface WhitenedDensity {
  readonly d: number;
  readonly m: number;
  readonly mean: Float64Array;
  /** U^T, [d x rows4(d)] */
  readonly whitening: Float64Array;
  /** U (c_i - mean), [m x d] */
  readonly centres: Rows;
  readonly logScale: number;
}

function whitenDensity({ centres, cholesky }: ClassDensity): WhitenedDensity {
  const { rows: m, cols: d } = centres;
  const inverse = invertLower(cholesky.data, d);
  const mean = columnMeans(centres);
  let logScale = -ln(m) - (d / 2) * LOG_2_PI;
  for (let i = 0; i < d; i++) logScale -= ln(cholesky.data[i * d + i]);
  const whitened = whiten(centres, mean, inverse);
  return { d, m, mean, whitening: transposedWhitening(inverse, d), centres: whitened, logScale };
}

interface TrainingFields {
  readonly rows: number;
  readonly pairs: number;
  readonly pairRow: number;
}

const noTraining: TrainingFields = { rows: 0, pairs: 0, pairRow: 0 };

/** Fields in the order of ClassDensity in assembly/class-density.ts. */
function placeDensity(
  arena: Arena,
  { m, mean, whitening, centres, logScale }: WhitenedDensity,
  precision: Precision,
  { rows, pairs, pairRow }: TrainingFields,
): number {
  const integers = [arena.placeF64(mean), arena.placeF64(whitening), 0, m, rows, pairs, pairRow];
  if (m > 1 && pairs === 0) {
    const byFeature = byFeatures(centres, 4);
    integers[2] = arena.allocate(bytesOf(precision) * byFeature.length);
    arena.reals(precision, integers[2], byFeature.length).set(byFeature);
  }
  const address = arena.allocate(40);
  arena.i32(address, integers.length).set(integers);
  arena.f64(address + 32, 1)[0] = logScale;
  return address;
}

/** Whitened training points, and the table of their distances to the centres. */
function placeTraining(
  arena: Arena,
  density: WhitenedDensity,
  X: Rows,
  { precision, tables }: { precision: Precision; tables: boolean },
): TrainingFields {
  const { d, m } = density;
  const pitch = roundUp(X.rows, 4);
  const columns = roundUp(d, 4);
  const rows = arena.allocate(8 * pitch * columns);
  const real = bytesOf(precision);
  const pairRow = tables && m > 1 ? roundUp(m * real, 32) : 0;
  const pairs = pairRow > 0 ? arena.allocate(pitch * pairRow) : 0;
  withArena((temporary) => {
    const address = placeDensity(temporary, density, precision, { rows, pairs: 0, pairRow: 0 });
    const points = temporary.placeF64(byFeatures(X, 4));
    const centred = temporary.allocate(8 * d * pitch);
    temporary.exports.whitenTraining(address, points, centred, d, pitch, rows);
    if (pairs > 0) fillPairs(temporary, density, { rows, pairs, pairRow, pitch, precision });
  });
  return { rows, pairs, pairRow };
}

/** Larger than any exponent; coordinates are clamped so that their squares stay below. */
const HUGE = { single: 1e37, double: 1e300 };
const LARGEST = { single: 1e17, double: 1e145 };

function fillPairs(
  arena: Arena,
  { d, m, centres }: WhitenedDensity,
  table: { rows: number; pairs: number; pairRow: number; pitch: number; precision: Precision },
): void {
  const { rows, pairs, pairRow, pitch, precision } = table;
  const real = bytesOf(precision);
  const columns = roundUp(d, 4);
  const width = pairRow / real;
  const limit = LARGEST[precision];
  const clamp = (value: number) => Math.max(-limit, Math.min(limit, value));
  const points = arena.allocate(real * d * pitch);
  const reference = arena.allocate(d * pairRow);
  const smallest = arena.allocate(32);
  const whitened = arena.f64(rows, pitch * columns);
  const pointView = arena.reals(precision, points, d * pitch);
  for (let i = 0; i < pitch; i++) {
    for (let j = 0; j < d; j++) pointView[j * pitch + i] = clamp(whitened[i * columns + j]);
  }
  const referenceView = arena.reals(precision, reference, d * width);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < d; j++) referenceView[j * width + i] = clamp(centres.data[i * d + j]);
  }
  const { pairwise32, pairwise64 } = arena.exports;
  (precision === 'single' ? pairwise32 : pairwise64)(points, pitch, reference, pairRow, d, pairs, smallest);
  const view = arena.reals(precision, pairs, pitch * width);
  for (let i = 0; i < pitch; i++) view.fill(HUGE[precision], i * width + m, (i + 1) * width);
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
