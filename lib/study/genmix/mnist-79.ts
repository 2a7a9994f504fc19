import { imageSize } from '../../data/images/image-set';
import { type ImagePart, mnist } from '../../data/images/mnist';
import { type Matrix, zeros } from '../../numeric/matrix';

/** Digits 7 (class 0) and 9 (class 1) of MNIST, all of a part. */
export interface Digits {
  /** [n x 784], grey levels in [0, 1] */
  readonly X: Matrix;
  readonly y: Int32Array;
}

/**
 * MNIST's digits 7 and 9.
 *
 * @throws DataUnavailableError if the files are not there
 * @throws DataIntegrityError if a file is not what its header tells
 */
export function mnist79(part: ImagePart): Digits {
  const set = mnist(part);
  const { pixels, labels } = set;
  const rows = Array.from(labels.keys()).filter((i) => labels[i] === 7 || labels[i] === 9);
  const size = imageSize(set);
  const X = zeros(rows.length, size);
  rows.forEach((from, n) => {
    for (let p = 0; p < size; p++) X.data[n * size + p] = pixels[from * size + p] / 255;
  });
  return { X, y: Int32Array.from(rows, (from) => (labels[from] === 7 ? 0 : 1)) };
}
