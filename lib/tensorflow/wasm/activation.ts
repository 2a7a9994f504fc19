import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { type KernelContext, sizeOf } from './kernel-call';

/** Attributes of fused operations. */
export interface ActivationAttributes {
  readonly activation?: string;
  readonly leakyreluAlpha?: number;
}

/** Kernels of TensorFlow.js for the activations that are not computed in place. */
const kernels: Readonly<Record<string, string>> = {
  ...{ relu6: 'Relu6', sigmoid: 'Sigmoid', elu: 'Elu', leakyrelu: 'LeakyRelu', prelu: 'Prelu' },
};

/**
 * The activation of a fused operation.
 *
 * @param y what the operation computed; it goes on as the result or is given back
 * @throws RangeError if the activation is not known
 */
export function activated(
  tf: Tensorflow,
  { attributes, inputs, at, backend, kernels: own }: KernelContext<ActivationAttributes>,
  y: { readonly info: TensorInfo; readonly address: number },
): TensorInfo {
  const { activation = 'linear', leakyreluAlpha: alpha } = attributes;
  if (activation === 'linear') return y.info;
  if (activation === 'relu') {
    own.cutOff(y.address, sizeOf(y.info.shape));
    return y.info;
  }
  const kernel = kernels[activation] && tf.getKernel(kernels[activation], 'wasm');
  if (!kernel) throw new RangeError(`the activation is ${activation}, expected one that TensorFlow.js fuses`);
  const slopes = at('preluActivationWeights') ? { alpha: inputs.preluActivationWeights } : {};
  const attrs = { alpha } as unknown as NamedAttrMap;
  const result = kernel.kernelFunc({ inputs: { x: y.info, ...slopes }, attrs, backend }) as TensorInfo;
  backend.disposeData(y.info.dataId);
  return result;
}
