import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArffDataset, ArffError, parseArff } from './arff';
import { StorageError, writeAtomically } from './atomic-write';
import { DataIntegrityError, DataUnavailableError } from './data-errors';
import { DownloadError, type DownloadOptions, download } from './download';
import {
  describedFile,
  type OpenmlDescription,
  parseDescription,
  verifyChecksums,
} from './openml-description';
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
 * @throws DataIntegrityError if a file on this machine differs from the checksum or the number of rows of its description
 * @throws ArffError if a file on this machine cannot be read
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
  let files: Awaited<ReturnType<typeof fetchFiles>>;
  let dataset: OpenmlDataset;
  try {
    files = await fetchFiles(server, id, options.download);
    dataset = datasetOf(id, files, options);
  } catch (error) {
    // What came is not the data set: the page of a captive portal, an error with status 200, a file of another checksum.
    if (!downloadErrors.some((kind) => error instanceof kind)) throw error;
    throw unavailable(id, [...problems, (error as Error).message], error);
  }
  const source = join(folder, 'dataset.arff');
  try {
    const { sha256 } = dataset;
    const description = describedFile(files.descriptionText, { sha256, rows: dataset.X.rows });
    await writeAtomically(join(folder, 'description.json'), Buffer.from(description), otherCache);
    await writeAtomically(source, files.arff, otherCache);
    return { ...dataset, source };
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    process.emitWarning(`OpenML ${id} is used, but not kept for the next time: ${error.message}`);
    return dataset;
  }
}

const downloadErrors = [DownloadError, DataIntegrityError, ArffError];

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
): Promise<Files & { readonly descriptionText: string }> {
  const base = server.endsWith('/') ? server : `${server}/`;
  if (!URL.canParse(base))
    throw new DownloadError(`${JSON.stringify(server)} is no URL of a server`, undefined);
  const api = new URL(`api/v1/json/data/${id}`, base);
  const allows = hostsOf(api.hostname);
  const read = (bytes: Uint8Array) => parseDescription(decode(bytes), api.href);
  const descriptionText = decode(await download(api.href, read, { allows, ...options }));
  const description = parseDescription(descriptionText, api.href);
  if (!description.url)
    throw new DataIntegrityError(`${api.href}: the description names no file (url): try again later`);
  if (!URL.canParse(description.url, api.href))
    throw new DataIntegrityError(
      `${api.href}: the description names ${JSON.stringify(description.url)} as its file, which is no URL`,
    );
  const source = new URL(description.url, api).href;
  const accept = (bytes: Uint8Array) => verifyChecksums(bytes, description, source);
  const arff = await download(source, accept, { allows, ...options });
  return { source, arff, description, descriptionText };
}

/** OpenML keeps its files on hosts of its own; another server keeps them itself. */
function hostsOf(server: string): (host: string) => boolean {
  const ofOpenml = (host: string) => host === 'openml.org' || host.endsWith('.openml.org');
  return (host) => host === server || (ofOpenml(server) && ofOpenml(host));
}

const noDescription: OpenmlDescription = {
  target: undefined,
  ignore: [],
  url: undefined,
  md5: undefined,
  sha256: undefined,
  rows: undefined,
};

/**
 * Files of a place; undefined if it has no ARFF file. A place without a description is read without checks, which is said; but
 * not our own, where a description always comes first: there, a file without one was not written by us as a whole.
 */
export async function readPlace(place: Place): Promise<Files | undefined> {
  const source = join(place.folder, 'dataset.arff');
  const arff = await readIfPresent(source);
  if (!arff) return undefined;
  const path = join(place.folder, place.description);
  const text = await readIfPresent(path);
  if (!text && place.own) {
    throw new DataIntegrityError(
      `${source}: ${place.description} is missing beside it, so it may be cut short`,
    );
  }
  if (!text) {
    process.emitWarning(
      `${source} has no ${place.description} beside it: whether it is whole cannot be checked`,
    );
  }
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
    const reason = code === 'EISDIR' ? 'it is a folder, expected a file' : (error as Error).message;
    throw new DataIntegrityError(`${path} cannot be read: ${reason}; remove it, or make it readable`, {
      cause: error,
    });
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
  const { rows = data.X.rows } = files.description;
  if (data.X.rows !== rows) {
    throw new DataIntegrityError(
      `${files.source}: found ${data.X.rows} rows, expected ${rows}: the file is cut short or was edited; remove it or get ` +
        'it again',
    );
  }
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
