import { DataIntegrityError } from '../data-errors';
import { optionalPackage } from '../optional-package';

/** Colours of an image, [height, width, 3]. */
export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
}

/**
 * Colours of a JPEG image; grey images have three equal ones.
 *
 * @param name of the file, for messages
 * @throws DataIntegrityError if the image is damaged or cut short
 * @throws MissingPackageError if jpeg-js is not installed
 */
export function decodeJpeg(name: string, bytes: Uint8Array): Picture {
  const { decode } = optionalPackage(
    'jpeg-js',
    'reads the images of Tiny-ImageNet',
    () => require('jpeg-js') as typeof import('jpeg-js'),
  );
  // The decoder fills what is missing at the end with grey.
  if (bytes.length < 4 || bytes[bytes.length - 2] !== 0xff || bytes[bytes.length - 1] !== 0xd9) {
    throw new DataIntegrityError(
      `${name} at byte ${bytes.length}: the file ends without the end marker of a JPEG image; fetch it again`,
    );
  }
  try {
    const { height, width, data } = decode(bytes, { useTArray: true, formatAsRGBA: false });
    return { height, width, pixels: data };
  } catch (error) {
    throw new DataIntegrityError(`${name} is no JPEG image: ${(error as Error).message}; fetch it again`, {
      cause: error,
    });
  }
}

/**
 * A picture as a JPEG image: the same bytes for the same pixels and quality on any machine.
 *
 * @param quality from 1 to 100
 * @throws MissingPackageError if jpeg-js is not installed
 */
export function encodeJpeg({ height, width, pixels }: Picture, quality: number): Uint8Array {
  const { encode } = optionalPackage(
    'jpeg-js',
    'writes images of figures',
    () => require('jpeg-js') as typeof import('jpeg-js'),
  );
  const data = new Uint8Array(4 * height * width);
  for (let p = 0; p < height * width; p++) data.set(pixels.subarray(3 * p, 3 * p + 3), 4 * p);
  return encode({ height, width, data }, quality).data;
}
