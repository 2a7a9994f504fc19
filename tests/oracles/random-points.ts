import { type Matrix, zeros } from '../../lib/numeric/matrix';
import type { RandomStream } from '../../lib/numeric/random';

/** Independent standard normal coordinates. */
export function normalPoints(rows: number, cols: number, stream: RandomStream): Matrix {
  const points = zeros(rows, cols);
  for (let i = 0; i < points.data.length; i++) points.data[i] = stream.normal();
  return points;
}

/** Rows of positive numbers that sum to 1. */
export function softLabels(rows: number, cols: number, stream: RandomStream): Matrix {
  const labels = zeros(rows, cols);
  for (let i = 0; i < rows; i++) {
    const weights = Array.from({ length: cols }, () => stream.gamma(1));
    const sum = weights.reduce((a, b) => a + b, 0);
    for (let c = 0; c < cols; c++) labels.data[i * cols + c] = weights[c] / sum;
  }
  return labels;
}
