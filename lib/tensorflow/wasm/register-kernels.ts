import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import {
  type ConvolutionAttributes,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  isDense,
} from './convolution-kernels';
import { biasGradientKernel, identity, reluGrad } from './elementwise-kernels';
import { type GatherAttributes, gatherRows, picksRows } from './gather-kernel';
import { type KernelCall, type KernelContext, openCall } from './kernel-call';
import { batchNormalisationBackward, batchNormalisationForward } from './normalisation-kernels';
import { adamStepKernel, sgdStepKernel } from './optimiser-kernels';
import { avgPoolGrad, maxPoolGrad, type PoolingAttributes } from './pooling-kernels';
import { isProduct, matMul, type ProductAttributes } from './product-kernels';
import { tensorKernels } from './tensor-kernels';

type Outputs = TensorInfo | TensorInfo[];

/**
 * Puts our kernels in the place of those of TensorFlow.js' wasm backend (4.22), and adds those that it lacks: convolutions
 * and matrix products with their gradients, gradients of pooling, batch normalisation, steps of optimisers, rows by their
 * numbers. What they do not know (dilated windows, products of batches that are neither equal nor one matrix against many, rows
 * of integers) is left to the stock kernels; where these would read other types as single precision, ours refuse them.
 */
export function registerWasmKernels(tf: Tensorflow): void {
  if (tf.getKernel('BatchNormalisation', 'wasm')) return;
  const replace = <Attributes>(
    kernelName: string,
    compute: (call: KernelContext<Attributes>) => Outputs,
    knows: (call: KernelContext<Attributes>) => boolean = () => true,
  ): void => {
    const stock = tf.getKernel(kernelName, 'wasm');
    if (stock) tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc = (any: KernelCall) => {
      const call = openCall<Attributes>(any, tensorKernels);
      return knows(call) || !stock ? compute(call) : stock.kernelFunc(any);
    };
    tf.registerKernel({ ...stock, kernelName, backendName: 'wasm', kernelFunc });
  };
  replace<ConvolutionAttributes>('Conv2D', (call) => conv2d(tf, call), isDense);
  replace<ConvolutionAttributes>('FusedConv2D', (call) => conv2d(tf, call), isDense);
  replace<ConvolutionAttributes>('Conv2DBackpropInput', (call) => conv2dBackpropInput(tf, call));
  replace<ConvolutionAttributes>('Conv2DBackpropFilter', (call) => conv2dBackpropFilter(tf, call));
  replace<ProductAttributes>('BatchMatMul', (call) => matMul(tf, call), isProduct);
  replace<ProductAttributes>('_FusedMatMul', (call) => matMul(tf, call), isProduct);
  replace<PoolingAttributes>('MaxPoolGrad', (call) => maxPoolGrad(tf, call));
  replace<PoolingAttributes>('AvgPoolGrad', (call) => avgPoolGrad(tf, call));
  replace<GatherAttributes>('GatherV2', gatherRows, picksRows);
  replace('BatchNormalisation', batchNormalisationForward);
  replace('BatchNormalisationGrad', batchNormalisationBackward);
  replace('BiasGradient', biasGradientKernel);
  replace('ReluGrad', reluGrad);
  replace('Identity', identity);
  replace('SgdStep', sgdStepKernel);
  replace('AdamStep', adamStepKernel);
  replaceReluGradient(tf);
}

/** By one kernel where it is: the stock gradient is a product with a step, rounded to integers and back. */
function replaceReluGradient(tf: Tensorflow): void {
  const stock = tf.getGradient('Relu');
  tf.unregisterGradient('Relu');
  const gradFunc: typeof stock.gradFunc = (dy, saved, attributes) => {
    const own = tf.getBackend() === 'wasm' && saved[0].dtype === 'float32';
    if (!own) return stock.gradFunc(dy, saved, attributes);
    return {
      x: () => tf.engine().runKernel('ReluGrad', { dy: dy as Tensor, x: saved[0] as Tensor }) as Tensor,
    };
  };
  tf.registerGradient({ ...stock, gradFunc });
}
