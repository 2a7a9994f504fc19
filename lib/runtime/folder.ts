import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** Folder of the saved figures, tables and records: what GENLABEL_FIGURES names, else `figures` in the repository. */
export function figuresFolder(): string {
  const { GENLABEL_FIGURES: folder } = process.env;
  return folder ? resolve(folder) : join(repositoryRoot(), 'figures');
}

/** The library is installed as a package, and what was asked of it works on the repository of the reproduction. */
export class RepositoryError extends Error {
  override readonly name = 'RepositoryError';
}

/**
 * Root of the repository, found from where this file lies: the kernel's current folder is the notebook's.
 *
 * @throws RepositoryError if the library is not in a checkout of the repository
 */
export function repositoryRoot(): string {
  const parent = dirname(__dirname);
  const lib = basename(parent) === 'dist' ? dirname(parent) : parent;
  const root = dirname(lib);
  if (basename(lib) === 'lib' && existsSync(join(root, 'package.json'))) return root;
  throw new RepositoryError(
    `got a library in ${lib}, expected it in lib/ of the repository of the reproduction: run this from a clone`,
  );
}
