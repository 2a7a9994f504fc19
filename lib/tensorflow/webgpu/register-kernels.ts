import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow-typings';
import { normalise, normaliseGradient } from './batch-normalisation';
import { filterGradient } from './filter-gradient';
import { castToNumbers, reordering, throughNumbers } from './integers';
import { sgdStep } from './optimiser-step';
import { averagePoolGradient, maxPoolGradient } from './pooling';
import type { Inputs } from './shader';

type Compute = (inputs: Inputs, attributes: NamedAttrMap) => TensorInfo | TensorInfo[];

/**
 * Puts our shaders in the place of those of TensorFlow.js' WebGPU backend (4.22), and adds those that it lacks: the gradient of a
 * convolution in its filter, gradients of pooling, batch normalisation with its gradient, the step of SGD. Integers are cast, turned and
 * summed as numbers.
 */
export function registerWebgpuKernels(tf: Tensorflow): void {
  const backendName = 'webgpu';
  if (tf.getKernel('BatchNormalisation', backendName)) return;
  // Its shader for transposed convolutions by products of matrices.
  tf.env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', false);
  const replace = (kernelName: string, compute: Compute): void => {
    if (tf.getKernel(kernelName, backendName)) tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({
      ...{ kernelName, backendName },
      kernelFunc: ({ inputs, attrs }) => compute(inputs as Inputs, attrs ?? {}),
    });
  };
  replace('Conv2DBackpropFilter', ({ x, dy }, attributes) => filterGradient(tf, x, dy, attributes));
  replace('MaxPoolGrad', ({ dy, input }, attributes) => maxPoolGradient(tf, dy, input, attributes));
  replace('AvgPoolGrad', ({ dy, input }, attributes) => averagePoolGradient(tf, dy, input, attributes));
  replace('BatchNormalisation', (inputs, attributes) => normalise(tf, inputs, attributes));
  replace('BatchNormalisationGrad', (inputs, attributes) => normaliseGradient(tf, inputs, attributes));
  const cast = castToNumbers(tf, stock(tf, 'Cast'));
  for (const name of Object.keys(reordering)) replace(name, throughNumbers(tf, name, stock(tf, name), cast));
  replace('Cast', cast);
  replace('SgdStep', (inputs, attributes) => sgdStep(tf, inputs, attributes));
}

/** A kernel of TensorFlow.js as it is. */
function stock(tf: Tensorflow, name: string): (inputs: Inputs, attrs: NamedAttrMap) => TensorInfo {
  const kernelFunc = tf.getKernel(name, 'webgpu')?.kernelFunc;
  if (!kernelFunc)
    throw new Error(`the WebGPU backend of TensorFlow.js has no kernel ${name}, expected version 4.22`);
  return (inputs, attrs) => kernelFunc({ inputs, attrs, backend: tf.backend() }) as TensorInfo;
}
