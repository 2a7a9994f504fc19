import type { PerturbationNorm } from '../../lib/attacks/perturbation-norm';
import type { Matrix } from '../../lib/numeric/matrix';

/** A linear model: logits W x + b, of equal ones the lowest class. */
export interface LinearClassifier {
  readonly weights: Matrix;
  readonly bias: ArrayLike<number>;
}

/**
 * Exact distance of a point to the nearest one of another class within bounds: the least over the classes of that to a
 * half-space and a box, whose nearest point is clip(x + t a) in L2, clip(x + t sign(a)) in L-inf, for the t that just
 * reaches the half-space.
 */
export function linearMinimalPerturbation(
  { weights, bias }: LinearClassifier,
  x: ArrayLike<number>,
  label: number,
  [min, max]: readonly [number, number],
  norm: PerturbationNorm = 'l2',
): number {
  const d = weights.cols;
  const distances = Array.from({ length: weights.rows }, (_, c) => {
    if (c === label) return Infinity;
    const a = Array.from({ length: d }, (_, j) => weights.data[c * d + j] - weights.data[label * d + j]);
    const offset = bias[c] - bias[label];
    const way = norm === 'l2' ? a : a.map(Math.sign);
    const moved = (t: number) => way.map((value, j) => Math.min(max, Math.max(min, x[j] + t * value)));
    const value = (t: number) => moved(t).reduce((sum, z, j) => sum + z * a[j], offset);
    if (value(0) >= 0) return 0;
    if (value(1e9) < 0) return Infinity;
    let [low, high] = [0, 1e9];
    for (let i = 0; i < 200; i++) {
      const middle = (low + high) / 2;
      if (value(middle) < 0) low = middle;
      else high = middle;
    }
    const differences = moved(high).map((z, j) => Math.abs(z - x[j]));
    return norm === 'l2' ? Math.hypot(...differences) : Math.max(...differences);
  });
  return Math.min(...distances);
}

/** Least distance from a point of the plane to a node of a grid that has another class. */
export function gridMinimalPerturbation(
  grid: { readonly points: Matrix; readonly classes: ArrayLike<number> },
  x: ArrayLike<number>,
  label: number,
  norm: PerturbationNorm = 'l2',
): number {
  const { points, classes } = grid;
  const size = (a: number, b: number) =>
    norm === 'l2' ? Math.hypot(a, b) : Math.max(Math.abs(a), Math.abs(b));
  let least = Infinity;
  for (let i = 0; i < points.rows; i++) {
    if (classes[i] === label) continue;
    least = Math.min(least, size(points.data[2 * i] - x[0], points.data[2 * i + 1] - x[1]));
  }
  return least;
}
