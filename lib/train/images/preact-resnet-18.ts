import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import type { ImageNetwork } from './image-network';
import { type MakeBlock, type ResNetOptions, residualNetwork } from './resnet-18';

/**
 * ResNet-18 with pre-activation (He et al. 2016, Identity mappings) as the authors of manifold mixup have it: each convolution follows batch
 * normalisation and ReLU, the stem is a convolution alone, and nothing is normalised after the last block. 11,171,146 parameters at width
 * 64 for 10 classes.
 *
 * Manifold mixup mixes where its authors do: at the input, after the first or the second stage.
 *
 * @example
 * import type * as tfjs from '@tensorflow/tfjs';
 * import { randomStream, tensorflow } from 'genlabel';
 * import { logits, preActResnet18 } from 'genlabel/images';
 *
 * const { tf } = await tensorflow<typeof tfjs>();
 * const network = preActResnet18(tf, { numClasses: 100, width: 4, stream: randomStream(1) });
 * logits(network, tf.zeros([1, 32, 32, 3]), { training: false }).shape; // [1, 100]
 */
export function preActResnet18(tf: Tensorflow, options: ResNetOptions): ImageNetwork {
  return residualNetwork(tf, options, preActBlock(tf));
}

const preActBlock =
  (tf: Tensorflow): MakeBlock =>
  (layers, inputs, outputs, stride) => {
    const firstNormalised = layers.normalisation(inputs);
    const first = layers.convolution({ window: 3, inputs, outputs, stride, padding: 1 });
    const secondNormalised = layers.normalisation(outputs);
    const second = layers.convolution({ window: 3, inputs: outputs, outputs, padding: 1 });
    const project =
      stride !== 1 || inputs !== outputs
        ? layers.convolution({ window: 1, inputs, outputs, stride })
        : undefined;
    return (x, pass) => {
      const activated = firstNormalised(x, pass, { relu: true });
      const hidden = second(secondNormalised(first(activated), pass, { relu: true }));
      return tf.add(hidden, project ? project(activated) : x);
    };
  };
