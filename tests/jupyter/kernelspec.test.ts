import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedKernel, jupyterDataFolder, writeKernelspec } from '../../lib/jupyter/kernelspec';

// As documented in https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
describe('jupyterDataFolder', () => {
  const home = join('home', 'me');
  it.each([
    ['linux', {}, join(home, '.local', 'share', 'jupyter')],
    ['linux', { XDG_DATA_HOME: 'xdg' }, join('xdg', 'jupyter')],
    ['linux', { XDG_DATA_HOME: '' }, join(home, '.local', 'share', 'jupyter')],
    ['darwin', { XDG_DATA_HOME: 'xdg' }, join(home, 'Library', 'Jupyter')],
    ['win32', { APPDATA: 'roaming' }, join('roaming', 'jupyter')],
    ['win32', { APPDATA: 'roaming', JUPYTER_DATA_DIR: 'mine' }, 'mine'],
    ['darwin', { JUPYTER_DATA_DIR: 'mine' }, 'mine'],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(jupyterDataFolder(env, platform, home)).toBe(expected);
  });
});

describe('installedKernel', () => {
  it('says whether and where the kernelspec is, and whether it is current', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelspec-test-'));
    try {
      const env = { JUPYTER_DATA_DIR: folder };
      const path = join(folder, 'kernels', 'genlabel', 'kernel.json');
      expect(installedKernel(env)).toEqual({ path, state: 'absent' });
      writeKernelspec(folder);
      expect(installedKernel(env)).toEqual({ path, state: 'current' });
      expect(installedKernel({ JUPYTER_PATH: folder, JUPYTER_DATA_DIR: 'elsewhere' })).toEqual({
        path,
        state: 'current',
      });
      writeFileSync(path, readFileSync(path, 'utf8').replace('launcher.js', 'moved/launcher.js'));
      expect(installedKernel(env)).toEqual({ path, state: 'outdated' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
