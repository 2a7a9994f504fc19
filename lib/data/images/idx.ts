import { DataIntegrityError } from '../data-errors';
import type { ImageFile } from './image-file';

/** Bytes of an idx file, as MNIST's are, and their sizes. */
export interface Idx {
  readonly sizes: readonly number[];
  /** The last index fastest. */
  readonly values: Uint8Array;
}

/** Unsigned bytes are what MNIST's files hold. */
const unsignedBytes = 0x08;

/**
 * Values of an idx file: two zeros, the type, the number of dimensions, a size of four bytes for each, the values.
 *
 * @param dimensions how many it must have
 * @throws DataIntegrityError naming the offset of what is wrong
 */
export function parseIdx({ path, bytes }: ImageFile, dimensions: number): Idx {
  const header = 4 + 4 * dimensions;
  const fail = (offset: number, found: string, expected: string): never => {
    throw new DataIntegrityError(
      `${path} at byte ${offset}: ${found}, expected ${expected}; fetch the file again`,
    );
  };
  if (bytes.length < header) fail(bytes.length, 'the file ends', `a header of ${header} bytes`);
  const magic = bytes.readUInt32BE(0);
  const expected = (unsignedBytes << 8) | dimensions;
  if (magic !== expected) {
    const hex = (value: number) => `0x${value.toString(16).padStart(8, '0')}`;
    fail(0, `magic number ${hex(magic)}`, `${hex(expected)} (unsigned bytes, ${dimensions} dimensions)`);
  }
  const sizes = Array.from({ length: dimensions }, (_, k) => bytes.readUInt32BE(4 + 4 * k));
  const length = sizes.reduce((product, size) => product * size, 1);
  if (bytes.length !== header + length) {
    const more = bytes.length - header - length;
    const found = more < 0 ? 'the file ends' : `${more} bytes too many`;
    fail(Math.min(bytes.length, header + length), found, `${length} values of [${sizes}]`);
  }
  return { sizes, values: bytes.subarray(header) };
}
