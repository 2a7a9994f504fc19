import type { Tensor4D } from '@tensorflow/tfjs';
import { type ImageSet, selectImages } from '../../data/images/image-set';
import { posterior } from '../../density/posterior';
import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { adversarialMethod, attacked } from '../../train/images/adversarial-method';
import { augmentedImages } from '../../train/images/augmentation';
import { type ImageNetwork, imageFeatures, logits } from '../../train/images/image-network';
import { mixupMethod } from '../../train/images/mixup-method';
import { stridedNet } from '../../train/images/strided-net';
import { trainImages } from '../../train/images/train-images';
import { crossEntropy } from '../../train/images/training-method';
import { imageBackend } from '../images/image-backend';
import { hiddenSettings } from './hidden-settings';

/** Images that pass together: bounds the memory. */
const batchSize = 250;

/** Images as the nets take them, [n x 3072]. */
export function netImages(set: ImageSet, rows: ArrayLike<number>): Float32Array {
  return augmentedImages(set, rows, hiddenSettings.augmentation);
}

/** Trains the feature extractor against attacks, or the judge without. */
export async function trainHiddenNet(
  which: 'extractor' | 'judge',
  training: ImageSet,
  {
    epochs,
    stream,
    backend,
    onEpoch,
  }: {
    readonly epochs: number;
    readonly stream: RandomStream;
    readonly backend?: string;
    readonly onEpoch?: (share: number) => void;
  },
): Promise<ImageNetwork> {
  const { width, features, learningRate } = hiddenSettings[which];
  const { augmentation, attack, bounds } = hiddenSettings;
  const tf = await imageBackend(backend);
  const { numClasses } = training;
  const network = stridedNet(tf, { numClasses, width, features, stream: stream.split('initial') });
  const method =
    which === 'extractor'
      ? adversarialMethod(network, { ...attack, bounds })
      : mixupMethod(network, { mixing: 'none' });
  await trainImages({
    ...{ network, method, training, augmentation, epochs, learningRate, ...hiddenSettings.training },
    milestones: [Math.ceil(0.65 * epochs), Math.ceil(0.9 * epochs)],
    stream: stream.split('training'),
    onProgress: ({ epoch }) => onEpoch?.(epoch / epochs),
  });
  return network;
}

/** Features of images in the penultimate layer, [n x numFeatures]. */
export function featuresOf(network: ImageNetwork, images: Float32Array): Promise<Matrix> {
  return outputsOf(network, images, network.numFeatures, (x) =>
    imageFeatures(network, x, { training: false }),
  );
}

/** Class probabilities of images, [n x numClasses]. */
export async function probabilitiesOf(network: ImageNetwork, images: Float32Array): Promise<Matrix> {
  return posterior(
    await outputsOf(network, images, network.numClasses, (x) => logits(network, x, { training: false })),
  );
}

async function outputsOf(
  { tf, inputShape }: ImageNetwork,
  images: Float32Array,
  cols: number,
  pass: (x: Tensor4D) => ReturnType<typeof logits>,
): Promise<Matrix> {
  const size = inputShape.reduce((product, length) => product * length, 1);
  const rows = images.length / size;
  const data = new Float64Array(rows * cols);
  for (let first = 0; first < rows; first += batchSize) {
    const part = images.subarray(first * size, Math.min(rows, first + batchSize) * size);
    const output = tf.tidy(() => pass(tf.tensor4d(part, [part.length / size, ...inputShape])));
    data.set(await output.data(), first * cols);
    output.dispose();
  }
  return { data, rows, cols };
}

/** Number of images that a net still classifies correctly after projected gradient ascent of 10 steps. */
export async function robustImages(network: ImageNetwork, set: ImageSet): Promise<number> {
  const { tf, inputShape } = network;
  const { test, bounds } = hiddenSettings;
  const { labels, numClasses } = set;
  let robust = 0;
  for (let first = 0; first < labels.length; first += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, labels.length - first) }, (_, i) => first + i);
    const part = selectImages(set, rows);
    const moved = tf.tidy(() => {
      const images = tf.tensor4d(netImages(part, Int32Array.from(rows.keys())), [rows.length, ...inputShape]);
      const oneHot = tf.oneHot(tf.tensor1d(part.labels, 'int32'), numClasses).toFloat();
      const loss = (x: Tensor4D) => crossEntropy(tf, oneHot, logits(network, x, { training: false }));
      return attacked(tf, loss, images, { ...test, bounds });
    });
    const likely = likeliest(await probabilitiesOf(network, Float32Array.from(await moved.data())));
    moved.dispose();
    robust += likely.filter((found, i) => found === part.labels[i]).length;
  }
  return robust;
}

/** The likeliest class of every row. */
export function likeliest({ data, rows, cols }: Matrix): number[] {
  return Array.from({ length: rows }, (_, n) => {
    const own = data.subarray(n * cols, (n + 1) * cols);
    return own.indexOf(Math.max(...own));
  });
}
