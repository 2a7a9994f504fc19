/**
 * Convolutional nets for images, and their training by mixup, manifold mixup, AdaMixUp and GenLabel (Algorithm 3), on any backend of
 * TensorFlow.js.
 *
 * @module genlabel/images
 */

export { cifar10, cifar100 } from '../../data/images/cifar';
export { type ImageSet, selectImages } from '../../data/images/image-set';
export { type ImagePart, type ImageSetOptions, mnist } from '../../data/images/mnist';
export { tinyImageNet } from '../../data/images/tiny-imagenet';
export { type AdaMixUpMethodOptions, adaMixUpMethod } from './ada-mixup-method';
export { type AdversarialMethodOptions, adversarialMethod } from './adversarial-method';
export { type Augmentation, augmentedImages } from './augmentation';
export { CheckpointError } from './checkpoint';
export {
  disposeNetwork,
  type HiddenMix,
  type ImageNetwork,
  imageFeatures,
  logits,
  logitsOfFeatures,
  type PassOptions,
  parameterCount,
  type Stage,
} from './image-network';
export { type FeatureInversion, type FeatureInversionOptions, invertFeatures } from './invert-features';
export {
  type JointGenLabelForm,
  type JointGenLabelOptions,
  printedForm,
  resolvedForm,
} from './joint-genlabel-options';
export { lenet5, type NetworkOptions } from './lenet-5';
export { mixupMethod } from './mixup-method';
export type { MixupMethodOptions } from './mixup-options';
export { preActResnet18 } from './preact-resnet-18';
export { correctImages, predictImages } from './predict-images';
export { type ResNetOptions, resnet18 } from './resnet-18';
export { type StridedNetOptions, stridedNet } from './strided-net';
export {
  type BestNet,
  ImageDivergenceError,
  type ImageTrainingResult,
  restoreNetwork,
  trainImages,
} from './train-images';
export type { ImageBatch, TrainingMethod } from './training-method';
export type { ImageProgress, ImageScores, ImageTrainingOptions } from './training-options';
