import type { Arena } from './arena';
import { type NetworkModel, requireParameters } from './network-model';
import { roundUp } from './round-up';
import type { Rows } from './rows';

/** Logits of one net and their gradients in the points. */
export interface LogitPass {
  /** Writes the logits of rows of X, at most the capacity, to the same rows of `logits` [X.rows x classes]. */
  forward(X: Rows, firstRow: number, numRows: number, logits: Float64Array): void;
  /**
   * Writes sum_c weights[i, c] d logits_c(x_i) / d x_i to the same rows of `gradient` [X.rows x d], for the rows of the last
   * `forward`. The subgradient of ReLU at 0 is 0.
   *
   * @param weights [X.rows x classes]
   */
  backward(weights: Rows, firstRow: number, numRows: number, gradient: Float64Array): void;
}

/** Points that the kernels work on together (BLOCK_BYTES of assembly/piecewise-net.ts), and bytes of a row of them. */
const block = 32;
const blockRow = 8 * block;

/**
 * Passes of up to `capacity` points through a net, in f64 and with the sums in the order of `predictLogits`: the logits are
 * the same to the last bit. They last as long as the arena, and hold the parameters as they are now.
 *
 * @throws RangeError if the model's parameters do not fit its widths
 */
export function placeLogitPass(arena: Arena, model: NetworkModel, capacity: number): LogitPass {
  requireParameters(model);
  const { widths } = model.architecture;
  const [d, k] = [widths[0], widths[widths.length - 1]];
  const { address, points, logits } = placePass(arena, model, capacity);
  const { passLogits, passLogitGradient } = arena.exports;
  return {
    forward(X, firstRow, numRows, result) {
      arena.f64(points, numRows * d).set(X.data.subarray(firstRow * d, (firstRow + numRows) * d));
      passLogits(address, numRows);
      result.set(arena.f64(logits, numRows * k), firstRow * k);
    },
    backward(weights, firstRow, numRows, result) {
      arena.f64(logits, numRows * k).set(weights.data.subarray(firstRow * k, (firstRow + numRows) * k));
      passLogitGradient(address, numRows);
      result.set(arena.f64(points, numRows * d), firstRow * d);
    },
  };
}

/** Memory of a pass; fields in the order of assembly/logit-pass.ts. */
function placePass(arena: Arena, { architecture, parameters }: NetworkModel, capacity: number) {
  const { widths, activation } = architecture;
  const rows = widths.map((width) => roundUp(width, 4));
  const reals = (count: number) => arena.allocate(8 * count);
  const [points, logits] = [reals(capacity * widths[0]), reals(capacity * widths[widths.length - 1])];
  // Products read up to 3 numbers beyond the last bias.
  const placed = reals(parameters.length + 3);
  arena.f64(placed, parameters.length).set(parameters);
  const transposed = widths.slice(1).reduce((sum, outputs, l) => sum + roundUp(outputs, 2) * rows[l], 0);
  const blockBytes = blockRow * rows.reduce((sum, count) => sum + count, 0);
  const widest = blockRow * Math.max(...rows);
  const address = arena.placeI32([
    ...[arena.placeI32(widths), widths.length - 1, Number(activation === 'relu')],
    ...[placed, reals(transposed)],
    ...[arena.allocate(Math.ceil(capacity / block) * blockBytes), blockBytes],
    ...[arena.allocate(widest), arena.allocate(widest), points, logits],
  ]);
  return { address, points, logits };
}
