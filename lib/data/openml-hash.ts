import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DataIntegrityError, loadOpenml, readPlace } from './openml';
import { openmlPlaces, type Place } from './openml-places';

/** Hashes of places, by what changes when their files do. */
const known = new Map<string, string>();

/**
 * Hash of all that `loadOpenml` makes a data set of: the bytes of its file, its class attribute, and what is ignored. Equal on
 * two machines if both read the same data. Downloads the set where it is not yet here.
 *
 * @throws DataUnavailableError as `loadOpenml`
 */
export async function openmlHash(id: number): Promise<string> {
  const here = await hashHere(id);
  if (here) return here;
  await loadOpenml(id);
  const downloaded = await hashHere(id);
  if (downloaded) return downloaded;
  throw new DataIntegrityError(`OpenML ${id} was removed while it was read: run again`);
}

async function hashHere(id: number): Promise<string | undefined> {
  for (const place of openmlPlaces(id)) {
    const signature = await signatureOf(place);
    if (!signature) continue;
    const hash = known.get(signature) ?? (await hashOf(place));
    if (!hash) continue;
    known.set(signature, hash);
    return hash;
  }
  return undefined;
}

/** undefined: there is no such file, or a damaged one in our own cache, which `loadOpenml` downloads again. */
async function hashOf(place: Place): Promise<string | undefined> {
  try {
    const files = await readPlace(place);
    if (!files) return undefined;
    const { target, ignore } = files.description;
    const hash = createHash('sha256').update(files.arff);
    return hash.update(JSON.stringify([target ?? null, ignore])).digest('hex');
  } catch (error) {
    if (place.own && error instanceof DataIntegrityError) return undefined;
    throw error;
  }
}

async function signatureOf({ folder, description }: Place): Promise<string | undefined> {
  const parts = await Promise.all(
    ['dataset.arff', description].map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => undefined);
      return found && `${join(folder, name)} ${found.size} ${found.mtimeMs} ${found.ino}`;
    }),
  );
  return parts[0] && parts.join('\n');
}
