import { withArena } from '../kernels/arena';
import { type LogitPass, placeLogitPass } from '../kernels/logit-pass';
import { type Matrix, zeros } from '../numeric/matrix';
import { requireMatrix } from '../numeric/require';
import type { DenseNetwork } from '../train/dense-network';
import type { DifferentiableModel } from './differentiable-model';

/** Points a pass handles together: small enough for the caches. */
const passRows = 256;

/**
 * A dense net as gradient attacks ask for it. The subgradient of ReLU at 0 is 0.
 *
 * @throws RangeError on use, if the points have another number of features than the net, the weights another shape than
 * the logits, or the parameters do not fit the widths
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const labels = oneHot([1, 0], 2);
 * const { gradient } = await networkModel(network).logitsAndGradient(matrix([[0.5, 0], [-0.2, 0.3]]), () => labels);
 * gradient; // [[1, 0], [-1, 0]]: of each point's own logit
 */
export function networkModel(network: DenseNetwork): DifferentiableModel {
  const { widths } = network.architecture;
  const numClasses = widths[widths.length - 1];
  /** The net's memory is given back after each query, so that models own none. */
  const query = <Result>(points: Matrix, use: (logits: Matrix, pass: LogitPass) => Result): Result => {
    requireFeatures(points, widths[0]);
    return withArena((arena) => {
      const pass = placeLogitPass(arena, network, Math.min(passRows, points.rows));
      const logits = zeros(points.rows, numClasses);
      for (const [first, numRows] of passesOf(points)) pass.forward(points, first, numRows, logits.data);
      return use(logits, pass);
    });
  };
  return {
    numClasses,
    logits: (points) => query(points, (logits) => logits),
    logitsAndGradient: (points, weights) =>
      query(points, (logits, pass) => {
        const weighted = weights(logits);
        requireShape(weighted, logits);
        const gradient = zeros(points.rows, widths[0]);
        for (const [first, numRows] of passesOf(points)) {
          // The activations of a single pass are still there, those of several are made anew.
          if (points.rows > passRows) pass.forward(points, first, numRows, logits.data);
          pass.backward(weighted, first, numRows, gradient.data);
        }
        return { logits, gradient };
      }),
  };
}

/** First row and number of rows of each pass. */
function passesOf({ rows }: Matrix): [number, number][] {
  return Array.from({ length: Math.ceil(rows / passRows) }, (_, i) => [
    i * passRows,
    Math.min(passRows, rows - i * passRows),
  ]);
}

function requireFeatures(points: Matrix, expected: number): void {
  requireMatrix('the points', points);
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
