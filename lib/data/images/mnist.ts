import { requireChoice } from '../../numeric/require';
import { DataIntegrityError } from '../data-errors';
import { parseIdx } from './idx';
import { readImageFile } from './image-file';
import type { ImageSet } from './image-set';

/** Which images of a set. */
export type ImagePart = 'training' | 'test';

/** What of a set is asked for. */
export interface ImageSetOptions {
  /** Refuses anything but the complete official files. */
  readonly complete?: boolean;
}

const prefixes = { training: 'train', test: 't10k' } as const;

/**
 * MNIST: 60,000 images for training and 10,000 for tests, 28 x 28 grey levels, digits 0 to 9.
 *
 * Read from `$GENLABEL_DATA/mnist` or, as torchvision lays them out, `$GENLABEL_DATA/MNIST/raw`: the official idx files, packed or not.
 *
 * @throws DataUnavailableError if a file is not there
 * @throws DataIntegrityError naming file and offset of what is wrong
 */
export function mnist(part: ImagePart): ImageSet {
  requireChoice('part', part, ['training', 'test']);
  const read = (kind: string, dimensions: number) => {
    const name = `${prefixes[part]}-${kind}-idx${dimensions}-ubyte`;
    const file = readImageFile(
      'MNIST',
      ['mnist', 'MNIST/raw'].flatMap((folder) => [`${folder}/${name}.gz`, `${folder}/${name}`]),
    );
    return { path: file.path, ...parseIdx(file, dimensions) };
  };
  const [images, classes] = [read('images', 3), read('labels', 1)];
  const [n, height, width] = images.sizes;
  if (classes.sizes[0] !== n) {
    throw new DataIntegrityError(
      `${classes.path} has ${classes.sizes[0]} labels, ${images.path} has ${n} images: they belong to different sets`,
    );
  }
  const wrong = classes.values.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new DataIntegrityError(
      `${classes.path} at byte ${8 + wrong}: class ${classes.values[wrong]}, expected 0 to 9; fetch the file again`,
    );
  }
  const { values: pixels } = images;
  return {
    ...{ name: 'MNIST', pixels, shape: [height, width, 1], labels: Int32Array.from(classes.values) },
    numClasses: 10,
  };
}
