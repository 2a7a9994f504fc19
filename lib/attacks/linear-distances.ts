import { type Matrix, zeros } from '../numeric/matrix';
import { requireLabels } from '../numeric/require';
import type { DenseNetwork } from '../train/dense-network';
import { predict, predictLogits } from '../train/forward';

/** Attacked points and the range of a feature. */
export interface BoundedPoints {
  /** [n x d], within the bounds */
  readonly X: Matrix;
  /** [n], classes from 0 */
  readonly y: ArrayLike<number>;
  readonly bounds: readonly [number, number];
}

/**
 * Exact L2 distances of points to the nearest points of other classes within the bounds, for a net without activations: what no
 * attack can undercut, and a perfect one finds.
 *
 *   min_c min { ||x' - x|| : (w_c - w_y) . x' + b_c - b_y >= 0, min <= x' <= max },
 *
 * whose solution is x' = clip(x + t (w_c - w_y)) for the least t that reaches the half-space.
 *
 * @returns [n]; 0 for a misclassified point, Infinity where no other class is within the bounds
 * @throws RangeError if the net has activations, or X has another number of features than the net
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * linearDistances(network, { X: matrix([[0.5, 0], [-0.2, 0.3]]), y: [1, 0], bounds: [-1, 1] }); // [0.5, 0.2]
 */
export function linearDistances(network: DenseNetwork, { X, y, bounds }: BoundedPoints): Float64Array {
  const { widths, activation } = network.architecture;
  if (activation !== 'identity' && widths.length > 2) {
    throw new RangeError(`the net has ${activation} units, expected one without activations`);
  }
  const d = widths[0];
  const numClasses = widths[widths.length - 1];
  const { weights, bias } = linearMap(network);
  requireLabels('y', y, X.rows, numClasses);
  if (!(Array.isArray(bounds) && bounds.length === 2 && bounds[0] <= bounds[1])) {
    throw new RangeError(`bounds are [${bounds}], expected two numbers, the smaller first`);
  }
  const classes = predict(network, X);
  const towards = new Float64Array(d);
  return Float64Array.from({ length: X.rows }, (_, i) => {
    if (classes[i] !== y[i]) return 0;
    const x = X.data.subarray(i * d, (i + 1) * d);
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < numClasses; c++) {
      if (c === y[i]) continue;
      for (let j = 0; j < d; j++) towards[j] = weights[j * numClasses + c] - weights[j * numClasses + y[i]];
      least = Math.min(least, halfSpaceDistance(x, towards, bias[c] - bias[y[i]], bounds));
    }
    return least;
  });
}

/** Weights [d x numClasses] and bias of the linear map that the net is, from its logits at 0 and the unit vectors. */
function linearMap(network: DenseNetwork): { weights: Float64Array; bias: Float64Array } {
  const { widths } = network.architecture;
  const d = widths[0];
  const numClasses = widths[widths.length - 1];
  const probes = zeros(d + 1, d);
  for (let j = 0; j < d; j++) probes.data[(j + 1) * d + j] = 1;
  const { data } = predictLogits(network, probes);
  const bias = data.slice(0, numClasses);
  return { weights: data.slice(numClasses).map((value, i) => value - bias[i % numClasses]), bias };
}

/** Distance of x to { a . x' + offset >= 0 } within the bounds: along t, coordinate after coordinate meets its bound. */
function halfSpaceDistance(
  x: Float64Array,
  a: Float64Array,
  offset: number,
  [min, max]: readonly [number, number],
): number {
  const stops = Float64Array.from(a, (weight, j) => ((weight > 0 ? max : min) - x[j]) / weight);
  const order = Array.from(a.keys()).filter((j) => a[j] !== 0);
  order.sort((j, k) => stops[j] - stops[k]);
  let value = a.reduce((sum, weight, j) => sum + weight * x[j], offset);
  let slope = a.reduce((sum, weight) => sum + weight * weight, 0);
  let t = 0;
  for (const j of order) {
    if (value >= 0) break;
    const needed = -value / slope;
    if (needed <= stops[j] - t) return movedBy(x, a, t + needed, [min, max]);
    value += slope * (stops[j] - t);
    t = stops[j];
    slope -= a[j] * a[j];
  }
  return value >= 0 ? movedBy(x, a, t, [min, max]) : Number.POSITIVE_INFINITY;
}

/** How far clip(x + t a) is from x. */
function movedBy(x: Float64Array, a: Float64Array, t: number, [min, max]: readonly [number, number]): number {
  let square = 0;
  for (let j = 0; j < x.length; j++) {
    const moved = Math.min(max, Math.max(min, x[j] + t * a[j])) - x[j];
    square += moved * moved;
  }
  return Math.sqrt(square);
}
