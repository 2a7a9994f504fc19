import type { NamedAttrMap, NamedTensorMap, Tensor, Variable } from '@tensorflow/tfjs';
import { requireBetween, requireInteger } from '../numeric/require';
import { requireTensor } from './require-tensor';
import type { Tensorflow } from './tensorflow-typings';

/** As in torch.optim.SGD, without Nesterov's momentum. */
export interface SgdStepOptions {
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
}

/** As in torch.optim.Adam. */
export interface AdamStepOptions {
  readonly learningRate: number;
  readonly betas: readonly [number, number];
  readonly epsilon: number;
  readonly weightDecay: number;
  /** From 1. */
  readonly step: number;
}

/**
 * One step of gradient descent with momentum (torch.optim.SGD) of a parameter, on any backend; on wasm one kernel
 * does it.
 *
 *   v <- momentum v + gradient + weightDecay p,  p <- p - learningRate v
 *
 * @param gradient of the parameter's shape
 * @param velocity likewise, zeros before the first step
 * @throws RangeError if the shapes differ, or an option is out of range
 * @throws TypeError if a tensor is not of single precision
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { tensorflow } from 'genlabel';
 * import { sgdStep } from 'genlabel/tensorflow';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const weights = tf.variable(tf.ones([3]));
 * const velocity = tf.variable(tf.zeros([3]), false);
 * const gradient = tf.ones([3]);
 * sgdStep(tf, weights, gradient, velocity, { learningRate: 0.1, momentum: 0.9, weightDecay: 1e-4 });
 */
export function sgdStep(
  tf: Tensorflow,
  parameter: Variable,
  gradient: Tensor,
  velocity: Variable,
  options: SgdStepOptions,
): void {
  requireRates(options);
  requireBetween('momentum', options.momentum, 0, 1);
  assignAll(tf, 'SgdStep', { parameter, gradient, velocity }, options, [parameter, velocity]);
}

/**
 * One step of Adam (Kingma & Ba 2015; torch.optim.Adam) of a parameter, on any backend; on wasm one kernel does it.
 *
 *   g = gradient + weightDecay p,  m <- b1 m + (1 - b1) g,  v <- b2 v + (1 - b2) g²
 *   p <- p - learningRate / (1 - b1^t) m / (sqrt(v) / sqrt(1 - b2^t) + epsilon)
 *
 * @param gradient of the parameter's shape
 * @param first moment m, likewise, zeros before the first step
 * @param second moment v, likewise
 * @throws RangeError if the shapes differ, or an option is out of range
 * @throws TypeError if a tensor is not of single precision
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { tensorflow } from 'genlabel';
 * import { adamStep } from 'genlabel/tensorflow';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const weights = tf.variable(tf.ones([3]));
 * const [m, v] = [tf.variable(tf.zeros([3]), false), tf.variable(tf.zeros([3]), false)];
 * const gradient = tf.ones([3]);
 * const betas = [0.9, 0.999] as const;
 * adamStep(tf, weights, gradient, m, v, { learningRate: 1e-3, betas, epsilon: 1e-8, weightDecay: 0, step: 1 });
 */
export function adamStep(
  tf: Tensorflow,
  parameter: Variable,
  gradient: Tensor,
  first: Variable,
  second: Variable,
  options: AdamStepOptions,
): void {
  requireRates(options);
  const { learningRate, betas, epsilon, weightDecay, step } = options;
  const [beta1, beta2] = betas;
  // Of exactly 1 the corrected moments would be 0 / 0.
  for (const beta of [beta1, beta2]) requireBetween('a beta', beta, 0, 1 - 2 ** -53);
  requireBetween('epsilon', epsilon, 0, Number.MAX_VALUE);
  requireInteger('step', step, 1);
  const rate = learningRate / (1 - power(beta1, step));
  const unbias = 1 / Math.sqrt(1 - power(beta2, step));
  const attributes = { rate, unbias, beta1, beta2, epsilon, weightDecay };
  assignAll(tf, 'AdamStep', { parameter, gradient, first, second }, attributes, [parameter, first, second]);
}

function requireRates({ learningRate, weightDecay }: SgdStepOptions | AdamStepOptions): void {
  requireBetween('learningRate', learningRate, 0, Number.MAX_VALUE);
  requireBetween('weightDecay', weightDecay, 0, Number.MAX_VALUE);
}

function assignAll(
  tf: Tensorflow,
  kernelName: string,
  inputs: NamedTensorMap,
  attributes: object,
  variables: readonly Variable[],
): void {
  for (const [name, input] of Object.entries(inputs)) requireTensor(name, input, inputs.parameter.shape);
  tf.tidy(() => {
    const values = tf.getKernel(kernelName, tf.getBackend())
      ? (tf.engine().runKernel(kernelName, inputs, attributes as NamedAttrMap) as Tensor[])
      : composed[kernelName](tf, inputs, attributes as Record<string, number>);
    for (const [i, variable] of variables.entries()) variable.assign(values[i]);
  });
}

/** By products alone: the engine's power may change with its version. */
function power(base: number, exponent: number): number {
  let product = 1;
  for (let factor = base, rest = exponent; rest > 0; rest = Math.floor(rest / 2), factor *= factor) {
    if (rest % 2 === 1) product *= factor;
  }
  return product;
}

type Step = (tf: Tensorflow, inputs: Record<string, Tensor>, options: Record<string, number>) => Tensor[];

/** From stock operations, for backends without kernels for it. */
const composed: Readonly<Record<string, Step>> = {
  SgdStep(tf, { parameter, gradient, velocity }, { learningRate, momentum, weightDecay }) {
    const slope = tf.add(gradient, tf.mul(parameter, weightDecay));
    const v = tf.add(tf.mul(velocity, momentum), slope);
    return [tf.sub(parameter, tf.mul(v, learningRate)), v];
  },
  AdamStep(tf, { parameter, gradient, first, second }, o) {
    const slope = tf.add(gradient, tf.mul(parameter, o.weightDecay));
    const m = tf.add(tf.mul(first, o.beta1), tf.mul(slope, 1 - o.beta1));
    const v = tf.add(tf.mul(second, o.beta2), tf.mul(tf.square(slope), 1 - o.beta2));
    const scale = tf.add(tf.mul(tf.sqrt(v), o.unbias), o.epsilon);
    return [tf.sub(parameter, tf.div(tf.mul(m, o.rate), scale)), m, v];
  },
};
