import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs';
import { biasGradient } from './bias-gradient';
import { registerOperation } from './register-operation';
import { requireTensor } from './require-tensor';
import type { Tensorflow } from './tensorflow-typings';

/**
 * A dense layer in one operation, with its gradient in x, weights and bias, on any backend.
 *
 *   y = act(x weights + bias)
 *
 * @param x [points, inputs]
 * @param weights [inputs, outputs]
 * @param bias [outputs]
 * @throws RangeError if the shapes do not match
 * @throws TypeError if a tensor is not of single precision
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { tensorflow } from 'genlabel';
 * import { dense } from 'genlabel/tensorflow';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const [x, weights] = [tf.ones<tfjs.Rank.R2>([2, 3]), tf.ones<tfjs.Rank.R2>([3, 4])];
 * const bias = tf.zeros<tfjs.Rank.R1>([4]);
 * const logits = dense(tf, x, weights, bias);
 */
export function dense(
  tf: Tensorflow,
  x: Tensor2D,
  weights: Tensor2D,
  bias: Tensor1D,
  { relu = false }: { readonly relu?: boolean } = {},
): Tensor2D {
  requireTensor('x', x, ['points', 'inputs']);
  requireTensor('weights', weights, [x.shape[1], 'outputs']);
  requireTensor('bias', bias, [weights.shape[1]]);
  registerOperation(tf, {
    ...{ kernelName: 'BiasedProduct', inputsToSave: ['x', 'weights'], outputsToSave: [true] },
    compute({ x, weights, bias }, attributes) {
      // The stock kernels know batches of matrices only.
      const [a, b] = [x, weights].map((matrix) => tf.reshape(matrix, [1, ...matrix.shape]));
      const y = tf.engine().runKernel('_FusedMatMul', { a, b, bias }, attributes) as Tensor;
      return tf.reshape(y, y.shape.slice(1));
    },
    gradient(dy, saved, { activation }) {
      const [x, weights, y] = saved as Tensor2D[];
      const cutOff = activation === 'relu' ? y : undefined;
      const { slope, sums } = biasGradient(tf, dy as Tensor2D, { y: cutOff, bias: true });
      return {
        x: () => tf.matMul(slope, weights, false, true),
        weights: () => tf.matMul(x, slope, true, false),
        bias: () => sums as Tensor,
      };
    },
  });
  const attributes = {
    ...{ transposeA: false, transposeB: false },
    ...{ activation: relu ? 'relu' : 'linear', leakyreluAlpha: 0 },
  };
  return tf.engine().runKernel('BiasedProduct', { x, weights, bias }, attributes) as Tensor2D;
}
