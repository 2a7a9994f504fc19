import type { Matrix } from '../numeric/matrix';
import { inputGradient } from './backpropagation';
import type { DenseNetwork } from './dense-network';
import type { Workspace } from './forward';
import { multiply } from './matrix-product';

/**
 * Gradients of weighted sums of logits in the points of the workspace's latest pass, row i of it
 *
 *   sum_c weights[i, c] d logits_c(x_i) / d x_i,
 *
 * written to rows of `gradient` from `firstRow` on. The subgradient of ReLU at 0 is 0.
 *
 * @param weights [numRows x numClasses] from its row `firstRow` on
 * @param gradient [numPoints x numFeatures]
 */
export function logitGradient(
  network: DenseNetwork,
  weights: Matrix,
  firstRow: number,
  numRows: number,
  workspace: Workspace,
  gradient: Matrix,
): void {
  const { layers, gradients } = workspace;
  const last = layers.length - 1;
  const { cols } = weights;
  gradients[last].set(weights.data.subarray(firstRow * cols, (firstRow + numRows) * cols));
  for (let index = last; index > 0; index--) inputGradient(network, workspace, index, numRows);
  const { inputs, outputs, weights: start } = layers[0];
  multiply(
    { data: gradients[0], start: 0, rowStride: outputs, colStride: 1 },
    { data: network.parameters, start, rowStride: 1, colStride: outputs },
    { data: gradient.data, start: firstRow * inputs, rowStride: inputs, colStride: 1 },
    numRows,
    inputs,
    outputs,
  );
}
