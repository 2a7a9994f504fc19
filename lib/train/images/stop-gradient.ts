import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

/** f(x), through which no gradient flows to x: f may use operations that have none. */
export function stopGradient(tf: Tensorflow, f: (x: Tensor) => Tensor, x: Tensor): Tensor {
  return tf.customGrad((values) => ({
    value: f(values as Tensor),
    gradFunc: () => tf.zerosLike(x),
  }))(x);
}
