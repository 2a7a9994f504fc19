/** Images of equal size with their classes. */
export interface ImageSet {
  readonly name: string;
  /** Grey levels or colours from 0 to 255, [n, height, width, channels], the last index fastest. */
  readonly pixels: Uint8Array;
  /** [height, width, channels] */
  readonly shape: readonly [number, number, number];
  /** [n], classes from 0. */
  readonly labels: Int32Array;
  readonly numClasses: number;
}

/** Pixels of an image. */
export const imageSize = ({ shape: [height, width, channels] }: Pick<ImageSet, 'shape'>): number =>
  height * width * channels;

/** @throws RangeError if the set has no image of that index */
export function requireImage({ name, labels: { length } }: ImageSet, index: number): void {
  if (Number.isInteger(index) && index >= 0 && index < length) return;
  const expected = length === 0 ? 'none: there are no images' : `an integer from 0 to ${length - 1}`;
  throw new RangeError(`the index of an image of ${name} is ${index}, expected ${expected}`);
}

/** The images of the given indices, in that order. @throws RangeError if there is no such image */
export function selectImages(set: ImageSet, indices: ArrayLike<number>): ImageSet {
  if (!(indices?.length >= 0)) throw new RangeError(`indices are ${indices}, expected a list of integers`);
  const size = imageSize(set);
  const pixels = new Uint8Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    requireImage(set, indices[i]);
    pixels.set(set.pixels.subarray(indices[i] * size, (indices[i] + 1) * size), i * size);
    labels[i] = set.labels[indices[i]];
  }
  return { ...set, pixels, labels };
}
