import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createConnectionFile } from '../../lib/jupyter/connection';
import { FixtureRepository, finished } from './fixture-repository';

let repository: FixtureRepository;

afterEach(() => repository.remove());

const launch = (args: readonly string[], env: NodeJS.ProcessEnv = {}): ChildProcess =>
  spawn(process.execPath, [join(repository.root, 'lib', 'dist', 'jupyter', 'launcher.js'), ...args], {
    env: { ...process.env, ...env },
  });

describe('launcher', () => {
  it('refuses another version of tslab than the one it knows', async () => {
    repository = new FixtureRepository();
    const tslab = join(repository.root, 'lib', 'node_modules', 'tslab');
    mkdirSync(tslab, { recursive: true });
    writeFileSync(join(tslab, 'package.json'), '{ "name": "tslab", "version": "1.0.21" }');
    const { path } = await createConnectionFile();
    const { status, stderr } = await finished(launch([path]));
    rmSync(dirname(path), { recursive: true });
    expect(stderr).toMatch(/^genlabel kernel: got tslab 1\.0\.21, expected 1\.0\.22.*run `npm ci`\n$/);
    expect(status).toBe(1);
  });

  it('says what is wrong with a connection file', async () => {
    repository = new FixtureRepository();
    const path = join(repository.root, 'connection.json');
    writeFileSync(path, '{ "ip": "127.0.0.1", "key": "", "transport": "tcp" }');
    const { status, stderr } = await finished(launch([path]));
    expect(stderr).toMatch(/no connection file of Jupyter/);
    expect(status).toBe(1);
    expect((await finished(launch([]))).stderr).toMatch(/got no connection file/);
  });

  it.skipIf(process.platform === 'win32')('ends at once if its parent is gone before it starts', async () => {
    repository = new FixtureRepository();
    const { path } = await createConnectionFile();
    const exit = await new Promise((resolve) => {
      // No process has this number.
      const child = launch([path], { GENLABEL_KERNEL_PARENT: String(2 ** 30) });
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    expect(exit).toEqual({ code: null, signal: 'SIGKILL' });
    expect(existsSync(dirname(path))).toBe(false);
  });
});
