import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findJupyterLab } from '../../lib/jupyter/find-jupyter';
import { sayOnce } from '../../lib/jupyter/python-start';

let root = '';
let site = '';
let cache = '';
let current = '';
let python = '';

/** Stands for Python: tells where it imports from, and counts how often it is started for something else. */
function writePython(version: string, executable = python): void {
  const lines = [
    '#!/bin/sh',
    `if [ "$1" = -c ]; then printf '%s\\n' '${executable}' '' '${site}'; exit; fi`,
    `echo started >> '${join(root, 'starts')}'`,
    version === '' ? 'exit 1' : `echo '${version}'`,
  ];
  writeFileSync(python, `${lines.join('\n')}\n`);
  chmodSync(python, 0o755);
}

const starts = (): number => {
  try {
    return readFileSync(join(root, 'starts'), 'utf8').trim().split('\n').length;
  } catch {
    return 0;
  }
};

const ask = (env: NodeJS.ProcessEnv = {}): Promise<string | undefined> =>
  sayOnce({ command: python, args: ['-m', 'jupyterlab', '--version'], env }, cache, current);

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'python-start-'));
  [site, cache, current] = ['site', 'cache', 'current'].map((name) => join(root, name));
  python = join(root, 'bin', 'python3');
  for (const folder of [site, current, join(root, 'bin')]) mkdirSync(folder);
  mkdirSync(join(site, 'jupyterlab'));
  writePython('4.1.0');
});

afterEach(() => rmSync(root, { recursive: true }));

describe.skipIf(process.platform === 'win32')('sayOnce', () => {
  it('starts a program once', async () => {
    expect([await ask(), await ask(), await ask()]).toEqual(['4.1.0\n', '4.1.0\n', '4.1.0\n']);
    expect(starts()).toBe(1);
  });

  const changes: [string, () => void][] = [
    ['a package is installed', () => mkdirSync(join(site, 'other'))],
    ['a package is removed', () => rmSync(join(site, 'jupyterlab'), { recursive: true })],
    ['a file of a package is removed or added', () => writeFileSync(join(site, 'jupyterlab', 'x.py'), '')],
    ['the environment is made anew', () => writeFileSync(join(root, 'pyvenv.cfg'), 'home = /usr')],
    ['Python is another', () => writePython('4.2.0')],
  ];
  it.each(changes)('starts it again when %s', async (_, change) => {
    await ask();
    // The clock of the file system has steps.
    await sleep(20);
    change();
    writeFileSync(join(root, 'starts'), '');
    await ask();
    expect(starts()).toBe(1);
  });

  it('starts it again after a day, and when the clock was put back', async () => {
    await ask();
    const [name] = readdirSync(cache);
    const note = JSON.parse(readFileSync(join(cache, name), 'utf8')) as { at: number };
    for (const hours of [-25, 1]) {
      writeFileSync(join(cache, name), JSON.stringify({ ...note, at: Date.now() + hours * 3_600_000 }));
      await ask();
    }
    expect(starts()).toBe(3);
    writeFileSync(join(cache, name), JSON.stringify({ ...note, at: Date.now() - 23 * 3_600_000 }));
    await ask();
    expect(starts()).toBe(3);
  });

  it('starts it again where Python is told to look elsewhere', async () => {
    await ask();
    await ask({ PYTHONPATH: '/elsewhere' });
    expect(starts()).toBe(2);
    await ask({ COLOR: 'red' });
    expect(starts()).toBe(2);
  });

  it.each(['', '{', 'null', '[]', '{"key":1}'])('takes a note that holds %j for none', async (text) => {
    await ask();
    const [name] = readdirSync(cache);
    writeFileSync(join(cache, name), text);
    expect(await ask()).toBe('4.1.0\n');
    expect(starts()).toBe(2);
    expect(await ask()).toBe('4.1.0\n');
    expect(starts()).toBe(2);
    expect(readdirSync(cache)).toEqual([name]);
  });

  it('does without notes where there can be none', async () => {
    writeFileSync(cache, 'a file');
    expect([await ask(), await ask()]).toEqual(['4.1.0\n', '4.1.0\n']);
    expect(starts()).toBe(2);
  });

  it('does not remember what failed', async () => {
    writePython('');
    expect([await ask(), await ask()]).toEqual([undefined, undefined]);
    expect(starts()).toBe(2);
  });

  it('starts it in every folder from which something may be imported in its place', async () => {
    await ask();
    writeFileSync(join(current, 'random.py'), '');
    await ask();
    expect(starts()).toBe(2);
    rmSync(join(current, 'random.py'));
    mkdirSync(join(current, 'jupyterlab'));
    await ask();
    expect(starts()).toBe(2);
    writeFileSync(join(current, 'jupyterlab', '__init__.py'), '');
    await ask();
    expect(starts()).toBe(3);
  });

  it('starts a command that picks a Python each time it is started', async () => {
    const other = join(root, 'other');
    writeFileSync(other, '');
    writePython('4.1.0', other);
    await ask();
    await ask();
    expect(starts()).toBe(2);
  });

  it('starts a script each time whose Python cannot say where it imports from', async () => {
    const script = join(root, 'bin', 'jupyter-lab');
    const start = { command: 'jupyter-lab', args: ['--version'], env: { PATH: join(root, 'bin') } };
    // The system does not start one script by another.
    rmSync(python);
    symlinkSync('/bin/sh', python);
    writeFileSync(script, `#!${python}\necho started >> '${join(root, 'starts')}'\necho 4.3.0\n`);
    chmodSync(script, 0o755);
    expect(await sayOnce(start, cache, current)).toBe('4.3.0\n');
    expect(await sayOnce(start, cache, current)).toBe('4.3.0\n');
    expect(starts()).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('findJupyterLab', () => {
  it('remembers, in the cache of the user, what the Python said that is asked for', async () => {
    const env = { GENLABEL_PYTHON: python, XDG_CACHE_HOME: cache, PATH: '/nowhere' };
    const args = ['-m', 'jupyterlab'];
    const folder = process.cwd();
    process.chdir(current);
    try {
      expect(await findJupyterLab(env)).toEqual({ command: python, args, version: '4.1.0' });
      expect(await findJupyterLab(env)).toEqual({ command: python, args, version: '4.1.0' });
    } finally {
      process.chdir(folder);
    }
    expect(starts()).toBe(1);
    expect(readdirSync(join(cache, 'genlabel'))).toHaveLength(1);
  });

  it('finds none, at once, where there is no Python', async () => {
    const began = performance.now();
    expect(await findJupyterLab({ PATH: '/nowhere', XDG_CACHE_HOME: cache })).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
