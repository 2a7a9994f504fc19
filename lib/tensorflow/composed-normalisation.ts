import type { NamedAttrMap, NamedTensorInfoMap, Tensor } from '@tensorflow/tfjs';
import type { Tensorflow } from './choose-backend';

interface Attributes {
  readonly epsilon: number;
  readonly relu: boolean;
  readonly shortcut: boolean;
}

interface Call {
  readonly inputs: NamedTensorInfoMap;
  readonly attrs?: NamedAttrMap;
}

/** Gives a backend that has no kernels of its own for it batch normalisation and its gradient, from stock operations. */
export function registerComposedNormalisation(tf: Tensorflow, backendName: string): void {
  if (tf.getKernel('BatchNormalisation', backendName)) return;
  const kernel =
    (compose: (tf: Tensorflow, inputs: Record<string, Tensor>, attributes: Attributes) => Tensor[]) =>
    ({ inputs, attrs }: Call) =>
      tf.tidy(() => compose(tf, inputs as Record<string, Tensor>, attrs as unknown as Attributes));
  tf.registerKernel({ kernelName: 'BatchNormalisation', backendName, kernelFunc: kernel(forward) });
  tf.registerKernel({ kernelName: 'BatchNormalisationGrad', backendName, kernelFunc: kernel(backward) });
}

const axesBefore = (x: Tensor): number[] => Array.from({ length: x.rank - 1 }, (_, axis) => axis);

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

/**
 * With g = dy where y is not cut off, n values a channel and z = (x - mean) / sqrt(variance + epsilon):
 *
 *   dbeta = sum g,  dgamma = sum g z,  dx = gamma / sqrt(variance + epsilon) (g - dbeta / n - z dgamma / n)
 */
function backward(
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
