import type { Tensor, Tensor2D, Tensor4D, Variable } from '@tensorflow/tfjs';
import { dense } from '../../tensorflow/operations';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

/** How images pass through a net. */
export interface PassOptions {
  /** Whether batch normalisation takes mean and variance of the batch, rather than those that it has recorded. */
  readonly training: boolean;
  /** Whether batch normalisation records mean and variance of the batch; as `training` unless given. */
  readonly records?: boolean;
}

/** A part of a net, from one place where manifold mixup may mix to the next. */
export type Stage = (x: Tensor, options: PassOptions) => Tensor;

/**
 * A convolutional classifier, f = f_cls o f_feature: stages that end in the penultimate layer, and a linear layer.
 *
 * Its variables belong to the backend on which it was made; `disposeNetwork` gives their memory back. Make nets outside of `tf.tidy`, which would look for
 * tensors in all of `tf`.
 */
export interface ImageNetwork {
  readonly tf: Tensorflow;
  /** [height, width, channels] */
  readonly inputShape: readonly [number, number, number];
  readonly numClasses: number;
  /** Number of features in the penultimate layer. */
  readonly numFeatures: number;
  /** What is trained, in the order of PyTorch's modules; the last two are weights and bias of the linear layer. */
  readonly parameters: readonly Variable[];
  /** Running mean and variance of every batch normalisation, in the order of the layers. */
  readonly statistics: readonly Variable[];
  /** Manifold mixup mixes before one of them: at the input, after the first, or after the second. */
  readonly stages: readonly Stage[];
}

/** Mixes the hidden values [n, ...] of images before a stage. */
export interface HiddenMix {
  /** Index of the stage; 0 mixes the images themselves. */
  readonly stage: number;
  /** @returns the mixed values, of the same shape */
  apply(hidden: Tensor): Tensor;
}

/**
 * Features of images in the penultimate layer.
 *
 * @param images [n, height, width, channels]
 * @param mix what is done to the hidden values before a stage
 * @returns [n, numFeatures]
 * @throws RangeError if the images do not have the shape that the net takes
 */
export function imageFeatures(
  network: ImageNetwork,
  images: Tensor4D,
  options: PassOptions,
  mix?: HiddenMix,
): Tensor2D {
  if (images.rank !== 4 || images.shape.slice(1).join() !== network.inputShape.join()) {
    throw new RangeError(`the images are [${images.shape}], expected [n,${network.inputShape}]`);
  }
  return network.stages.reduce<Tensor>(
    (hidden, stage, index) => stage(mix?.stage === index ? mix.apply(hidden) : hidden, options),
    images,
  ) as Tensor2D;
}

/** Logits [n, numClasses] of features [n, numFeatures]. */
export function logitsOfFeatures({ tf, parameters }: ImageNetwork, hidden: Tensor2D): Tensor2D {
  const [weights, bias] = parameters.slice(-2) as Tensor[];
  return dense(tf, hidden, weights as Tensor2D, bias as never);
}

/**
 * Logits of images.
 *
 * @param images [n, height, width, channels]
 * @returns [n, numClasses]
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { lenet5, logits } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const network = lenet5(tf, { numClasses: 10, stream: randomStream(1) });
 * logits(network, tf.zeros([2, 28, 28, 1]), { training: false }).shape; // [2, 10]
 */
export function logits(network: ImageNetwork, images: Tensor4D, options: PassOptions): Tensor2D {
  return logitsOfFeatures(network, imageFeatures(network, images, options));
}

/** Number of trained values. */
export function parameterCount({ parameters }: ImageNetwork): number {
  return parameters.reduce((sum, { size }) => sum + size, 0);
}

/** Gives the memory of a net's variables back. */
export function disposeNetwork({ parameters, statistics }: ImageNetwork): void {
  for (const variable of [...parameters, ...statistics]) variable.dispose();
}
