import { withArena } from '../kernels/arena';
import { placeLogitPass } from '../kernels/logit-pass';
import { type Matrix, row, zeros } from '../numeric/matrix';
import { requireLabels, requireMatrix } from '../numeric/require';
import { type Architecture, type DenseNetwork, type Layer, layersOf, requireNetwork } from './dense-network';
import { multiply } from './matrix-product';

/** Room for the sums and gradients of every layer of a batch: made once, so that a training step allocates nothing. */
export interface Workspace {
  readonly capacity: number;
  readonly layers: readonly Layer[];
  /** Output of each layer [capacity x outputs], after its activation; the last holds the logits. */
  readonly outputs: readonly Float64Array[];
  /** Gradient of the loss in the sums of each layer, same shapes. */
  readonly gradients: readonly Float64Array[];
}

/** Workspace for batches of up to `capacity` points. */
export function createWorkspace(architecture: Architecture, capacity: number): Workspace {
  const layers = layersOf(architecture);
  const arrays = () => layers.map(({ outputs }) => new Float64Array(capacity * outputs));
  return { capacity, layers, outputs: arrays(), gradients: arrays() };
}

/** Fills `workspace.outputs` for the rows from `firstRow` on of X. */
export function forward(
  { architecture, parameters }: DenseNetwork,
  X: Matrix,
  firstRow: number,
  numRows: number,
  workspace: Workspace,
): void {
  const last = workspace.layers.length - 1;
  workspace.layers.forEach((layer, index) => {
    const { inputs, outputs, weights, bias } = layer;
    const source = index === 0 ? X.data : workspace.outputs[index - 1];
    const start = index === 0 ? firstRow * inputs : 0;
    const sums = workspace.outputs[index];
    multiply(
      { data: source, start, rowStride: inputs, colStride: 1 },
      { data: parameters, start: weights, rowStride: outputs, colStride: 1 },
      { data: sums, start: 0, rowStride: outputs, colStride: 1 },
      numRows,
      outputs,
      inputs,
    );
    addBias(sums, numRows, outputs, parameters, bias);
    if (index < last && architecture.activation === 'relu') rectify(sums, numRows * outputs);
  });
}

function addBias(
  sums: Float64Array,
  rows: number,
  outputs: number,
  parameters: Float64Array,
  bias: number,
): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < outputs; j++) sums[i * outputs + j] += parameters[bias + j];
  }
}

function rectify(sums: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) if (sums[i] < 0) sums[i] = 0;
}

/** Points a pass of `predictLogits` handles together: small enough for the caches. */
const predictionBatch = 256;

/**
 * Logits of a net.
 *
 * @param X [numPoints x numFeatures]
 * @returns [numPoints x numClasses]
 * @throws RangeError if X has another number of features than the net, fewer values than rows x columns or one that is not
 *   finite, or the net has not the parameters of its widths
 */
export function predictLogits(network: DenseNetwork, X: Matrix, workspace?: Workspace): Matrix {
  requireInput(network, X);
  return logitsOf(network, X, workspace);
}

/** @throws RangeError as `predictLogits` */
export function requireInput(network: DenseNetwork, X: Matrix): void {
  requireNetwork(network);
  const { widths } = network.architecture;
  requireMatrix('X', X);
  if (X.cols !== widths[0]) {
    throw new RangeError(`X has ${X.cols} features, the net expects ${widths[0]}`);
  }
}

/**
 * As `predictLogits`, of points that may have diverged, as latent ones do, or were looked at before. With a workspace in
 * plain loops, as in training, without in the kernels: the sums have one order, and the logits are the same to the last bit.
 */
export function logitsOf(network: DenseNetwork, X: Matrix, workspace?: Workspace): Matrix {
  const { widths } = network.architecture;
  const numClasses = widths[widths.length - 1];
  const logits = zeros(X.rows, numClasses);
  if (!workspace) {
    withArena((arena) => {
      const capacity = Math.min(predictionBatch, X.rows);
      const pass = placeLogitPass(arena, network, capacity);
      for (let first = 0; first < X.rows; first += capacity) {
        pass.forward(X, first, Math.min(capacity, X.rows - first), logits.data);
      }
    });
    return logits;
  }
  for (let first = 0; first < X.rows; first += workspace.capacity) {
    const numRows = Math.min(workspace.capacity, X.rows - first);
    forward(network, X, first, numRows, workspace);
    const values = workspace.outputs[workspace.outputs.length - 1].subarray(0, numRows * numClasses);
    logits.data.set(values, first * numClasses);
  }
  return logits;
}

/**
 * Class of the largest logit of each point; of equal ones the lowest class. A net whose training diverged (NaN
 * logits) predicts class 0, as argmax does in NumPy.
 *
 * @throws RangeError as `predictLogits`
 */
export function predict(network: DenseNetwork, X: Matrix, workspace?: Workspace): Int32Array {
  const logits = predictLogits(network, X, workspace);
  const classes = new Int32Array(X.rows);
  for (let i = 0; i < X.rows; i++) classes[i] = indexOfLargest(row(logits, i));
  return classes;
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let j = 1; j < values.length; j++) if (values[j] > values[best]) best = j;
  return best;
}

/**
 * Share of points whose predicted class is the given one, in [0, 1].
 *
 * @throws RangeError if X and y differ in length, are empty, y holds no class of the net, or as `predictLogits`
 */
export function accuracy(
  network: DenseNetwork,
  X: Matrix,
  y: ArrayLike<number>,
  workspace?: Workspace,
): number {
  if (y.length !== X.rows || X.rows === 0) {
    throw new RangeError(
      `there are ${X.rows} points and ${y.length} classes: expected equally many, at least 1`,
    );
  }
  const { widths } = network.architecture;
  requireLabels('y', y, X.rows, widths[widths.length - 1]);
  const predicted = predict(network, X, workspace);
  return predicted.reduce((hits, label, i) => hits + (label === y[i] ? 1 : 0), 0) / X.rows;
}
