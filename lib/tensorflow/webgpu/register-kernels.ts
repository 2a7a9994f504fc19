import type { Tensorflow } from '../tensorflow-typings';

/** Replaces kernels of TensorFlow.js' WebGPU backend, and adds those that it has not. */
export function registerWebgpuKernels(tf: Tensorflow): void {
  // Its shader for transposed convolutions by matrix products.
  tf.env().set('WEBGPU_USE_NAIVE_CONV2D_TRANSPOSE', false);
}
