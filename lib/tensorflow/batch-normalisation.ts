import type { NamedTensorMap, Tensor, Tensor1D } from '@tensorflow/tfjs';
import type { Tensorflow } from './choose-backend';
import { registerComposedNormalisation } from './composed-normalisation';

export interface NormalisationOptions {
  /** Added to the variance. */
  readonly epsilon: number;
  /** Added to the normalised values, of the shape of x: the other branch of a residual block. */
  readonly shortcut?: Tensor;
  /** Whether negative values become 0 at last. */
  readonly relu?: boolean;
}

export interface Normalised<T extends Tensor> {
  readonly y: T;
  /** Of this batch, [channels]: no gradient flows through it. */
  readonly mean: Tensor1D;
  /** Of this batch, divided by the number of values, not by one less: no gradient flows through it. */
  readonly variance: Tensor1D;
}

/**
 * Batch normalisation in training (Ioffe & Szegedy 2015) of channels, which come last, with its gradient in x, gamma, beta
 * and the shortcut, on any backend; on wasm the fused kernels of this folder compute it.
 *
 *   y = act(gamma (x - mean) / sqrt(variance + epsilon) + beta + shortcut)
 *
 * @param x [..., channels]
 * @param gamma [channels]
 * @param beta [channels]
 * @throws RangeError if the shapes do not match
 *
 * @example
 * const { y, mean, variance } = batchNormalisation(tf, x, gamma, beta, { epsilon: 1e-5, relu: true });
 */
export function batchNormalisation<T extends Tensor>(
  tf: Tensorflow,
  x: T,
  gamma: Tensor,
  beta: Tensor,
  { epsilon, shortcut, relu = false }: NormalisationOptions,
): Normalised<T> {
  requireShapes(x, gamma, beta, shortcut);
  registerGradient(tf);
  registerComposedNormalisation(tf, tf.getBackend());
  const inputs: NamedTensorMap = { x, gamma, beta, ...(shortcut ? { shortcut } : {}) };
  const attributes = { epsilon, relu, shortcut: shortcut !== undefined };
  const [y, mean, variance] = tf.engine().runKernel('BatchNormalisation', inputs, attributes) as [
    T,
    Tensor1D,
    Tensor1D,
  ];
  return { y, mean, variance };
}

function requireShapes(x: Tensor, gamma: Tensor, beta: Tensor, shortcut: Tensor | undefined): void {
  const channels = x.shape.at(-1);
  for (const [name, { shape }] of Object.entries({ gamma, beta })) {
    if (shape.length === 1 && shape[0] === channels) continue;
    throw new RangeError(`${name} is [${shape}], expected one value a channel of x, which is [${x.shape}]`);
  }
  if (shortcut && shortcut.shape.join() !== x.shape.join()) {
    throw new RangeError(`the shortcut is [${shortcut.shape}], expected the shape of x, [${x.shape}]`);
  }
}

/** TensorFlow.js keeps gradients by name, for all backends. */
function registerGradient(tf: Tensorflow): void {
  if (tf.getGradient('BatchNormalisation')) return;
  tf.registerGradient({
    kernelName: 'BatchNormalisation',
    inputsToSave: ['x', 'gamma'],
    outputsToSave: [true, true, true],
    gradFunc(dys, [x, gamma, y, mean, variance], attributes) {
      const [dy] = dys as Tensor[];
      const inputs = { dy, x, gamma, y, mean, variance };
      // At once: each of the functions below runs in a tidy of its own.
      const [dx, dgamma, dbeta, cutOff] = tf
        .engine()
        .runKernel('BatchNormalisationGrad', inputs, attributes) as Tensor[];
      return { x: () => dx, gamma: () => dgamma, beta: () => dbeta, shortcut: () => cutOff ?? dy.clone() };
    },
  });
}
