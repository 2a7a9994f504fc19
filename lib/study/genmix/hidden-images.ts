import type { Matrix } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { likeliest } from './hidden-nets';
import { hiddenSettings } from './hidden-settings';

/** Values of an image of CIFAR-10. */
export const imageLength = 3072;

/** Half-way images of random test images, one of either class. */
export function plainMixup(
  images: Float32Array,
  labels: Int32Array,
  classes: readonly [number, number],
  stream: RandomStream,
): Float32Array {
  const members = classes.map((c) => Array.from(labels.keys()).filter((i) => labels[i] === c));
  const result = new Float32Array(hiddenSettings.plain * imageLength);
  for (let n = 0; n < hiddenSettings.plain; n++) {
    const [i, j] = members.map((own) => own[stream.integer(own.length)] * imageLength);
    for (let p = 0; p < imageLength; p++) {
      result[n * imageLength + p] = (images[i + p] + images[j + p]) / 2;
    }
  }
  return result;
}

/** Rows of the images of some classes. */
export function rowsOfClasses(
  { data, cols }: Matrix,
  labels: Int32Array,
  classes: readonly number[],
): Matrix {
  const rows = Array.from(labels.keys()).filter((i) => classes.includes(labels[i]));
  const chosen = rows.map((i) => data.subarray(i * cols, (i + 1) * cols));
  return { data: Float64Array.from(chosen.flatMap((own) => [...own])), rows: rows.length, cols };
}

/** Share of images whose likeliest class is theirs. */
export function rightShare(probabilities: Matrix, labels: Int32Array): number {
  return likeliest(probabilities).filter((c, i) => c === labels[i]).length / labels.length;
}

/** Mean Euclidean distance of images, pixels in [0, 1]. */
export function meanDistance(a: Float32Array, b: Float32Array): number {
  const [scale] = hiddenSettings.augmentation.deviation;
  const distances = Array.from({ length: a.length / imageLength }, (_, n) => {
    let sum = 0;
    for (let p = n * imageLength; p < (n + 1) * imageLength; p++) sum += (a[p] - b[p]) * (a[p] - b[p]);
    return scale * Math.sqrt(sum);
  });
  return mean(distances);
}

/** Bytes of two GenMix images and one of mixup, one below the other. */
export function pictureOf(mixed: Float32Array, plain: Float32Array): string {
  const {
    mean: [centre],
    deviation: [scale],
  } = hiddenSettings.augmentation;
  const values = [...mixed.subarray(0, 2 * imageLength), ...plain.subarray(0, imageLength)];
  const bytes = values.map((value) => Math.min(255, Math.max(0, Math.round(255 * (centre + scale * value)))));
  return Buffer.from(bytes).toString('base64');
}
