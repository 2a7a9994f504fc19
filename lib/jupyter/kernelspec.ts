import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { makeFolder } from '../data/make-folder';
import { launcherPath } from './launcher-path';

/** Name by which notebooks ask for the kernel. */
export const kernelName = 'genlabel';

/** Contents of `kernel.json`: paths of this machine, so that the kernel starts from any folder and any environment. */
export function kernelspec(): object {
  return {
    argv: [process.execPath, launcherPath(), '{connection_file}'],
    display_name: 'TypeScript (GenLabel)',
    language: 'typescript',
    // Windows has no interrupt signal that a program survives.
    interrupt_mode: process.platform === 'win32' ? 'message' : 'signal',
    metadata: {},
  };
}

/**
 * The folder in which Jupyter programs of this user look for kernels and the like.
 *
 * @param env environment; `JUPYTER_DATA_DIR` decides where it is set
 */
export function jupyterDataFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'jupyter');
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'jupyter');
}

const kernelspecText = (): string => `${JSON.stringify(kernelspec(), null, 2)}\n`;

/** What Jupyter programs of this user know of the kernel. */
export interface InstalledKernel {
  /** File of the kernelspec; where it would be, if there is none. */
  readonly path: string;
  readonly state: 'absent' | 'outdated' | 'current';
}

/** Looks for the kernelspec where Jupyter does: in the folders of JUPYTER_PATH, then in the user's data folder. */
export function installedKernel(env: NodeJS.ProcessEnv = process.env): InstalledKernel {
  const folders = [...(env.JUPYTER_PATH ?? '').split(delimiter).filter(Boolean), jupyterDataFolder(env)];
  const paths = folders.map((folder) => join(folder, 'kernels', kernelName, 'kernel.json'));
  const path = paths.find(existsSync);
  if (path === undefined) return { path: paths[paths.length - 1], state: 'absent' };
  return { path, state: readFileSync(path, 'utf8') === kernelspecText() ? 'current' : 'outdated' };
}

/**
 * Writes the kernelspec below a data folder of Jupyter; whoever reads it meanwhile sees the old one or the new one.
 *
 * @returns folder of the kernelspec
 */
export function writeKernelspec(dataFolder: string): string {
  const folder = join(dataFolder, 'kernels', kernelName);
  makeFolder(folder);
  const temporary = join(folder, `.kernel.json.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, kernelspecText());
    renameSync(temporary, join(folder, 'kernel.json'));
  } finally {
    rmSync(temporary, { force: true });
  }
  return folder;
}
