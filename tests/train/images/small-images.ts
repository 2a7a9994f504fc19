import type { ImageSet } from '../../../lib/data/images/image-set';
import { randomStream } from '../../../lib/numeric/random';

/** Images of 28 x 28 whose class is where their bright square lies, with noise. */
export function smallImages(n: number, seed: string): ImageSet {
  const stream = randomStream(seed);
  const pixels = new Uint8Array(n * 784);
  const labels = Int32Array.from({ length: n }, (_, i) => i % 10);
  labels.forEach((c, i) => {
    const [top, left] = [4 + 12 * Math.floor(c / 5), 2 + 5 * (c % 5)];
    for (let p = 0; p < 784; p++) {
      const [y, x] = [Math.floor(p / 28), p % 28];
      const bright = y >= top && y < top + 6 && x >= left && x < left + 4;
      pixels[i * 784 + p] = Math.floor((bright ? 150 : 0) + 100 * stream.uniform());
    }
  });
  return { name: 'squares', pixels, shape: [28, 28, 1], labels, numClasses: 10 };
}
