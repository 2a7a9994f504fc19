import { requireChoice } from '../../numeric/require';
import { DataIntegrityError } from '../data-errors';
import { type ImageFile, readImageFile } from './image-file';
import type { ImageSet } from './image-set';
import type { ImagePart, ImageSetOptions } from './mnist';

interface CifarFormat {
  readonly name: string;
  readonly numClasses: number;
  /** Bytes before the pixels; the last of them is the class. */
  readonly labelBytes: number;
  /** Where the official files come from. */
  readonly archive: string;
  /** Images of each official file. */
  readonly images: Readonly<Record<ImagePart, number>>;
  /** Files that make up a part, below `$GENLABEL_DATA`: the official ones, and a subset that has one file. */
  readonly files: Readonly<
    Record<ImagePart, { readonly official: readonly string[]; readonly subset: string }>
  >;
}

const origin = 'https://www.cs.toronto.edu/~kriz';

const batches = (folder: string) => [1, 2, 3, 4, 5].map((i) => `${folder}/data_batch_${i}.bin`);

const formats: Readonly<Record<'cifar10' | 'cifar100', CifarFormat>> = {
  cifar10: {
    ...{ name: 'CIFAR-10', numClasses: 10, labelBytes: 1 },
    archive: `${origin}/cifar-10-binary.tar.gz`,
    images: { training: 10_000, test: 10_000 },
    files: {
      training: { official: batches('cifar-10-batches-bin'), subset: 'cifar10/train_1000_per_class.bin' },
      test: { official: ['cifar-10-batches-bin/test_batch.bin'], subset: 'cifar10/test_200_per_class.bin' },
    },
  },
  cifar100: {
    ...{ name: 'CIFAR-100', numClasses: 100, labelBytes: 2 },
    archive: `${origin}/cifar-100-binary.tar.gz`,
    images: { training: 50_000, test: 10_000 },
    files: {
      training: { official: ['cifar-100-binary/train.bin'], subset: 'cifar100/train_50_per_class.bin' },
      test: { official: ['cifar-100-binary/test.bin'], subset: 'cifar100/test_10_per_class.bin' },
    },
  },
};

const side = 32;

/**
 * CIFAR-10: 50,000 images for training and 10,000 for tests, 32 x 32 colours, 10 classes.
 *
 * Read from the official binary version, `$GENLABEL_DATA/cifar-10-batches-bin`, or else a subset in the same format, `$GENLABEL_DATA/cifar10`.
 *
 * @param options `complete` refuses the subset
 * @throws DataUnavailableError if a file is not there
 * @throws DataIntegrityError naming file and offset of what is wrong
 */
export const cifar10 = (part: ImagePart, options: ImageSetOptions = {}): ImageSet =>
  readCifar(formats.cifar10, part, options);

/**
 * CIFAR-100: 50,000 images for training and 10,000 for tests, 32 x 32 colours, 100 classes (the fine ones).
 *
 * Read from the official binary version, `$GENLABEL_DATA/cifar-100-binary`, or else a subset in the same format, `$GENLABEL_DATA/cifar100`.
 *
 * @param options `complete` refuses the subset
 * @throws DataUnavailableError if a file is not there
 * @throws DataIntegrityError naming file and offset of what is wrong
 */
export const cifar100 = (part: ImagePart, options: ImageSetOptions = {}): ImageSet =>
  readCifar(formats.cifar100, part, options);

function readCifar(format: CifarFormat, part: ImagePart, { complete = false }: ImageSetOptions): ImageSet {
  requireChoice('part', part, ['training', 'test']);
  const files = complete ? officialFiles(format, part) : officialOrSubset(format, part);
  const parts = files.map((file) => {
    const parsed = parseCifar(file, format);
    if (complete) requireCount(file, parsed.labels.length, format.images[part]);
    return parsed;
  });
  return {
    name: format.name,
    pixels: Uint8Array.from(Buffer.concat(parts.map(({ pixels }) => pixels))),
    shape: [side, side, 3],
    labels: Int32Array.from(parts.flatMap(({ labels }) => [...labels])),
    numClasses: format.numClasses,
  };
}

function officialOrSubset({ name, files }: CifarFormat, part: ImagePart): ImageFile[] {
  const { official, subset } = files[part];
  const [first, ...rest] = official;
  const head = readImageFile(name, [first, subset]);
  return head.path.endsWith(subset) ? [head] : [head, ...rest.map((file) => readImageFile(name, [file]))];
}

function officialFiles({ name, files, archive }: CifarFormat, part: ImagePart): ImageFile[] {
  const cure = `unpack ${archive} in the folder that GENLABEL_DATA names; a subset does not do here`;
  return files[part].official.map((file) => readImageFile(`${name} (complete)`, [file], cure));
}

function requireCount({ path, bytes }: ImageFile, found: number, expected: number): void {
  if (found === expected) return;
  throw new DataIntegrityError(
    `${path} at byte ${bytes.length}: it ends after ${found} images, expected ${expected}; fetch the file again`,
  );
}

/** Images are planes of red, green and blue: put side by side here, pixel after pixel. */
function parseCifar({ path, bytes }: ImageFile, { labelBytes, numClasses }: CifarFormat) {
  const plane = side * side;
  const size = labelBytes + 3 * plane;
  const n = Math.floor(bytes.length / size);
  if (n === 0 || n * size !== bytes.length) {
    throw new DataIntegrityError(
      `${path} at byte ${n * size}: ${bytes.length - n * size} bytes, expected ${size} an image; fetch the file again`,
    );
  }
  const pixels = new Uint8Array(n * 3 * plane);
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const label = bytes[i * size + labelBytes - 1];
    if (label >= numClasses) {
      throw new DataIntegrityError(
        `${path} at byte ${i * size + labelBytes - 1}: class ${label}, expected 0 to ${numClasses - 1}; fetch the file again`,
      );
    }
    labels[i] = label;
    for (let c = 0; c < 3; c++) {
      const from = i * size + labelBytes + c * plane;
      for (let p = 0; p < plane; p++) pixels[(i * plane + p) * 3 + c] = bytes[from + p];
    }
  }
  return { pixels, labels };
}
