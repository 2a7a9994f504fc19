import type { NamedTensorMap, Tensor, Tensor1D } from '@tensorflow/tfjs';
import { requirePositive } from '../numeric/require';
import { registerOperation } from './register-operation';
import { requireFloat } from './require-tensor';
import type { Tensorflow } from './tensorflow-typings';

/** What is added before and after the normalisation, and its activation. */
export interface NormalisationOptions {
  /** Added to the variance. */
  readonly epsilon: number;
  /** Added to the normalised values, of the shape of x: the other branch of a residual block. */
  readonly shortcut?: Tensor;
  /** Whether negative values become 0 at last. */
  readonly relu?: boolean;
}

/** Normalised values of a batch, and the moments that a running average takes. */
export interface Normalised<T extends Tensor> {
  readonly y: T;
  /** Of this batch, [channels]: no gradient flows through it. */
  readonly mean: Tensor1D;
  /** Of this batch, divided by the number of values, not by one less: no gradient flows through it. */
  readonly variance: Tensor1D;
}

interface Attributes {
  readonly epsilon: number;
  readonly relu: boolean;
  readonly shortcut: boolean;
}

/**
 * Batch normalisation in training (Ioffe & Szegedy 2015) of channels, which come last, with its gradient in x, gamma, beta
 * and the shortcut, on any backend; on wasm the fused kernels of this folder compute it.
 *
 *   y = act(gamma z + beta + shortcut),  z = (x - mean) / sqrt(variance + epsilon)
 *
 * With g = dy where y is not cut off and n values a channel:
 *
 *   dbeta = sum g,  dgamma = sum g z,  dx = gamma / sqrt(variance + epsilon) (g - dbeta / n - z dgamma / n)
 *
 * @param x [..., channels]
 * @param gamma [channels]
 * @param beta [channels]
 * @throws RangeError if the shapes do not match
 * @throws TypeError if a tensor is not of single precision
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { tensorflow } from 'genlabel';
 * import { batchNormalisation } from 'genlabel/tensorflow';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const [x, gamma, beta] = [tf.randomNormal([8, 3]), tf.ones([3]), tf.zeros([3])];
 * const { y, mean, variance } = batchNormalisation(tf, x, gamma, beta, { epsilon: 1e-5, relu: true });
 */
export function batchNormalisation<T extends Tensor>(
  tf: Tensorflow,
  x: T,
  gamma: Tensor,
  beta: Tensor,
  options: NormalisationOptions,
): Normalised<T> {
  const { epsilon, shortcut, relu = false } = options;
  const inputs: NamedTensorMap = { x, gamma, beta, ...(shortcut ? { shortcut } : {}) };
  for (const [name, input] of Object.entries(inputs)) requireFloat(name, input);
  requireInputs(x, gamma, beta, options);
  registerOperation(tf, {
    ...{ kernelName: 'BatchNormalisation', inputsToSave: ['x', 'gamma'], outputsToSave: [true, true, true] },
    compute: (inputs, attributes) => forward(tf, inputs, attributes as unknown as Attributes),
    gradient(dy, [x, gamma, y, mean, variance], attributes) {
      const inputs = { dy, x, gamma, y, mean, variance };
      // At once: each of the functions below runs in a tidy of its own.
      const gradients = tf.getKernel('BatchNormalisationGrad', tf.getBackend())
        ? (tf.engine().runKernel('BatchNormalisationGrad', inputs, attributes) as Tensor[])
        : gradient(tf, inputs, attributes as unknown as Attributes);
      const [dx, dgamma, dbeta, cutOff] = gradients;
      return { x: () => dx, gamma: () => dgamma, beta: () => dbeta, shortcut: () => cutOff ?? dy.clone() };
    },
  });
  const attributes = { epsilon, relu, shortcut: shortcut !== undefined };
  const [y, mean, variance] = tf.engine().runKernel('BatchNormalisation', inputs, attributes) as [
    T,
    Tensor1D,
    Tensor1D,
  ];
  return { y, mean, variance };
}

function requireInputs(
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  { shortcut, epsilon }: NormalisationOptions,
): void {
  const channels = x.shape.at(-1);
  if (!channels) throw new RangeError(`x is [${x.shape}], expected at least one channel, the last length`);
  requirePositive('epsilon', epsilon);
  for (const [name, { shape }] of Object.entries({ gamma, beta })) {
    if (shape.length === 1 && shape[0] === channels) continue;
    throw new RangeError(`${name} is [${shape}], expected one value a channel of x, which is [${x.shape}]`);
  }
  if (shortcut && shortcut.shape.join() !== x.shape.join()) {
    throw new RangeError(`the shortcut is [${shortcut.shape}], expected the shape of x, [${x.shape}]`);
  }
}

const axesBefore = (x: Tensor): number[] => Array.from({ length: x.rank - 1 }, (_, axis) => axis);

/** From stock operations, for backends without a kernel for it. */
function forward(
  tf: Tensorflow,
  { x, gamma, beta, shortcut }: Record<string, Tensor>,
  { epsilon, relu }: Attributes,
): Tensor[] {
  const { mean, variance } = tf.moments(x, axesBefore(x));
  const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, epsilon)));
  const normalised = tf.add(tf.mul(tf.sub(x, mean), scale), beta);
  const sum = shortcut ? tf.add(normalised, shortcut) : normalised;
  return [relu ? tf.relu(sum) : sum, mean, variance];
}

/** Of x, gamma, beta and, where a shortcut was cut off as well, of the shortcut. */
function gradient(
  tf: Tensorflow,
  { dy, x, gamma, y, mean, variance }: Record<string, Tensor>,
  { epsilon, relu, shortcut }: Attributes,
): Tensor[] {
  const axes = axesBefore(x);
  const g = relu ? tf.mul(dy, tf.step(y)) : dy;
  const inverse = tf.rsqrt(tf.add(variance, epsilon));
  const z = tf.mul(tf.sub(x, mean), inverse);
  const dbeta = tf.sum(g, axes);
  const dgamma = tf.sum(tf.mul(g, z), axes);
  const n = x.size / gamma.size;
  const centred = tf.sub(tf.sub(g, tf.div(dbeta, n)), tf.mul(z, tf.div(dgamma, n)));
  const dx = tf.mul(centred, tf.mul(gamma, inverse));
  return [dx, dgamma, dbeta, ...(relu && shortcut ? [g] : [])];
}
