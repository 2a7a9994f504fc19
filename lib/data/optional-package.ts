import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder } from './package-folder';

/** A package that only a part of the library needs, and that is not installed; the message says how to install it. */
export class MissingPackageError extends Error {
  override readonly name = 'MissingPackageError';
}

/**
 * Loads, or finds, a package that the library names among its optional peers.
 *
 * @param purpose what the package is for, as it goes on after its name: `draws figures`
 * @param load calls `require` with the name of the package, written out: `() => require('bullmq') as typeof import('bullmq')`
 * @throws MissingPackageError if the package is not installed
 */
export function optionalPackage<T>(name: string, purpose: string, load: () => T): T {
  try {
    return load();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'MODULE_NOT_FOUND' || !message.includes(`'${name}`)) throw error;
    const cure = `npm install ${name}@${wantedVersion(name)}`;
    throw new MissingPackageError(`${name}, which ${purpose}, is not installed: ${cure}`, { cause: error });
  }
}

function wantedVersion(name: string): string {
  const { peerDependencies } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  return peerDependencies[name].replace(/^\D+/, '');
}
