import ln from '@stdlib/math-base-special-ln';
import { type ClassDensity, logWeightOf } from './class-density';
import { invertLower } from './invert-lower';
import { leafOrder } from './leaf-order';
import { roundUp } from './round-up';
import type { Rows } from './rows';

/** sqrt(log2(e) / 2): squared whitened distances are then exponents in base 2. */
const BASE_TWO = Math.sqrt(Math.LOG2E / 2);
const LOG_2_PI = 1.8378770664093453;

/** A density as the kernels need it: U = sqrt(log2(e) / 2) L^-1. */
export interface WhitenedDensity {
  readonly d: number;
  readonly m: number;
  readonly mean: Float64Array;
  /** U^T, [d x rows4(d)] */
  readonly whitening: Float64Array;
  /** U (c_i - mean), [m x d], near ones close together */
  readonly centres: Rows;
  readonly logScale: number;
}

/** Densities are values: what is derived from one is kept as long as it is. */
const whitenedDensities = new WeakMap<ClassDensity, WhitenedDensity>();

export function whitenDensity(density: ClassDensity): WhitenedDensity {
  const known = whitenedDensities.get(density);
  if (known) return known;
  const { centres, cholesky } = density;
  const { rows: m, cols: d } = centres;
  const inverse = invertLower(cholesky.data, d);
  const mean = columnMeans(centres);
  let logScale = logWeightOf(density) - ln(m) - (d / 2) * LOG_2_PI;
  for (let i = 0; i < d; i++) logScale -= ln(cholesky.data[i * d + i]);
  const whitened = inLeafOrder(whiten(centres, mean, inverse));
  const result = {
    d,
    m,
    mean,
    whitening: transposedWhitening(inverse, d),
    centres: whitened,
    logScale,
  };
  whitenedDensities.set(density, result);
  return result;
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

function inLeafOrder({ data, rows, cols: d }: Rows): Rows {
  const ordered = new Float64Array(rows * d);
  leafOrder(data, rows, d).forEach((row, i) => {
    ordered.set(data.subarray(row * d, (row + 1) * d), i * d);
  });
  return { data: ordered, rows, cols: d };
}

function transposedWhitening(inverse: Float64Array, d: number): Float64Array {
  const pitch = roundUp(d, 4);
  const result = new Float64Array(d * pitch);
  for (let i = 0; i < d; i++)
    for (let j = 0; j <= i; j++) result[j * pitch + i] = BASE_TWO * inverse[i * d + j];
  return result;
}
