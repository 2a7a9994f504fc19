import { type Matrix, zeros } from '../numeric/matrix';
import type { DenseNetwork } from '../train/dense-network';
import { createWorkspace, forward } from '../train/forward';
import { logitGradient } from '../train/logit-gradient';
import type { DifferentiableModel } from './differentiable-model';

/** Points a pass handles together: small enough for the caches. */
const passRows = 256;

/**
 * A dense net as gradient attacks ask for it. The subgradient of ReLU at 0 is 0.
 *
 * @throws RangeError on use, if the points have another number of features than the net, or the weights another shape than
 * the logits
 *
 * @example
 * const { gradient } = networkModel(network).logitsAndGradient(X, () => oneHot(y, numClasses)); // of the logits of y
 */
export function networkModel(network: DenseNetwork): DifferentiableModel {
  const { widths } = network.architecture;
  const numClasses = widths[widths.length - 1];
  const workspace = createWorkspace(network.architecture, passRows);
  const pass = (points: Matrix, first: number): number => {
    const numRows = Math.min(passRows, points.rows - first);
    forward(network, points, first, numRows, workspace);
    return numRows;
  };
  const last = workspace.layers.length - 1;
  const logitsOf = (points: Matrix): Matrix => {
    requireFeatures(points, widths[0]);
    const logits = zeros(points.rows, numClasses);
    for (let first = 0; first < points.rows; first += passRows) {
      const numRows = pass(points, first);
      logits.data.set(workspace.outputs[last].subarray(0, numRows * numClasses), first * numClasses);
    }
    return logits;
  };
  return {
    numClasses,
    logits: logitsOf,
    logitsAndGradient(points, weights) {
      const logits = logitsOf(points);
      const weighted = weights(logits);
      requireShape(weighted, logits);
      const gradient = zeros(points.rows, widths[0]);
      for (let first = 0; first < points.rows; first += passRows) {
        // The activations of a single pass are still there, those of several are made anew.
        const numRows = points.rows > passRows ? pass(points, first) : points.rows;
        logitGradient(network, weighted, first, numRows, workspace, gradient);
      }
      return { logits, gradient };
    },
  };
}

function requireFeatures(points: Matrix, expected: number): void {
  if (points.cols !== expected) {
    throw new RangeError(`the points have ${points.cols} features, the net expects ${expected}`);
  }
}

function requireShape(weights: Matrix, logits: Matrix): void {
  if (weights.rows !== logits.rows || weights.cols !== logits.cols) {
    throw new RangeError(
      `the weights of the logits are ${weights.rows} x ${weights.cols}, expected one a logit: ${logits.rows} x ${logits.cols}`,
    );
  }
}
