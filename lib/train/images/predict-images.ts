import type { Tensor4D } from '@tensorflow/tfjs';
import type { ImageSet } from '../../data/images/image-set';
import { type Augmentation, augmentedImages } from './augmentation';
import { type ImageNetwork, logits } from './image-network';
import { requireImages } from './require-training';

/** Images that are classified together: bounds the memory, and changes no result. */
const batchSize = 500;

/**
 * Classes that a net gives to images, without augmentation.
 *
 * @param augmentation of which mean and deviation count
 * @throws RangeError if the images are not what the net takes, or the augmentation does not fit them
 * @returns [n]; of equal logits the lowest class, -1 where one of them is NaN, as after a training that diverged
 */
export async function predictImages(
  network: ImageNetwork,
  set: ImageSet,
  augmentation: Augmentation,
): Promise<Int32Array> {
  const { tf, inputShape, numClasses } = network;
  requireImages(set, network);
  const n = set.labels.length;
  const classes = new Int32Array(n);
  for (let first = 0; first < n; first += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, n - first) }, (_, i) => first + i);
    const output = tf.tidy(() => {
      const shape: [number, number, number, number] = [rows.length, ...inputShape];
      const images = tf.tensor4d(augmentedImages(set, rows, augmentation), shape);
      return logits(network, images as Tensor4D, { training: false });
    });
    const values = await output.data();
    output.dispose();
    for (const i of rows.keys()) {
      let best = 0;
      for (let c = 0; c < numClasses && best >= 0; c++) {
        const value = values[i * numClasses + c];
        if (Number.isNaN(value)) best = -1;
        else if (value > values[i * numClasses + best]) best = c;
      }
      classes[first + i] = best;
    }
  }
  return classes;
}

/** Number of images that a net classifies correctly: none whose logits are NaN. */
export async function correctImages(
  network: ImageNetwork,
  set: ImageSet,
  augmentation: Augmentation,
): Promise<number> {
  const classes = await predictImages(network, set, augmentation);
  return classes.filter((found, i) => found === set.labels[i]).length;
}
