import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';

/** What is mixed with what in a batch. */
export interface Pairing {
  /** [n], a permutation: the second of every pair. */
  readonly partners: Int32Array;
  /** Weight of the first, in [0, 1]. */
  readonly lambda: number;
}

/**
 * Mixes values of a batch: lambda h_i + (1 - lambda) h_pi(i), with its gradient, on any backend.
 *
 * @param hidden [n, ...]
 */
export function mixHidden(tf: Tensorflow, hidden: Tensor, { partners, lambda }: Pairing): Tensor {
  const mix = (values: Tensor, order: Int32Array): Tensor => {
    const others = tf.gather(values, tf.tensor1d(order, 'int32'));
    return tf.add(tf.mul(values, lambda), tf.mul(others, 1 - lambda));
  };
  // The stock gradient of gather adds up segments, which not every backend knows; of a permutation it is the inverse one.
  const operation = tf.customGrad((x) => ({
    value: mix(x as Tensor, partners),
    gradFunc: (dy: Tensor) => mix(dy, inverseOf(partners)),
  }));
  return operation(hidden);
}

function inverseOf(order: Int32Array): Int32Array {
  const inverse = new Int32Array(order.length);
  order.forEach((to, from) => {
    inverse[to] = from;
  });
  return inverse;
}
