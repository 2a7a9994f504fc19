import type { ImageSet } from '../../data/images/image-set';
import type { RandomStream } from '../../numeric/random';
import type { Tensorflow } from '../../tensorflow/tensorflow-typings';
import { adaMixUpMethod } from '../../train/images/ada-mixup-method';
import type { ImageNetwork } from '../../train/images/image-network';
import { lenet5 } from '../../train/images/lenet-5';
import { mixupMethod } from '../../train/images/mixup-method';
import { preActResnet18 } from '../../train/images/preact-resnet-18';
import { resnet18 } from '../../train/images/resnet-18';
import type { TrainingMethod } from '../../train/images/training-method';
import type { ImageRunSettings } from './image-settings';

/** A new net of the settings for images like those of a set. @param width channels of the first stage of a residual net */
export function networkOf(
  tf: Tensorflow,
  { model }: Pick<ImageRunSettings, 'model'>,
  { shape: [side], numClasses }: Pick<ImageSet, 'shape' | 'numClasses'>,
  stream: RandomStream,
  width = 64,
): ImageNetwork {
  if (model === 'LeNet-5') return lenet5(tf, { numClasses, stream });
  const make = model === 'ResNet-18' ? resnet18 : preActResnet18;
  return make(tf, { numClasses, stream, width, side, stemStride: side > 32 ? 2 : 1 });
}

/** The method of the settings for a net. @param stream of what the method begins with */
export function methodOf(
  network: ImageNetwork,
  { mixing, batchSize }: ImageRunSettings,
  makeAnother: (stream: RandomStream) => ImageNetwork,
  stream: RandomStream,
): TrainingMethod {
  if (!mixing) {
    return adaMixUpMethod(network, {
      policy: makeAnother(stream.split('policy')),
      stream: stream.split('adamixup'),
    });
  }
  return mixupMethod(network, { ...mixing, batchSize, stream: stream.split('mixup') });
}
