import type { ClassDensity, ClassMixture } from '../../lib/kernels/class-density';
import type { Rows } from '../../lib/kernels/rows';

/** log (1/m) sum_i N(x; c_i, L L^T), one point and one centre at a time. */
export function naiveLogDensity(points: Rows, { centres, cholesky }: ClassDensity): number[] {
  const d = points.cols;
  let logDeterminant = 0;
  for (let i = 0; i < d; i++) logDeterminant += 2 * Math.log(cholesky.data[i * d + i]);
  return Array.from({ length: points.rows }, (_, b) => {
    const terms = Array.from({ length: centres.rows }, (_, i) => {
      const x = Array.from({ length: d }, (_, j) => points.data[b * d + j] - centres.data[i * d + j]);
      const square = solveLower(cholesky.data, x).reduce((sum, value) => sum + value * value, 0);
      return -0.5 * (square + logDeterminant + d * Math.log(2 * Math.PI));
    });
    const largest = Math.max(...terms);
    const sum = terms.reduce((total, term) => total + Math.exp(term - largest), 0);
    return largest + Math.log(sum / centres.rows);
  });
}

/** ln p(x) of a density, or of a mixture ln sum_k w_k p_k(x), of one point. */
export function naiveClassLogDensity(point: Rows, density: ClassDensity | ClassMixture): number {
  if (!('parts' in density)) return naiveLogDensity(point, density)[0];
  const terms = density.parts.map((part) => Math.log(part.weight) + naiveLogDensity(point, part)[0]);
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}

function solveLower(L: Float64Array, right: number[]): number[] {
  const d = right.length;
  const solution: number[] = [];
  for (let i = 0; i < d; i++) {
    let sum = right[i];
    for (let j = 0; j < i; j++) sum -= L[i * d + j] * solution[j];
    solution.push(sum / L[i * d + i]);
  }
  return solution;
}

/** Rows that sum to 1 from log densities [n x k], row by row. */
export function naivePosterior(logDensities: number[][]): number[][] {
  return logDensities.map((row) => {
    const largest = Math.max(...row);
    const powers = row.map((value) => Math.exp(value - largest));
    const sum = powers.reduce((a, b) => a + b, 0);
    return powers.map((value) => value / sum);
  });
}

/** Log densities of a point with all but the two largest at -Infinity. */
export function naiveTwoLikeliest(logDensities: number[]): number[] {
  const second = [...logDensities].sort((a, b) => b - a)[1];
  return logDensities.map((value) => (value >= second ? value : -Infinity));
}
