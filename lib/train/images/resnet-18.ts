import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import type { ImageNetwork, PassOptions } from './image-network';
import { LayerBuilder } from './layer-builder';
import type { NetworkOptions } from './lenet-5';

/** Size of a residual net. */
export interface ResNetOptions extends NetworkOptions {
  /** Channels of the first stage; 64 in the paper, and unless given. */
  readonly width?: number;
  /** Side of the images, which have three channels: 32 unless given. */
  readonly side?: number;
  /** Stride of the first convolution: 2 for the images of 64 x 64 of Tiny-ImageNet; 1 unless given. */
  readonly stemStride?: number;
}

type Block = (x: Tensor4D, options: PassOptions) => Tensor4D;

/** Makes the next block of a residual net. */
export type MakeBlock = (layers: LayerBuilder, inputs: number, outputs: number, stride: number) => Block;

/**
 * ResNet-18 for small images (He et al. 2016, with a first convolution of 3 x 3): four stages of two blocks, from `width` to 8 `width`
 * channels, the sides halved from the second stage on, and the mean over the image. 11,173,962 parameters at width 64 for 10 classes.
 *
 * Manifold mixup mixes where its authors do: at the input, after the first or the second stage.
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { logits, resnet18 } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const network = resnet18(tf, { numClasses: 10, width: 4, stream: randomStream(1) });
 * logits(network, tf.zeros([1, 32, 32, 3]), { training: false }).shape; // [1, 10]
 */
export function resnet18(tf: Tensorflow, options: ResNetOptions): ImageNetwork {
  const normalised: MakeStem = (layers, width) => {
    const normalise = layers.normalisation(width);
    return (x, pass) => normalise(x, pass, { relu: true });
  };
  return residualNetwork(tf, options, basicBlock, normalised);
}

const basicBlock: MakeBlock = (layers, inputs, outputs, stride) => {
  const first = layers.convolution({ window: 3, inputs, outputs, stride, padding: 1 });
  const firstNormalised = layers.normalisation(outputs);
  const second = layers.convolution({ window: 3, inputs: outputs, outputs, padding: 1 });
  const secondNormalised = layers.normalisation(outputs);
  const project =
    stride !== 1 || inputs !== outputs
      ? { convolve: layers.convolution({ window: 1, inputs, outputs, stride }) }
      : undefined;
  const normaliseShortcut = project && layers.normalisation(outputs);
  return (x, pass) => {
    const shortcut = project && normaliseShortcut ? normaliseShortcut(project.convolve(x), pass) : x;
    const hidden = firstNormalised(first(x), pass, { relu: true });
    return secondNormalised(second(hidden), pass, { shortcut, relu: true });
  };
};

/** Makes what follows the first convolution. */
type MakeStem = (layers: LayerBuilder, width: number) => Block;

/** A first convolution, four stages, and the linear layer. @param makeStem of what comes between convolution and stages; nothing unless given */
export function residualNetwork(
  tf: Tensorflow,
  { numClasses, stream, width = 64, side = 32, stemStride = 1 }: ResNetOptions,
  makeBlock: MakeBlock,
  makeStem: MakeStem = () => (x) => x,
): ImageNetwork {
  const layers = new LayerBuilder(tf, stream, { numClasses, width, side, stemStride });
  const convolve = layers.convolution({
    ...{ window: 3, inputs: 3, outputs: width, stride: stemStride, padding: 1 },
  });
  const stem = makeStem(layers, width);
  const [first, second, third, fourth] = [0, 1, 2, 3].map((stage): Block => {
    const outputs = width << stage;
    const entry = makeBlock(layers, stage > 0 ? outputs / 2 : width, outputs, stage > 0 ? 2 : 1);
    const rest = makeBlock(layers, outputs, outputs, 1);
    return (x, pass) => rest(entry(x, pass), pass);
  });
  const numFeatures = 8 * width;
  layers.dense(numFeatures, numClasses);
  const { parameters, statistics } = layers;
  const images = (x: Tensor) => x as Tensor4D;
  return {
    ...{ tf, inputShape: [side, side, 3], numClasses, numFeatures, parameters, statistics },
    stages: [
      (x, pass) => first(stem(convolve(images(x)), pass), pass),
      (x, pass) => second(images(x), pass),
      (x, pass) => tf.mean(fourth(third(images(x), pass), pass), [1, 2]),
    ],
  };
}
