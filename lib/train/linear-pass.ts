import type { NetworkPass } from '../kernels/network-pass';
import { type Matrix, zeros } from '../numeric/matrix';
import { type Architecture, type DenseNetwork, type Layer, layersOf } from './dense-network';
import { multiply, type Strided } from './matrix-product';

/**
 * Passes through a net without activations, which is one affine map: its k outputs are [x, 1] right_0, and no product
 * runs over points and hidden units. With W_l [1 + inputs x outputs] the parameters of layer l, the bias last,
 *
 *   right_L = [I; 0]                         right_(l-1) = W_l right_l, plus right_l's last row in its last row
 *   left_1 = sum_b [x_b, 1]^T slopes_b       left_(l+1) = [W_l^T left_l; left_l's last row]
 *   dLoss/dW_l = left_l right_l^T, without the last row of right_l
 */
export function linearPass(architecture: Architecture, capacity: number): NetworkPass {
  const layers = layersOf(architecture);
  const { widths } = architecture;
  const k = widths[widths.length - 1];
  const rights = widths.map((width) => new Float64Array((width + 1) * k));
  const lefts = layers.map(({ inputs }) => new Float64Array((inputs + 1) * k));
  for (let c = 0; c < k; c++) rights[layers.length][c * k + c] = 1;
  const outputs = new Float64Array(capacity * k);
  const slopes = new Float64Array(capacity * k);
  return {
    ...{ outputs, slopes },
    forward(network, X) {
      for (let l = layers.length - 1; l >= 0; l--) foldRight(network, layers[l], rights[l + 1], rights[l], k);
      apply(X, rights[0], outputs, k);
    },
    backward(network, X, gradient) {
      momentOf(X, slopes, lefts[0], k);
      layers.forEach((layer, l) => {
        layerGradient(layer, lefts[l], rights[l + 1], gradient, k);
        if (l + 1 < layers.length) foldLeft(network, layer, lefts[l], lefts[l + 1], k);
      });
    },
    inputGradient(_, numRows): Matrix {
      const result = zeros(numRows, widths[0]);
      multiply(
        byRows(slopes, k),
        transposed(rights[0], k),
        byRows(result.data, widths[0]),
        numRows,
        widths[0],
        k,
      );
      return result;
    },
  };
}

function byRows(data: Float64Array, cols: number, start = 0): Strided {
  return { data, start, rowStride: cols, colStride: 1 };
}

/** The transpose of a matrix of that many columns. */
function transposed(data: Float64Array, cols: number, start = 0): Strided {
  return { data, start, rowStride: 1, colStride: cols };
}

/** right_(l-1) */
function foldRight(
  { parameters }: DenseNetwork,
  { inputs, outputs, weights }: Layer,
  right: Float64Array,
  result: Float64Array,
  k: number,
): void {
  multiply(byRows(parameters, outputs, weights), byRows(right, k), byRows(result, k), inputs + 1, k, outputs);
  for (let c = 0; c < k; c++) result[inputs * k + c] += right[outputs * k + c];
}

/** left_(l+1) */
function foldLeft(
  { parameters }: DenseNetwork,
  { inputs, outputs, weights }: Layer,
  left: Float64Array,
  result: Float64Array,
  k: number,
): void {
  multiply(
    transposed(parameters, outputs, weights),
    byRows(left, k),
    byRows(result, k),
    outputs,
    k,
    inputs + 1,
  );
  result.set(left.subarray(inputs * k), outputs * k);
}

/** left_l right_l^T, into the layer's place. */
function layerGradient(
  { inputs, outputs, weights }: Layer,
  left: Float64Array,
  right: Float64Array,
  gradient: Float64Array,
  k: number,
): void {
  multiply(byRows(left, k), transposed(right, k), byRows(gradient, outputs, weights), inputs + 1, outputs, k);
}

/** [x, 1] right_0 */
function apply({ data, rows, cols }: Matrix, right: Float64Array, outputs: Float64Array, k: number): void {
  multiply(byRows(data, cols), byRows(right, k), byRows(outputs, k), rows, k, cols);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) outputs[i * k + c] += right[cols * k + c];
  }
}

/** left_1 */
function momentOf({ data, rows, cols }: Matrix, slopes: Float64Array, moment: Float64Array, k: number): void {
  multiply(transposed(data, cols), byRows(slopes, k), byRows(moment, k), cols, k, rows);
  for (let c = 0; c < k; c++) {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += slopes[i * k + c];
    moment[cols * k + c] = sum;
  }
}
