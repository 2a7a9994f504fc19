import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findJupyterLab } from '../../lib/jupyter/find-jupyter';

let bin: string;

function put(name: string, text: string): string {
  const path = join(bin, name);
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** Says a version if it is asked for that of an installation, and fails if it is told to start a module. */
const pythonThatHasIt = '#!/bin/sh\n[ "$1" = -c ] && echo 4.1.0\n';
const pythonWithoutIt = '#!/bin/sh\nexit 1\n';

describe.skipIf(process.platform === 'win32')('findJupyterLab', () => {
  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'genlabel-test-'));
  });
  afterEach(() => rmSync(bin, { recursive: true }));

  it('asks the Python that is named, and no other, without starting JupyterLab', async () => {
    const python = put('mine', pythonThatHasIt);
    put('python3', pythonThatHasIt);
    const args = ['-m', 'jupyterlab'];
    expect(await findJupyterLab({ GENLABEL_PYTHON: python, PATH: bin })).toEqual({
      ...{ command: python, args, version: '4.1.0' },
    });
    const without = put('other', pythonWithoutIt);
    expect(await findJupyterLab({ GENLABEL_PYTHON: without, PATH: bin })).toBeUndefined();
  });

  it('asks the Python in the first line of jupyter-lab, or jupyter-lab itself where that names none', async () => {
    const python = put('python3.11', pythonThatHasIt);
    put('jupyter-lab', `#!${python}\nimport this\n`);
    expect(await findJupyterLab({ PATH: bin })).toEqual({
      command: 'jupyter-lab',
      args: [],
      version: '4.1.0',
    });
    put('jupyter-lab', '#!/bin/sh\n[ "$1" = --version ] && echo 4.2.0\n');
    expect(await findJupyterLab({ PATH: bin })).toEqual({
      command: 'jupyter-lab',
      args: [],
      version: '4.2.0',
    });
  });

  it('looks into the usual Pythons last', async () => {
    put('jupyter-lab', pythonWithoutIt);
    put('python3', pythonWithoutIt);
    put('python', pythonThatHasIt);
    expect(await findJupyterLab({ PATH: bin })).toMatchObject({
      command: 'python',
      args: ['-m', 'jupyterlab'],
    });
  });

  it('passes over what is no program, and ends what says too much or leaves its output open', async () => {
    mkdirSync(join(bin, 'jupyter-lab'));
    const python = put('python3', '#!/bin/sh\nsleep 30 &\necho 4.3.0\n');
    const began = performance.now();
    expect(await findJupyterLab({ PATH: `${bin}:/bin:/usr/bin`, GENLABEL_PYTHON: python })).toMatchObject({
      version: '4.3.0',
    });
    expect(
      await findJupyterLab({ PATH: bin, GENLABEL_PYTHON: put('other', '#!/bin/sh\nexec /usr/bin/yes\n') }),
    ).toBeUndefined();
    expect(
      await findJupyterLab({ PATH: bin, GENLABEL_PYTHON: put('liar', '#!/bin/sh\necho 1.5 years ago\n') }),
    ).toBeUndefined();
    put('python3', pythonThatHasIt);
    expect(await findJupyterLab({ PATH: bin })).toMatchObject({ command: 'python3' });
    rmSync(join(bin, 'jupyter-lab'), { recursive: true });
    put('jupyter-lab', '#!/usr/bin/python3\n');
    chmodSync(join(bin, 'jupyter-lab'), 0o644);
    expect(await findJupyterLab({ PATH: bin })).toMatchObject({ command: 'python3' });
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  it('finds none, at once, where there is no Python', async () => {
    const began = performance.now();
    expect(await findJupyterLab({ PATH: bin })).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
