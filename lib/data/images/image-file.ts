import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DataIntegrityError, DataUnavailableError } from '../data-errors';

/** Bytes of a file, unpacked if it was packed, and where they are from. */
export interface ImageFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The first of the files that is there, below `$GENLABEL_DATA`; what ends in .gz is unpacked.
 *
 * @param set name of the data set, for messages
 * @param names paths relative to `$GENLABEL_DATA`, the preferred first
 * @param cure what to do if none is there
 * @throws DataUnavailableError if none is there
 * @throws DataIntegrityError if a packed file cannot be unpacked
 */
export function readImageFile(
  set: string,
  names: readonly string[],
  cure = `put ${names[0]} into the folder that GENLABEL_DATA names`,
): ImageFile {
  const folder = process.env.GENLABEL_DATA;
  const paths = folder ? names.map((name) => resolve(join(folder, name))) : [];
  const path = paths.find((candidate) => existsSync(candidate));
  if (!path) {
    throw new DataUnavailableError(set, folder ? paths : ['$GENLABEL_DATA is not set'], cure);
  }
  const bytes = readFileSync(path);
  if (!path.endsWith('.gz')) return { path, bytes };
  try {
    return { path, bytes: gunzipSync(bytes) };
  } catch (error) {
    throw new DataIntegrityError(
      `${path} is cut short or damaged (${bytes.length} packed bytes): ${(error as Error).message}; fetch it again`,
      { cause: error },
    );
  }
}
