import { withArena } from '../kernels/arena';
import { placeNetworkPass } from '../kernels/network-pass';
import type { Matrix } from '../numeric/matrix';
import { requireLabels } from '../numeric/require';
import type { DenseNetwork } from '../train/dense-network';
import { requireInput } from '../train/forward';

/**
 * Distances of points to the decision boundary by first order,
 *
 *   min_c (f_y(x) - f_c(x)) / || grad_x (f_y - f_c)(x) ||,
 *
 * the exact L2 distances, bounds apart, where a ReLU net is linear as far as the boundary. An estimate for choosing among many
 * nets, not for stating robustness: it is neither an upper nor a lower bound.
 *
 * @param y [n], classes from 0
 * @returns [n]; 0 for a misclassified point, Infinity where the net is constant, NaN where it is not finite
 * @throws RangeError as `predictLogits`, or if y holds no class of the net
 */
export function firstOrderDistances(network: DenseNetwork, X: Matrix, y: ArrayLike<number>): Float64Array {
  requireInput(network, X);
  const { widths } = network.architecture;
  const k = widths[widths.length - 1];
  requireLabels('y', y, X.rows, k);
  const least = new Float64Array(X.rows).fill(Number.POSITIVE_INFINITY);
  const gradient = new Float64Array(network.parameters.length);
  withArena((arena) => {
    const pass = placeNetworkPass(arena, network.architecture, X.rows);
    pass.forward(network, X);
    const logits = pass.outputs.slice();
    // Every other class in turn, the classes counted from the point's own.
    for (let step = 1; step < k; step++) {
      const others = Int32Array.from(y, (label) => (label + step) % k);
      pass.slopes.fill(0);
      others.forEach((other, i) => {
        pass.slopes[i * k + y[i]] = 1;
        pass.slopes[i * k + other] = -1;
      });
      pass.backward(network, X, gradient);
      const { data } = pass.inputGradient(network, X.rows);
      others.forEach((other, i) => {
        const margin = logits[i * k + y[i]] - logits[i * k + other];
        const steepness = norm(data.subarray(i * X.cols, (i + 1) * X.cols));
        least[i] = Math.min(least[i], margin > 0 ? margin / steepness : Number.isNaN(margin) ? margin : 0);
      });
    }
  });
  return least;
}

function norm(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
