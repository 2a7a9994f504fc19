import { type ImageSet, imageSize, requireImage } from '../../data/images/image-set';
import type { RandomStream } from '../../numeric/random';

/** How images are brought before a net. */
export interface Augmentation {
  /** By channel, of grey levels or colours in [0, 1]: the net sees (value - mean) / deviation. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
  /** In training: a random window of an image that has this many black pixels around it; 0 unless given. */
  readonly padding?: number;
  /** In training: whether half of the images are mirrored, left to right. */
  readonly flips?: boolean;
}

/**
 * Images as a net takes them.
 *
 * @param rows indices of the images
 * @param stream of the random windows and flips; none of them without it
 * @returns [rows.length, height, width, channels]
 * @throws RangeError if the set has no such image, or the augmentation does not fit it
 */
export function augmentedImages(
  set: ImageSet,
  rows: ArrayLike<number>,
  augmentation: Augmentation,
  stream?: RandomStream,
): Float32Array {
  const [height, width, channels] = set.shape;
  requireAugmentation(augmentation, channels);
  const { mean, deviation, padding = 0, flips = false } = augmentation;
  const size = imageSize(set);
  const tables = Array.from(mean, (m, c) =>
    Float32Array.from({ length: 256 }, (_, v) => (v / 255 - m) / deviation[c]),
  );
  const result = new Float32Array(rows.length * size);
  const moves = stream !== undefined && (padding > 0 || flips);
  for (let i = 0; i < rows.length; i++) {
    requireImage(set, rows[i]);
    const from = set.pixels.subarray(rows[i] * size, (rows[i] + 1) * size);
    const to = result.subarray(i * size, (i + 1) * size);
    if (!moves) {
      tables.forEach((table, c) => {
        for (let p = c; p < size; p += channels) to[p] = table[from[p]];
      });
      continue;
    }
    const [down, right] = [0, 0].map(() => (padding > 0 ? stream.integer(2 * padding + 1) - padding : 0));
    const mirrored = flips && stream.uniform() < 0.5;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [row, column] = [y + down, (mirrored ? width - 1 - x : x) + right];
        const inside = row >= 0 && row < height && column >= 0 && column < width;
        for (let c = 0; c < channels; c++) {
          const value = inside ? from[(row * width + column) * channels + c] : 0;
          to[(y * width + x) * channels + c] = tables[c][value];
        }
      }
    }
  }
  return result;
}

/** @throws RangeError naming what does not fit images of that many channels */
function requireAugmentation({ mean, deviation, padding = 0 }: Augmentation, channels: number): void {
  for (const [name, values] of Object.entries({ mean, deviation })) {
    if (values?.length !== channels) {
      const found = values?.length === undefined ? `is ${values}` : `has ${values.length} values`;
      throw new RangeError(`${name} ${found}, expected one a channel: ${channels}`);
    }
    if (!values.every(Number.isFinite)) {
      throw new RangeError(`${name} is [${values.join(', ')}], expected finite numbers`);
    }
  }
  if (!deviation.every((value) => value > 0)) {
    throw new RangeError(`deviation is [${deviation.join(', ')}], expected numbers greater than 0`);
  }
  if (!Number.isInteger(padding) || padding < 0) {
    throw new RangeError(`padding is ${padding}, expected an integer of at least 0`);
  }
}
