/**
 * Convolutional nets for images, and their training by mixup, manifold mixup, AdaMixUp and GenLabel (Algorithm 3), on any backend of
 * TensorFlow.js.
 *
 * @module genlabel/images
 */

export {
  classify,
  disposeNetwork,
  features,
  type HiddenMix,
  type ImageNetwork,
  logits,
  type PassOptions,
  parameterCount,
  type Stage,
} from './image-network';
export { lenet5, type NetworkOptions } from './lenet-5';
export { preActResnet18 } from './preact-resnet-18';
export { type ResNetOptions, resnet18 } from './resnet-18';
