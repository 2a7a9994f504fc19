import exp from '@stdlib/math-base-special-exp';
import { sigmoid } from '../../numeric/logistic';
import { type Matrix, zeros } from '../../numeric/matrix';

/** Largest logarithm of a factor: one coupling stretches by e^2 at most. */
const limit = 2;

/** Features that a coupling leaves alone, and those that it moves by them: every other one, in turns. */
export function partsOf(d: number, layer: number): { readonly kept: number[]; readonly moved: number[] } {
  const all = Array.from({ length: d }, (_, j) => j);
  return { kept: all.filter((j) => (j + layer) % 2 === 0), moved: all.filter((j) => (j + layer) % 2 === 1) };
}

/** Some columns of a matrix. */
export function columnsOf(X: Matrix, columns: readonly number[]): Matrix {
  const result = zeros(X.rows, columns.length);
  for (let i = 0; i < X.rows; i++) {
    columns.forEach((j, c) => {
      result.data[i * columns.length + c] = X.data[i * X.cols + j];
    });
  }
  return result;
}

/** limit tanh(raw / limit) */
export const boundedLog = (raw: number): number => limit * (2 * sigmoid((2 * raw) / limit) - 1);

/** Its slope, from its value. */
export const boundedSlope = (value: number): number => 1 - (value / limit) * (value / limit);

/**
 * Moves columns in place: x_j <- x_j exp(s) + t, with s = boundedLog of the first half of a row of `outputs`, and t its second half.
 *
 * @param outputs [n x 2 moved.length]
 * @param logDeterminants [n], s is added
 */
export function couple(
  X: Matrix,
  moved: readonly number[],
  outputs: Float64Array,
  logDeterminants: Float64Array,
): void {
  const m = moved.length;
  for (let i = 0; i < X.rows; i++) {
    for (let c = 0; c < m; c++) {
      const s = boundedLog(outputs[i * 2 * m + c]);
      const p = i * X.cols + moved[c];
      X.data[p] = X.data[p] * exp(s) + outputs[i * 2 * m + m + c];
      logDeterminants[i] += s;
    }
  }
}

/** The inverse of `couple`, in place. */
export function uncouple(X: Matrix, moved: readonly number[], outputs: Float64Array): void {
  const m = moved.length;
  for (let i = 0; i < X.rows; i++) {
    for (let c = 0; c < m; c++) {
      const p = i * X.cols + moved[c];
      X.data[p] = (X.data[p] - outputs[i * 2 * m + m + c]) * exp(-boundedLog(outputs[i * 2 * m + c]));
    }
  }
}
