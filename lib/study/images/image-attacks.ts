import type { Tensor4D } from '@tensorflow/tfjs';
import { autoAttack, autoAttackComponents } from '../../attacks/auto-attack';
import { apgd } from '../../attacks/gradient/apgd';
import { tensorflowModel } from '../../attacks/tensorflow-model';
import { type ImageSet, imageSize } from '../../data/images/image-set';
import { zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import type { Augmentation } from '../../train/images/augmentation';
import { type ImageNetwork, logits } from '../../train/images/image-network';
import type { AutoAttackCounts } from './auto-attack-counts';

/** A net, the images to attack, and the L-infinity radius in units of the largest pixel value. */
export interface ImageAttack {
  readonly network: ImageNetwork;
  readonly augmentation: Augmentation;
  readonly images: ImageSet;
  readonly epsilon: number;
  readonly stream: RandomStream;
}

/** Images that APGD-CE, one ascent of the given steps, leaves classified correctly. */
export async function apgdRobust(attack: ImageAttack, iterations: number): Promise<number> {
  const { success } = await apgd({ ...optionsOf(attack), iterations });
  return success.filter((broken) => !broken).length;
}

/** The standard AutoAttack on all images. */
export async function autoAttackCounts(attack: ImageAttack): Promise<AutoAttackCounts> {
  const [height, width, channels] = attack.images.shape;
  const { success, brokenBy } = await autoAttack({
    ...optionsOf(attack),
    imageShape: { height, width, channels, channelsAre: 'last' },
  });
  const count = (what: unknown) => brokenBy.filter((by) => by === what).length;
  const broken = Object.fromEntries(autoAttackComponents.map((name) => [name, count(name)]));
  const images = success.length;
  return {
    ...{ images, clean: images - count('clean'), robust: success.filter((done) => !done).length },
    broken: broken as AutoAttackCounts['broken'],
  };
}

function optionsOf({ network, augmentation, images, epsilon, stream }: ImageAttack) {
  const { tf, inputShape, numClasses } = network;
  const { mean, deviation } = augmentation;
  const n = images.labels.length;
  const X = zeros(n, imageSize(images));
  images.pixels.forEach((value, i) => {
    X.data[i] = value / 255;
  });
  const model = tensorflowModel(tf, {
    model: (points: Tensor4D) => {
      const standardised = tf.div(tf.sub(points, [...mean]), [...deviation]) as Tensor4D;
      return logits(network, standardised, { training: false }) as never;
    },
    ...{ numClasses, inputShape },
  });
  const bounds: [number, number] = [0, 1];
  return { model, X, y: Array.from(images.labels), epsilon, norm: 'linf' as const, bounds, stream };
}
