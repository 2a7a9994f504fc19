/**
 * Operations of TensorFlow.js for training convolutional nets: on any backend, and fast on wasm.
 *
 * @module genlabel/tensorflow
 */

export { batchNormalisation, type NormalisationOptions, type Normalised } from './batch-normalisation';
export { type ConvolutionOptions, convolution } from './convolution';
export { dense } from './dense';
export { type AdamStepOptions, adamStep, type SgdStepOptions, sgdStep } from './optimiser-step';
