import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArffDataset, parseArff } from './arff';
import { DataUnavailableError } from './data-errors';
import { type OpenmlDescription, parseDescription, verifyChecksums } from './openml-description';
import { openmlPlaces, type Place } from './openml-places';

export { DataIntegrityError, DataUnavailableError } from './data-errors';

/** A data set of OpenML. Classes that no row has are left out. */
export interface OpenmlDataset extends ArffDataset {
  readonly id: number;
  /** The file that was read. */
  readonly source: string;
  /** Of the bytes of that file: equal for equal data. */
  readonly sha256: string;
}

export interface OpenmlOptions {
  /** Class attribute, by default the one that the description names, else the last nominal one; `null` for none. */
  readonly target?: string | null;
}

/**
 * Loads a data set of OpenML by its number: from `$GENLABEL_DATA/openml/<id>`, from the cache of openml-python, or from
 * our own cache. Attributes that OpenML marks as row identifiers or to be ignored are left out.
 *
 * @throws RangeError if id is not a positive integer
 * @throws DataUnavailableError if the set is in none of these places, naming them
 * @throws DataIntegrityError if a file differs from the checksum of its description
 * @throws ArffError if the file cannot be read
 */
export async function loadOpenml(id: number, options: OpenmlOptions = {}): Promise<OpenmlDataset> {
  if (!Number.isInteger(id) || id < 1) {
    throw new RangeError(`id is ${id}, expected the number of an OpenML data set, such as 61`);
  }
  const places = openmlPlaces(id);
  for (const place of places) {
    const files = await read(place);
    if (files) return datasetOf(id, files, options);
  }
  throw new DataUnavailableError(
    `OpenML ${id}`,
    places.map((place) => `${place.folder} (no dataset.arff)`),
    'Set GENLABEL_DATA to a folder that has openml/<id>/dataset.arff.',
  );
}

interface Files {
  readonly source: string;
  readonly arff: Uint8Array;
  readonly description: OpenmlDescription;
}

const noDescription: OpenmlDescription = {
  target: undefined,
  ignore: [],
  url: undefined,
  md5: undefined,
  sha256: undefined,
};

/** Files of a place; undefined if it has no ARFF file. A place without a description is read without checks. */
async function read(place: Place): Promise<Files | undefined> {
  const source = join(place.folder, 'dataset.arff');
  const arff = await readIfPresent(source);
  if (!arff) return undefined;
  const path = join(place.folder, place.description);
  const text = await readIfPresent(path);
  const description = text ? parseDescription(decode(text), path) : noDescription;
  verifyChecksums(arff, description, source);
  return { source, arff, description };
}

async function readIfPresent(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function datasetOf(id: number, files: Files, options: OpenmlOptions): OpenmlDataset {
  const target = options.target === undefined ? files.description.target : options.target;
  const { ignore } = files.description;
  const data = parseArff(decode(files.arff), {
    source: files.source,
    ...(target !== undefined && { target }),
    ignore,
  });
  const sha256 = createHash('sha256').update(files.arff).digest('hex');
  return { ...withoutEmptyClasses(data), id, source: files.source, sha256 };
}

/** UTF-8, or Windows-1252 where the bytes are no UTF-8: ARFF files do not say. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function withoutEmptyClasses(data: ArffDataset): ArffDataset {
  const present = new Set(data.y);
  const kept = [...data.classNames.keys()].filter((c) => present.has(c));
  const place = new Map(kept.map((c, i) => [c, i]));
  return {
    ...data,
    y: data.y.map((c) => place.get(c) as number),
    classNames: kept.map((c) => data.classNames[c]),
  };
}
