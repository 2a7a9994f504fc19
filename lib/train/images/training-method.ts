import type { Scalar, Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import type { RandomStream } from '../../numeric/random';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

/** What a step of training is given. */
export interface ImageBatch {
  /** [n, height, width, channels] */
  readonly images: Tensor4D;
  /** [n, numClasses], one-hot */
  readonly labels: Tensor2D;
  /** Of whatever is drawn for this batch. */
  readonly stream: RandomStream;
}

/** A way of training a net: the loss of a batch, and what is learned or remembered besides the net. */
export interface TrainingMethod {
  /** Trained along with the net's parameters. */
  readonly parameters: readonly Variable[];
  /** Kept from batch to batch, not trained. */
  readonly state: readonly Variable[];
  /** Loss of a batch, to be differentiated: called once a step. */
  prepare(batch: ImageBatch): () => Scalar;
  /** Gives the memory of its own variables back. */
  dispose(): void;
}

/**
 * Mean cross-entropy of soft labels, with its gradient in both.
 *
 * @param labels [n, numClasses], rows that sum to 1
 * @param logits [n, numClasses]
 */
export function crossEntropy(tf: Tensorflow, labels: Tensor, logits: Tensor): Scalar {
  const [n] = logits.shape;
  return tf.mul(tf.sum(tf.mul(labels, tf.logSoftmax(logits))), -1 / n).asScalar();
}
