import type { LayersModel, Tensor } from '@tensorflow/tfjs';
import { type Matrix, zeros } from '../numeric/matrix';
import type { LayersModelLike, TensorflowLike, TensorLike } from '../tensorflow/tensorflow-like';
import type { Tensorflow } from '../tensorflow/tensorflow-typings';
import type { DifferentiableModel, LogitsAndGradient, LogitWeights } from './differentiable-model';

/** A classifier of TensorFlow.js, and what it does not say of itself. */
export interface TensorflowModelOptions<T extends TensorLike = TensorLike> {
  /**
   * Logits [m x numClasses] of points [m x ...inputShape], not probabilities: a model of layers, asked without dropout and
   * with the stored moments of batch normalisation, or a differentiable function, each point by itself.
   */
  readonly model: LayersModelLike | ((points: T) => T);
  /** Number of classes. Default: that of the model of layers. */
  readonly numClasses?: number;
  /** Shape of a point, [height, width, channels] of an image. Default: that of the model of layers. */
  readonly inputShape?: readonly number[];
  /** Points that are computed together: bounds the memory. Default: 256. */
  readonly batchSize?: number;
}

/**
 * A TensorFlow.js model as gradient attacks ask for it: a row of points is an image, row-major as `inputShape` says.
 *
 * It computes in single precision. Nothing stays allocated between queries.
 *
 * @param tf TensorFlow.js on the backend of the caller, as `(await tensorflow()).tf`
 * @throws RangeError if the shape of a point or the number of classes is not known, or no positive integers; on use, if
 * points, logits or weights have another shape
 *
 * @example
 * const network: DenseNetwork = {
 *   architecture: { widths: [2, 2], activation: 'identity' },
 *   parameters: Float64Array.of(-1, 1, 0, 0, 0, 0), // class 1 to the right of x1 = 0
 * };
 * const { tf } = await tensorflow();
 * const model = tensorflowModel(tf, { model: tensorflowNetwork(tf, network) });
 * const labels = oneHot([1, 0], model.numClasses);
 * const { gradient } = await model.logitsAndGradient(matrix([[0.5, 0], [-0.2, 0.3]]), () => labels);
 * gradient; // [[1, 0], [-1, 0]]: of each point's own logit
 */
export function tensorflowModel<Tf extends TensorflowLike, T extends TensorLike>(
  tf: Tf,
  options: TensorflowModelOptions<T>,
): DifferentiableModel;
export function tensorflowModel(
  tf: Tensorflow,
  options: TensorflowModelOptions<Tensor>,
): DifferentiableModel {
  const { model, numClasses, inputShape, batchSize } = resolved(options);
  const numFeatures = inputShape.reduce((product, size) => product * size, 1);
  const apply = (points: Tensor): Tensor => {
    const images = tf.reshape(points, [points.shape[0], ...inputShape]);
    const logits =
      typeof model === 'function' ? model(images) : (model.apply(images, { training: false }) as Tensor);
    requireLogits(logits, points.shape[0], numClasses);
    return logits;
  };
  const slice = (all: Matrix, first: number) => rowsOf(tf, all, first, Math.min(all.rows, first + batchSize));
  const collect = async (rows: number, cols: number, part: (first: number) => Tensor): Promise<Matrix> => {
    const result = zeros(rows, cols);
    for (let first = 0; first < rows; first += batchSize) {
      const values = tf.tidy(() => part(first));
      await read(values, result, first);
    }
    return result;
  };
  const logits = async (points: Matrix): Promise<Matrix> => {
    requireFeatures(points, numFeatures);
    return collect(points.rows, numClasses, (first) => apply(slice(points, first)));
  };
  return {
    numClasses,
    logits,
    async logitsAndGradient(points, weightsOf): Promise<LogitsAndGradient> {
      requireFeatures(points, numFeatures);
      if (points.rows <= batchSize && readsAtOnce(tf)) return inOnePass(tf, apply, points, weightsOf);
      const asked = await logits(points);
      const weights = requireWeights(weightsOf(asked), asked);
      const gradient = await collect(points.rows, numFeatures, (first) =>
        tf.grad(apply)(slice(points, first), slice(weights, first)),
      );
      return { logits: asked, gradient };
    },
  };
}

