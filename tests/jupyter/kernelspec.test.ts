import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jupyterDataFolder } from '../../lib/jupyter/kernelspec';

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
