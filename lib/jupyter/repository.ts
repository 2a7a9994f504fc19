import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folder of the repository that this file belongs to, wherever the command is called from.
 *
 * @throws Error if the library was taken out of its repository
 */
export function repositoryRoot(): string {
  const start = realpathSync(__dirname);
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) {
      const { workspaces } = JSON.parse(readFileSync(manifest, 'utf8')) as { workspaces?: string[] };
      if (workspaces?.includes('lib')) return folder;
    }
    if (dirname(folder) === folder) {
      throw new Error(
        `got a library in ${start}, expected it in the repository's folder lib: run this from a clone`,
      );
    }
  }
}

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