/** Backpropagates from the logits that the weights were computed from, where several batches compute them twice. */
async function inOnePass(
  tf: Tensorflow,
  apply: (points: Tensor) => Tensor,
  points: Matrix,
  weightsOf: LogitWeights,
): Promise<LogitsAndGradient> {
  let logits = zeros(0, 0);
  let failure: { readonly error: unknown } | undefined;
  const weighted = (x: Tensor): Tensor => {
    const z = apply(x);
    logits = { data: Float64Array.from(z.dataSync()), rows: points.rows, cols: z.shape[1] as number };
    try {
      const weights = requireWeights(weightsOf(logits), logits);
      return tf.sum(tf.mul(z, rowsOf(tf, weights, 0, points.rows)));
    } catch (error) {
      // Thrown from here it would leave the activations of the tape allocated.
      failure = { error };
      return tf.sum(z);
    }
  };
  const slopes = tf.tidy(() => tf.grad(weighted)(rowsOf(tf, points, 0, points.rows)));
  const gradient = zeros(points.rows, points.cols);
  await read(slopes, gradient, 0);
  if (failure) throw failure.error;
  return { logits, gradient };
}

/** WebGPU gives values back only with a promise. */
const readsAtOnce = (tf: Tensorflow): boolean => tf.getBackend() !== 'webgpu';

/** Rows from `first` to before `last`. */
function rowsOf(tf: Tensorflow, { data, cols }: Matrix, first: number, last: number): Tensor {
  return tf.tensor2d(Float32Array.from(data.subarray(first * cols, last * cols)), [last - first, cols]);
}

async function read(values: Tensor, result: Matrix, firstRow: number): Promise<void> {
  try {
    result.data.set(await values.data(), firstRow * result.cols);
  } finally {
    values.dispose();
  }
}

function resolved({ model, numClasses, inputShape, batchSize = 256 }: TensorflowModelOptions<Tensor>) {
  const layers = typeof model === 'function' ? undefined : (model as LayersModel);
  const classes = numClasses ?? layers?.outputs[0].shape.at(-1);
  const shape = inputShape ?? layers?.inputs[0].shape.slice(1);
  if (!shape?.every(isCount)) throw unknown('inputShape', shape && `[${shape}]`, 'positive integers');
  if (!isCount(classes)) throw unknown('numClasses', classes, 'a positive integer');
  if (!isCount(batchSize)) throw unknown('batchSize', batchSize, 'a positive integer');
  return { model, numClasses: classes, inputShape: shape as readonly number[], batchSize };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;

const unknown = (name: string, found: unknown, expected: string): RangeError =>
  new RangeError(`${name} is ${found}, expected ${expected}: give it as an option`);

function requireFeatures(points: Matrix, expected: number): void {
  if (points.cols !== expected) {
    throw new RangeError(`the points have ${points.cols} features, the model expects ${expected}`);
  }
}

function requireLogits(logits: Tensor, numPoints: number, numClasses: number): void {
  if (logits.rank !== 2 || logits.shape[0] !== numPoints || logits.shape[1] !== numClasses) {
    throw new RangeError(
      `the model gives logits of shape [${logits.shape}], expected [${numPoints},${numClasses}]`,
    );
  }
}

function requireWeights(weights: Matrix, logits: Matrix): Matrix {
  if (weights.rows !== logits.rows || weights.cols !== logits.cols) {
    throw new RangeError(
      `the weights of the logits are ${weights.rows} x ${weights.cols}, expected one a logit: ${logits.rows} x ${logits.cols}`,
    );
  }
  return weights;
}
