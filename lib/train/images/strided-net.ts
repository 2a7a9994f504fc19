import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import type { ImageNetwork } from './image-network';
import { LayerBuilder } from './layer-builder';
import type { NetworkOptions } from './lenet-5';

/** Size of a strided net. */
export interface StridedNetOptions extends NetworkOptions {
  /** Channels of the first convolution, doubled by the next two; 16 unless given. */
  readonly width?: number;
  /** Features of the penultimate layer; 128 unless given. */
  readonly features?: number;
}

/**
 * A small net for colours of 32 x 32: three convolutions of 4 x 4 with stride 2, each with ReLU, to 4 x 4 places of 4 `width` channels, a dense
 * layer to the features, which has no activation, and the linear layer. No batch normalisation: the features of an image are its own.
 *
 * Features without activation may have any sign, as the Gaussians of GenMix in the hidden feature space (Appendix F.4) need them to.
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { imageFeatures, stridedNet } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const network = stridedNet(tf, { numClasses: 10, stream: randomStream(1) });
 * imageFeatures(network, tf.zeros([2, 32, 32, 3]), { training: false }).shape; // [2, 128]
 */
export function stridedNet(
  tf: Tensorflow,
  { numClasses, stream, width = 16, features = 128 }: StridedNetOptions,
): ImageNetwork {
  const layers = new LayerBuilder(tf, stream, { numClasses, width, features });
  const halved = (inputs: number, outputs: number) =>
    layers.biasedConvolution({ window: 4, inputs, outputs, stride: 2, padding: 1 });
  const first = halved(3, width);
  const second = halved(width, 2 * width);
  const third = halved(2 * width, 4 * width);
  const places = 16 * 4 * width;
  const last = layers.dense(places, features);
  layers.dense(features, numClasses);
  const { parameters, statistics } = layers;
  return {
    ...{ tf, inputShape: [32, 32, 3], numClasses, numFeatures: features, parameters, statistics },
    stages: [
      (x: Tensor) => first(x as Tensor4D),
      (x: Tensor) => second(x as Tensor4D),
      (x: Tensor) => last(tf.reshape(third(x as Tensor4D), [-1, places]) as Tensor2D),
    ],
  };
}
