import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { libraryVersion, packageFolder } from '../../data/package-folder';

/** What decides the bytes of results besides configuration and data: equal on every machine with the same build. */
export interface BuildIdentity {
  readonly library: string;
  /** SHA-256 of the compiled code, 64 hexadecimal digits. */
  readonly code: string;
  /** Name of the queue of this build, so that no other build gets its jobs. */
  readonly queue: string;
}

/** Prefix of the keys of all queues. */
export const keyPrefix = 'genlabel';

const known = new Map<string, BuildIdentity>();

/**
 * Identity of the compiled library, of the exact versions of its dependencies, and of a registry from elsewhere.
 *
 * @param registry module that exports `experimentOf(id)`
 */
export function buildIdentity(registry: string): BuildIdentity {
  const before = known.get(registry);
  if (before) return before;
  const library = libraryVersion();
  const code = codeHash(registry);
  const identity = { library, code, queue: `${library}-${code.slice(0, 12)}` };
  known.set(registry, identity);
  return identity;
}

function codeHash(registry: string): string {
  const dist = join(packageFolder(), 'dist');
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(c?js|wasm|json)$/.test(name))
    .map((name) => name.split(sep).join('/'))
    .sort();
  const hash = createHash('sha256');
  const add = (name: string, path: string): void => {
    const bytes = readFileSync(path);
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  };
  for (const name of files) add(name, join(dist, name));
  const { dependencies } = JSON.parse(readFileSync(join(packageFolder(), 'package.json'), 'utf8'));
  hash.update(JSON.stringify(dependencies));
  if (relative(dist, registry).startsWith('..')) add('registry', registry);
  return hash.digest('hex');
}
