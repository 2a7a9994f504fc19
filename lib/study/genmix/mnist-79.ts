import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DataIntegrityError, DataUnavailableError } from '../../data/data-errors';
import { type Matrix, zeros } from '../../numeric/matrix';

/** Digits 7 (class 0) and 9 (class 1) of MNIST, all of a part. */
export interface Digits {
  /** [n x 784], grey levels in [0, 1] */
  readonly X: Matrix;
  readonly y: Int32Array;
}

const names = { training: 'train', test: 't10k' } as const;

/**
 * MNIST's digits 7 and 9 from `$GENLABEL_DATA/mnist/{train,t10k}-{images-idx3,labels-idx1}-ubyte.gz`.
 *
 * @throws DataUnavailableError if the files are not there
 * @throws DataIntegrityError if a file is no idx file of the sizes that its header tells
 */
export function mnist79(part: keyof typeof names): Digits {
  const images = idx(imagesOf(names[part]), 3);
  const labels = idx(labelsOf(names[part]), 1);
  const rows = Array.from(labels.values.keys()).filter(
    (i) => labels.values[i] === 7 || labels.values[i] === 9,
  );
  const size = images.sizes[1] * images.sizes[2];
  const X = zeros(rows.length, size);
  rows.forEach((from, n) => {
    for (let p = 0; p < size; p++) X.data[n * size + p] = images.values[from * size + p] / 255;
  });
  return { X, y: Int32Array.from(rows, (from) => (labels.values[from] === 7 ? 0 : 1)) };
}

/** SHA-256 of the bytes of both parts. @throws DataUnavailableError as `mnist79` */
export function mnistHash(): string {
  const hash = createHash('sha256');
  for (const part of Object.values(names)) {
    for (const name of [imagesOf(part), labelsOf(part)]) hash.update(readFileSync(fileOf(name)));
  }
  return hash.digest('hex');
}

const imagesOf = (part: string): string => `${part}-images-idx3-ubyte.gz`;
const labelsOf = (part: string): string => `${part}-labels-idx1-ubyte.gz`;

function fileOf(name: string): string {
  const folder = process.env.GENLABEL_DATA;
  const file = folder ? resolve(join(folder, 'mnist', name)) : undefined;
  if (!file || !existsSync(file)) {
    throw new DataUnavailableError(
      'MNIST',
      [file ?? '$GENLABEL_DATA is not set'],
      `put the four idx files of MNIST (${name}, ...) into $GENLABEL_DATA/mnist`,
    );
  }
  return file;
}

function idx(name: string, dimensions: number) {
  const file = fileOf(name);
  const bytes = gunzipSync(readFileSync(file));
  const sizes = Array.from({ length: dimensions }, (_, k) => bytes.readUInt32BE(4 + 4 * k));
  const values = bytes.subarray(4 + 4 * dimensions);
  if (bytes.readUInt32BE(0) !== 0x800 + dimensions || values.length !== sizes.reduce((a, b) => a * b, 1)) {
    throw new DataIntegrityError(`${file} is no idx file of ${dimensions} dimensions, or is cut short`);
  }
  return { sizes, values };
}
