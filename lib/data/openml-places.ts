import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** A folder that may hold `dataset.arff` and its description. */
export interface Place {
  readonly folder: string;
  readonly description: 'description.json' | 'description.xml';
  /** Only files of our own cache are replaced when they are damaged. */
  readonly own: boolean;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Folders in which a data set is looked for, in this order: `$GENLABEL_DATA/openml/<id>`, the caches of openml-python
 * (`$OPENML_CACHE_DIR`; else `~/.openml`, `~/.openml/cache` and `openml` in the user's cache folder), our own cache.
 */
export function openmlPlaces(
  id: number,
  variables: Variables = process.env,
  home: string = homedir(),
): Place[] {
  const places: Place[] = [];
  if (variables.GENLABEL_DATA) {
    const folder = resolve(variables.GENLABEL_DATA, 'openml', String(id));
    places.push({ folder, description: 'description.json', own: false });
  }
  const caches = variables.OPENML_CACHE_DIR
    ? [resolve(variables.OPENML_CACHE_DIR)]
    : [join(home, '.openml'), join(home, '.openml', 'cache'), join(userCache(variables, home), 'openml')];
  for (const cache of caches) {
    const folder = join(cache, 'org', 'openml', 'www', 'datasets', String(id));
    places.push({ folder, description: 'description.xml', own: false });
  }
  const folder = join(ownCache(variables, home), 'openml', String(id));
  places.push({ folder, description: 'description.json', own: true });
  return places;
}

/** Folder of what this library keeps between runs: `genlabel` in the user's cache folder. */
export function ownCache(variables: Variables = process.env, home: string = homedir()): string {
  return join(userCache(variables, home), 'genlabel');
}

/** `$XDG_CACHE_HOME`, which counts only if it is absolute, else `~/.cache`. */
function userCache(variables: Variables, home: string): string {
  return variables.XDG_CACHE_HOME?.startsWith('/') ? variables.XDG_CACHE_HOME : join(home, '.cache');
}
