import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Images and their classes. */
export interface Images {
  /** Row-major [images, height, width, channels], from 0 to 255. */
  readonly pixels: Uint8Array;
  readonly classes: Uint8Array;
  readonly shape: readonly [number, number, number];
  /** Where they come from. */
  readonly source: string;
}

export interface TrainAndTest {
  readonly train: Images;
  readonly test: Images;
}

/** The first `count` images of MNIST in a folder of its official files; of noise where they are not there. */
export function mnist(folder: string, count: number, tests: number): TrainAndTest {
  const part = (name: string, images: number): Images => {
    const read = (kind: string) => {
      const path = [`${name}-${kind}-ubyte.gz`, `${name}-${kind}-ubyte`].map((file) => join(folder, file));
      const found = path.find(existsSync);
      if (!found) return undefined;
      const bytes = readFileSync(found);
      return new Uint8Array(found.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    };
    const [pixels, classes] = [read('images-idx3'), read('labels-idx1')];
    if (!pixels || !classes) return noise([28, 28, 1], images);
    const n = Math.min(images, classes.length - 8);
    return {
      pixels: pixels.subarray(16, 16 + n * 784),
      classes: classes.subarray(8, 8 + n),
      shape: [28, 28, 1],
      source: `MNIST, ${n} images`,
    };
  };
  return { train: part('train', count), test: part('t10k', tests) };
}

/** The first `count` images of files of CIFAR-10's binary version; of noise where they are not there. */
export function cifar10(folder: string, count: number, tests: number): TrainAndTest {
  const part = (file: string, images: number): Images => {
    const path = join(folder, file);
    if (!existsSync(path)) return noise([32, 32, 3], images);
    const bytes = readFileSync(path);
    const n = Math.min(images, Math.floor(bytes.length / 3073));
    const pixels = new Uint8Array(n * 3072);
    const classes = new Uint8Array(n);
    for (let i = 0; i < n; i++) {
      classes[i] = bytes[i * 3073];
      for (let at = 0; at < 3072; at++) {
        pixels[i * 3072 + at] = bytes[i * 3073 + 1 + (at % 3) * 1024 + Math.floor(at / 3)];
      }
    }
    return { pixels, classes, shape: [32, 32, 3], source: `CIFAR-10 subset, ${n} images` };
  };
  return { train: part('train_1000_per_class.bin', count), test: part('test_200_per_class.bin', tests) };
}

function noise(shape: [number, number, number], count: number): Images {
  const size = shape[0] * shape[1] * shape[2];
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 69069) + 1) >>> 0;
    return state >>> 24;
  };
  return {
    pixels: Uint8Array.from({ length: count * size }, next),
    classes: Uint8Array.from({ length: count }, () => next() % 10),
    ...{ shape, source: `noise, ${count} images` },
  };
}
