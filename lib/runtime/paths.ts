import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { packageFolder } from '../data/package-folder';
import { figuresFolder } from './folder';

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

/** Path as messages show it: relative to the repository where it lies inside, so that it is the same everywhere. */
export function shownPath(path: string): string {
  const inside = relative(dirname(packageFolder()), path);
  return inside.startsWith('..') ? path : inside;
}
