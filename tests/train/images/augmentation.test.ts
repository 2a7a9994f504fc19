import { expect, it } from 'vitest';
import { type ImageSet, selectImages } from '../../../lib/data/images/image-set';
import { randomStream } from '../../../lib/numeric/random';
import { augmentedImages } from '../../../lib/train/images/augmentation';

const set: ImageSet = {
  ...{ name: 'two', shape: [3, 3, 2], labels: Int32Array.of(0, 1), numClasses: 2 },
  pixels: Uint8Array.from({ length: 36 }, (_, i) => 10 + i),
};
const augmentation = { mean: [0.1, 0.5], deviation: [0.5, 2] };

/** Channel 0 of an image, back to grey levels; black is 0. */
const levels = (values: Float32Array): number[] =>
  Array.from({ length: 9 }, (_, p) => Math.round((values[2 * p] * 0.5 + 0.1) * 255));

it('standardises every channel by its own mean and deviation', () => {
  const found = augmentedImages(set, [1], augmentation);
  expect(found).toHaveLength(18);
  found.forEach((value, i) => {
    const expected = ((28 + i) / 255 - augmentation.mean[i % 2]) / augmentation.deviation[i % 2];
    expect(value).toBeCloseTo(expected, 6);
  });
});

it.each([
  [{ mean: [0.5], deviation: [1, 1] }, 'mean has 1 values, expected one a channel: 2'],
  [{ mean: [0.5, 0.5, 0.5], deviation: [1, 1] }, 'mean has 3 values'],
  [{ mean: [0.5, 0.5], deviation: [1] }, 'deviation has 1 values, expected one a channel: 2'],
  [{ mean: [0.5, Number.NaN], deviation: [1, 1] }, 'mean is [0.5, NaN], expected finite numbers'],
  [{ mean: [0.5, 0.5], deviation: [1, Infinity] }, 'deviation is [1, Infinity], expected finite numbers'],
  [{ mean: [0.5, 0.5], deviation: [1, Number.NaN] }, 'deviation is [1, NaN]'],
  [{ mean: [0.5, 0.5], deviation: [0, 1] }, 'deviation is [0, 1], expected numbers greater than 0'],
  [{ mean: [0.5, 0.5], deviation: [1, -1] }, 'deviation is [1, -1]'],
  [{ ...augmentation, padding: -1 }, 'padding is -1, expected an integer of at least 0'],
  [{ ...augmentation, padding: 0.5 }, 'padding is 0.5'],
  [{ ...augmentation, padding: Number.NaN }, 'padding is NaN'],
])('refuses %o', (own, message) => {
  const call = () => augmentedImages(set, [0], own);
  expect(call).toThrow(RangeError);
  expect(call).toThrow(message);
});

it.each([-1, 2, 0.5, Number.NaN])('knows no image %d', (index) => {
  const message = `the index of an image of two is ${index}, expected an integer from 0 to 1`;
  expect(() => augmentedImages(set, [0, index], augmentation)).toThrow(new RangeError(message));
  expect(() => selectImages(set, [0, index])).toThrow(new RangeError(message));
  const none = selectImages(set, []);
  expect(none.labels).toHaveLength(0);
  expect(() => selectImages(none, [index])).toThrow('expected none: there are no images');
});

it('moves windows over a black border and mirrors half of the images, in training alone', () => {
  const plain = levels(augmentedImages(set, [0], augmentation));
  expect(plain).toEqual([10, 12, 14, 16, 18, 20, 22, 24, 26]);
  const moving = { ...augmentation, padding: 1, flips: true };
  expect(levels(augmentedImages(set, [0], moving))).toEqual(plain);
  const windows = new Set<string>();
  for (const down of [-1, 0, 1]) {
    for (const right of [-1, 0, 1]) {
      for (const mirrored of [false, true]) {
        const window = Array.from({ length: 9 }, (_, p) => {
          const [y, x] = [Math.floor(p / 3) + down, (mirrored ? 2 - (p % 3) : p % 3) + right];
          return y >= 0 && y < 3 && x >= 0 && x < 3 ? plain[3 * y + x] : 0;
        });
        windows.add(window.join());
      }
    }
  }
  const stream = randomStream('augmentation');
  const seen = new Set<string>();
  for (let i = 0; i < 400; i++) seen.add(levels(augmentedImages(set, [0], moving, stream)).join());
  // All 18 of them, and no other.
  expect(seen).toEqual(windows);
});
