import type { NetworkPass } from '../kernels/network-pass';
import type { Matrix } from '../numeric/matrix';
import type { DenseNetwork } from './dense-network';

/**
 * Share of points whose largest logit, the first of equal ones, is their class's; as `accuracy`, through a pass made
 * before.
 *
 * @param capacity of the pass
 */
export function passAccuracy(
  pass: NetworkPass,
  network: DenseNetwork,
  { X, y }: { readonly X: Matrix; readonly y: ArrayLike<number> },
  capacity: number,
): number {
  const { widths } = network.architecture;
  const numClasses = widths[widths.length - 1];
  let hits = 0;
  for (let first = 0; first < X.rows; first += capacity) {
    const rows = Math.min(capacity, X.rows - first);
    pass.forward(network, {
      ...{ rows, cols: X.cols },
      data: X.data.subarray(first * X.cols, (first + rows) * X.cols),
    });
    for (let i = 0; i < rows; i++) {
      if (largestOf(pass.outputs, i * numClasses, numClasses) === y[first + i]) hits++;
    }
  }
  return hits / X.rows;
}

function largestOf(values: Float64Array, start: number, count: number): number {
  let best = 0;
  for (let c = 1; c < count; c++) if (values[start + c] > values[start + best]) best = c;
  return best;
}
