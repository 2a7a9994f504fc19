import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

/** Below this length a slope tells no direction. */
const least = 1e-12;

/** Gradient of a sum over images in each image, of Euclidean length 1; 0 where it vanishes. */
export function unitGradients(
  tf: Tensorflow,
  loss: (images: Tensor4D) => Tensor,
  images: Tensor4D,
): Tensor4D {
  return tf.tidy(() => unitRows(tf, tf.grad(loss as never)(images) as Tensor4D));
}

/** Images as directions, each divided by its length. */
function unitRows(tf: Tensorflow, images: Tensor4D): Tensor4D {
  return tf.div(images, tf.maximum(lengths(tf, images), least));
}

/** Euclidean lengths of images, [n, 1, 1, 1]. */
export function lengths(tf: Tensorflow, images: Tensor4D): Tensor4D {
  return tf.sqrt(tf.sum(tf.square(images), [1, 2, 3], true)) as Tensor4D;
}
