import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../runtime/folder';

/**
 * Compiled launcher of the kernel.
 *
 * @throws Error if the library is not built
 */
export function launcherPath(): string {
  const path = join(repositoryRoot(), 'lib', 'dist', 'jupyter', 'launcher.js');
  if (!existsSync(path)) throw new Error(`${path} does not exist: run \`npm run build\` in the repository`);
  return path;
}
