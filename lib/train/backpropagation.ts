import type { Matrix } from '../numeric/matrix';
import type { DenseNetwork } from './dense-network';
import { forward, type Workspace } from './forward';
import { multiply } from './matrix-product';
import { softCrossEntropyGradient } from './soft-cross-entropy';

/**
 * Gradient of the mean soft cross-entropy of a batch in all parameters, written to `gradient` in their order.
 *
 * The subgradient of ReLU at 0 is 0. Weight decay is not part of it: optimisers add that.
 *
 * @param X [batchSize x numFeatures], at most the workspace's capacity of rows
 * @param labels [batchSize x numClasses], rows sum to 1
 */
export function lossGradient(
  network: DenseNetwork,
  X: Matrix,
  labels: Matrix,
  workspace: Workspace,
  gradient: Float64Array,
): void {
  const { layers, outputs, gradients } = workspace;
  const numRows = X.rows;
  const last = layers.length - 1;
  forward(network, X, 0, numRows, workspace);
  softCrossEntropyGradient(outputs[last], labels.data, numRows, layers[last].outputs, gradients[last]);
  for (let index = last; index >= 0; index--) {
    const source = index === 0 ? X.data : outputs[index - 1];
    parameterGradient(workspace, index, source, numRows, gradient);
    if (index > 0) inputGradient(network, workspace, index, numRows);
  }
}

/** Weights: inputs' times the gradient of the sums; bias: its column sums. */
function parameterGradient(
  { layers, gradients }: Workspace,
  index: number,
  source: Float64Array,
  numRows: number,
  gradient: Float64Array,
): void {
  const { inputs, outputs, weights, bias } = layers[index];
  const sums = gradients[index];
  multiply(
    { data: source, start: 0, rowStride: 1, colStride: inputs },
    { data: sums, start: 0, rowStride: outputs, colStride: 1 },
    { data: gradient, start: weights, rowStride: outputs, colStride: 1 },
    inputs,
    outputs,
    numRows,
  );
  for (let j = 0; j < outputs; j++) {
    let sum = 0;
    for (let i = 0; i < numRows; i++) sum += sums[i * outputs + j];
    gradient[bias + j] = sum;
  }
}

/** Gradient in the sums of the layer below, from that of layer `index` > 0: through the weights, then the activation. */
function inputGradient(
  { architecture, parameters }: DenseNetwork,
  { layers, outputs: layerOutputs, gradients }: Workspace,
  index: number,
  numRows: number,
): void {
  const { inputs, outputs, weights } = layers[index];
  const below = gradients[index - 1];
  multiply(
    { data: gradients[index], start: 0, rowStride: outputs, colStride: 1 },
    { data: parameters, start: weights, rowStride: 1, colStride: outputs },
    { data: below, start: 0, rowStride: inputs, colStride: 1 },
    numRows,
    inputs,
    outputs,
  );
  if (architecture.activation === 'identity') return;
  const activated = layerOutputs[index - 1];
  for (let i = 0; i < numRows * inputs; i++) if (!(activated[i] > 0)) below[i] = 0;
}
