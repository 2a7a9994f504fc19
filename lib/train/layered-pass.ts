import { type Matrix, zeros } from '../numeric/matrix';
import { backpropagate } from './backpropagation';
import type { Architecture } from './dense-network';
import { createWorkspace, forward } from './forward';
import { multiply } from './matrix-product';
import type { NetworkPass } from './network-pass';

/** Passes layer by layer. */
export function layeredPass(architecture: Architecture, capacity: number): NetworkPass {
  const workspace = createWorkspace(architecture, capacity);
  const { layers, outputs, gradients } = workspace;
  const last = layers.length - 1;
  return {
    outputs: outputs[last],
    slopes: gradients[last],
    forward: (network, X) => forward(network, X, 0, X.rows, workspace),
    backward: (network, X, gradient) => backpropagate(network, X, workspace, gradient),
    inputGradient({ parameters }, numRows): Matrix {
      const { inputs, outputs: width, weights } = layers[0];
      const result = zeros(numRows, inputs);
      multiply(
        { data: gradients[0], start: 0, rowStride: width, colStride: 1 },
        { data: parameters, start: weights, rowStride: 1, colStride: width },
        { data: result.data, start: 0, rowStride: inputs, colStride: 1 },
        numRows,
        inputs,
        width,
      );
      return result;
    },
  };
}
