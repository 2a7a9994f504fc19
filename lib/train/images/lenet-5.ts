import type { Tensor, Tensor4D } from '@tensorflow/tfjs';
import type { RandomStream } from '../../numeric/random';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import type { ImageNetwork } from './image-network';
import { LayerBuilder } from './layer-builder';

/** What every net takes. */
export interface NetworkOptions {
  readonly numClasses: number;
  /** Of the initial values. */
  readonly stream: RandomStream;
}

/**
 * LeNet-5 (LeCun et al. 1998) of grey images of 28 x 28, as it is written today: convolutions of 5 x 5 to 6 and 16 channels, each with
 * ReLU and a maximum over 2 x 2, and dense layers of 120, 84 and numClasses; 44,426 parameters for 10 classes.
 *
 * Manifold mixup mixes at the input or after either convolution.
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { lenet5, parameterCount } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * parameterCount(lenet5(tf, { numClasses: 10, stream: randomStream(1) })); // 44426
 */
export function lenet5(tf: Tensorflow, { numClasses, stream }: NetworkOptions): ImageNetwork {
  const layers = new LayerBuilder(tf, stream, { numClasses });
  const first = layers.biasedConvolution({ window: 5, inputs: 1, outputs: 6 });
  const second = layers.biasedConvolution({ window: 5, inputs: 6, outputs: 16 });
  const third = layers.dense(256, 120, { relu: true });
  const fourth = layers.dense(120, 84, { relu: true });
  layers.dense(84, numClasses);
  const pooled = (x: Tensor4D) => tf.maxPool(x, 2, 2, 'valid');
  const { parameters, statistics } = layers;
  return {
    ...{ tf, inputShape: [28, 28, 1], numClasses, numFeatures: 84, parameters, statistics },
    stages: [
      (x: Tensor) => pooled(first(x as Tensor4D)),
      (x: Tensor) => pooled(second(x as Tensor4D)),
      (x: Tensor) => fourth(third(tf.reshape(x, [-1, 256]))),
    ],
  };
}
