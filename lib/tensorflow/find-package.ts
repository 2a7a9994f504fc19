import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Folder of an installed package as a module in folder `from` would load it, found without loading it; undefined if
 * there is none. A package that an alias of npm put under its name is none.
 */
export function findPackage(name: string, from: string): string | undefined {
  for (const folder of createRequire(join(from, 'any.js')).resolve.paths(name) ?? []) {
    const found = join(folder, name, 'package.json');
    try {
      return JSON.parse(readFileSync(found, 'utf8')).name === name ? dirname(found) : undefined;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}
