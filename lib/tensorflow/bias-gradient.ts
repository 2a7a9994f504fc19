import type { Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from './tensorflow-typings';

/**
 * What is left of the slopes dy [..., channels] of a layer before its activation, and their sums: the gradient of its bias.
 *
 * @param y the layer's values, if negative ones were cut off
 * @param bias whether the sums are wanted
 */
export function biasGradient<T extends Tensor>(
  tf: Tensorflow,
  dy: T,
  { y, bias }: { readonly y?: Tensor; readonly bias: boolean },
): { readonly slope: T; readonly sums?: Tensor } {
  if (!y && !bias) return { slope: dy };
  if (tf.getKernel('BiasGradient', tf.getBackend())) {
    const [sums, slope] = tf.engine().runKernel('BiasGradient', { dy, ...(y ? { y } : {}) }) as Tensor[];
    return { slope: y ? (slope as T) : dy, sums };
  }
  const slope = y ? tf.mul(dy, tf.step(y)) : dy;
  const axes = Array.from({ length: dy.rank - 1 }, (_, axis) => axis);
  return { slope: slope as T, sums: tf.sum(slope, axes) };
}
