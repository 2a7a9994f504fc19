import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Folder of the package `genlabel`: the parent of this file's folder in the sources, of `dist` when compiled. */
export function packageFolder(): string {
  const parent = dirname(__dirname);
  return basename(parent) === 'dist' ? dirname(parent) : parent;
}

/** Version of the library that is running, from its package.json. */
export function libraryVersion(): string {
  return JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8')).version;
}
