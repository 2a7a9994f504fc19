import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

/** Folder of the package `genlabel`: the parent of this file's folder in the sources, of `dist` when compiled. */
function packageFolder(): string {
  const parent = dirname(__dirname);
  return basename(parent) === 'dist' ? dirname(parent) : parent;
}

/**
 * Root of the repository: the folder that holds `lib`, found from where this file lies (never from the current
 * folder, which is the notebook's folder in a kernel).
 *
 * @throws Error if the library runs outside a checkout
 */
export function repositoryRoot(): string {
  const folder = packageFolder();
  const root = dirname(folder);
  if (basename(folder) === 'lib' && existsSync(join(root, 'package.json'))) return root;
  throw new Error(
    `the library lies in ${folder}, not in lib/ of a checkout of the repository: ` +
      'set GENLABEL_FIGURES to the folder where figures and records belong',
  );
}

/** Folder of the tables and figures: `figures` of the repository, or what GENLABEL_FIGURES names. */
export function figuresFolder(): string {
  const override = process.env.GENLABEL_FIGURES;
  return override ? resolve(override) : join(repositoryRoot(), 'figures');
}

/**
 * Folder of the committed records: `records` in the folder of figures, or what GENLABEL_RECORDS names (so that a
 * notebook can write its figures elsewhere and still read the committed records).
 */
export function recordsFolder(): string {
  const override = process.env.GENLABEL_RECORDS;
  return override ? resolve(override) : join(figuresFolder(), 'records');
}

/** Compiled module of the library, which a worker thread can load: `runtime/worker`, for example. */
export function compiledModule(name: string): string {
  const file = join(packageFolder(), 'dist', `${name}.js`);
  if (existsSync(file)) return file;
  throw new Error(`${shownPath(file)} is not there: run \`npm run build\` in the root of the repository`);
}

/** Version of the library that is running, from its package.json. */
export function libraryVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version;
}

/** Path as messages show it: relative to the repository where it lies inside, so that it is the same everywhere. */
export function shownPath(path: string): string {
  const inside = relative(dirname(packageFolder()), path);
  return inside.startsWith('..') ? path : inside;
}
