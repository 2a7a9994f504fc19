import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArffDataset, parseArff } from './arff';
import { writeAtomically } from './atomic-write';
import { DataIntegrityError, DataUnavailableError } from './data-errors';
import { DownloadError, type DownloadOptions, download } from './download';
import { type OpenmlDescription, parseDescription, verifyChecksums } from './openml-description';
import { openmlPlaces, type Place } from './openml-places';
import { withPresentClasses } from './present-classes';

export { StorageError } from './atomic-write';
export { DataIntegrityError, DataUnavailableError } from './data-errors';

/** A data set of OpenML. Classes that no row has are left out. */
export interface OpenmlDataset extends ArffDataset {
  readonly id: number;
  /** The file that was read. */
  readonly source: string;
  /** Of the bytes of that file: equal for equal data. */
  readonly sha256: string;
}

/** What `loadOpenml` may be told. */
export interface OpenmlOptions {
  /** Class attribute, by default the one that the description names, else the last nominal one; `null` for none. */
  readonly target?: string | null;
  readonly download?: DownloadOptions;
}

/**
 * Loads a data set of OpenML by its number: from `$GENLABEL_DATA/openml/<id>`, from the cache of openml-python, from our
 * own cache (`genlabel` in `$XDG_CACHE_HOME` or `~/.cache`), else from OpenML's REST API into our cache, unless
 * `GENLABEL_OFFLINE` is set. `GENLABEL_OPENML_URL` names another server than https://www.openml.org. Attributes that
 * OpenML marks as row identifiers or to be ignored are left out.
 *
 * @throws RangeError if id is not a positive integer
 * @throws DataUnavailableError if the set is in none of these places and cannot be downloaded, naming them and the cure
 * @throws DataIntegrityError if a file differs from the checksum of its description
 * @throws ArffError if the file cannot be read
 * @throws StorageError if the cache cannot be written
 *
 * @example
 * // needs the data set, or the network
 * const { X, y, featureNames, classNames } = await loadOpenml(61);
 */
export async function loadOpenml(id: number, options: OpenmlOptions = {}): Promise<OpenmlDataset> {
  if (!Number.isInteger(id) || id < 1) {
    throw new RangeError(`id is ${id}, expected the number of an OpenML data set, such as 61`);
  }
  const problems: string[] = [];
  const places = openmlPlaces(id);
  for (const place of places) {
    try {
      const files = await readPlace(place);
      if (files) return datasetOf(id, files, options);
      problems.push(`${place.folder} (no dataset.arff)`);
    } catch (error) {
      // What is damaged in our own cache is downloaded again; other folders are the user's.
      if (!place.own || !(error instanceof DataIntegrityError)) throw error;
      problems.push(error.message);
    }
  }
  const own = places[places.length - 1];
  return downloadTo(own.folder, id, options, problems);
}

const otherCache = 'or set XDG_CACHE_HOME to a folder elsewhere';

/** Nothing is cached before it was read, and the ARFF file comes last: where it is, the description is. */
async function downloadTo(
  folder: string,
  id: number,
  options: OpenmlOptions,
  problems: readonly string[],
): Promise<OpenmlDataset> {
  const server = process.env.GENLABEL_OPENML_URL || 'https://www.openml.org';
  if (!['', '0', 'false'].includes(process.env.GENLABEL_OFFLINE ?? '')) {
    throw unavailable(id, [...problems, `${server} (not asked: GENLABEL_OFFLINE is set)`]);
  }
  try {
    const files = await fetchFiles(server, id, options.download);
    const source = join(folder, 'dataset.arff');
    const dataset = datasetOf(id, files, options);
    await writeAtomically(join(folder, 'description.json'), files.descriptionBytes, otherCache);
    await writeAtomically(source, files.arff, otherCache);
    return { ...dataset, source };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    throw unavailable(id, [...problems, error.message], error);
  }
}

function unavailable(id: number, places: readonly string[], cause?: unknown): DataUnavailableError {
  const cure =
    'Set GENLABEL_DATA to a folder that has openml/<id>/dataset.arff, or run once with network and without GENLABEL_OFFLINE.';
  return new DataUnavailableError(`OpenML ${id}`, places, cure, { cause });
}

/** A data set's file and description. */
export interface Files {
  readonly source: string;
  readonly arff: Uint8Array;
  readonly description: OpenmlDescription;
}

async function fetchFiles(
  server: string,
  id: number,
  options: DownloadOptions | undefined,
): Promise<Files & { readonly descriptionBytes: Uint8Array }> {
  const api = new URL(`api/v1/json/data/${id}`, server.endsWith('/') ? server : `${server}/`).href;
  const read = (bytes: Uint8Array) => parseDescription(decode(bytes), api);
  const descriptionBytes = await download(api, read, options);
  const description = read(descriptionBytes);
  if (!description.url)
    throw new DataIntegrityError(`${api}: the description names no file (url): try again later`);
  const source = new URL(description.url, api).href;
  const arff = await download(source, (bytes) => verifyChecksums(bytes, description, source), options);
  return { source, arff, description, descriptionBytes };
}

const noDescription: OpenmlDescription = {
  target: undefined,
  ignore: [],
  url: undefined,
  md5: undefined,
  sha256: undefined,
};

/** Files of a place; undefined if it has no ARFF file. A place without a description is read without checks. */
export async function readPlace(place: Place): Promise<Files | undefined> {
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
  return { ...withPresentClasses(data), id, source: files.source, sha256 };
}

/** UTF-8, or Windows-1252 where the bytes are no UTF-8: ARFF files do not say. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
