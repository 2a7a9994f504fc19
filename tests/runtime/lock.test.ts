import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { withLock } from '../../lib/runtime/lock';
import { processStart } from '../../lib/runtime/process-start';
import { newFolder } from './toys';

const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe('withLock', () => {
  it('holds the lock file during the action, and removes it after success and after an error', () => {
    const path = join(newFolder(), 'lock');
    expect(withLock(path, () => existsSync(path))).toBe(true);
    expect(existsSync(path)).toBe(false);
    const fail = (): never => {
      throw new RangeError('within');
    };
    expect(() => withLock(path, fail)).toThrow('within');
    expect(existsSync(path)).toBe(false);
  });

  const stale: [string, string, number][] = [
    ['a process that is dead', `${deadPid()} ${hostname()} token`, 0],
    ['another machine, two minutes ago', '1 elsewhere.invalid token', 2],
    ['a process id that lives again, two minutes ago', `${process.pid} ${hostname()} token`, 2],
    ['nobody: made, never filled', '', 2],
  ];
  it.each(stale)('breaks a lock of %s', (_, owner, minutes) => {
    const path = join(newFolder(), 'lock');
    writeFileSync(path, owner);
    utimesSync(path, minutesAgo(minutes), minutesAgo(minutes));
    expect(withLock(path, () => 'done')).toBe('done');
    expect(existsSync(path)).toBe(false);
  });

  const future = new Date(Date.now() + 3_600_000);
  it.each([
    ['elsewhere', '1 elsewhere.invalid token'],
    ['here, of a process that lives', `${process.pid} ${hostname()} token`],
    ['of nobody', ''],
  ])('breaks a lock from before the clock was set back: %s', (_, owner) => {
    const path = join(newFolder(), 'lock');
    writeFileSync(path, owner);
    utimesSync(path, future, future);
    expect(withLock(path, () => 'done')).toBe('done');
  });

  it('breaks a lock whose process number is another process by now', () => {
    const path = join(newFolder(), 'lock');
    writeFileSync(path, `${process.pid} ${hostname()} token 1`);
    const started = performance.now();
    expect(withLock(path, () => 'done')).toBe('done');
    // Only Linux tells when a process began; elsewhere the lock is given up after a minute.
    if (processStart(process.pid) !== '') expect(performance.now() - started).toBeLessThan(5000);
  });

  it('breaks a link, dangling or not, without touching where it leads', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'target'), `${process.pid} ${hostname()} token`);
    for (const target of ['nowhere', 'target']) {
      symlinkSync(target, join(folder, 'lock'));
      expect(withLock(join(folder, 'lock'), () => 'done')).toBe('done');
    }
    expect(readdirSync(folder)).toEqual(['target']);
  });

  it('refuses a folder in its place, naming it', () => {
    const path = join(newFolder(), 'lock');
    mkdirSync(path);
    expect(() => withLock(path, () => 'done')).toThrow(
      /lock is a folder, expected a lock file or none; remove it/,
    );
  });

  it('leaves no empty lock on a full disk', () => {
    // A link to the full device stands for a full disk: opening succeeds, writing does not.
    if (!existsSync('/dev/full')) return;
    const folder = newFolder();
    const script =
      `const fs = require('node:fs'); const open = fs.openSync;` +
      `fs.openSync = (path, flags) => { if (flags !== 'wx') return open(path, flags); fs.writeFileSync(path, ''); return open('/dev/full', 'w'); };` +
      `const { withLock } = require(process.argv[1]);` +
      `try { withLock(process.argv[2], () => 0); } catch (error) { console.log(error.code); }`;
    const lib = join(import.meta.dirname, '..', '..', 'lib', 'dist', 'runtime', 'lock.js');
    const { stdout } = spawnSync(process.execPath, ['-e', script, lib, join(folder, 'lock')], {
      encoding: 'utf8',
    });
    expect(stdout).toBe('ENOSPC\n');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says after 5 s what it waits for, and gives up in the end', { timeout: 30_000 }, () => {
    const path = join(newFolder(), 'lock');
    const owner = `${process.pid} ${hostname()} token`;
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const clock = vi.spyOn(performance, 'now');
    let now = 0;
    // Time runs a hundred times faster for the waiting one alone.
    clock.mockImplementation(() => {
      now += 300;
      return now;
    });
    writeFileSync(path, owner);
    expect(() => withLock(path, () => 'done')).toThrow(
      new RegExp(
        `^gave up waiting for the lock .*lock, which process ${process.pid} on .* holds; if no such process.*remove`,
      ),
    );
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0][0]).toMatch(/^waiting for the lock .*lock, which process/);
    expect(readFileSync(path, 'utf8')).toBe(owner);
    clock.mockRestore();
    warn.mockRestore();
  });

  it('breaks a stale lock although a process died while breaking it', () => {
    const path = join(newFolder(), 'lock');
    writeFileSync(path, `${deadPid()} ${hostname()} token`);
    writeFileSync(`${path}.break`, '');
    utimesSync(`${path}.break`, minutesAgo(2), minutesAgo(2));
    expect(withLock(path, () => 'done')).toBe('done');
  });

  it('waits for a lock whose owner lives, on this machine or another', () => {
    for (const host of [hostname(), 'elsewhere.invalid']) {
      const path = join(newFolder(), 'lock');
      writeFileSync(path, `${process.pid} ${host} token`);
      const script = `setTimeout(() => require('node:fs').rmSync(process.argv[1]), 150)`;
      const started = performance.now();
      const child = spawn(process.execPath, ['-e', script, path]);
      withLock(path, () => expect(performance.now() - started).toBeGreaterThan(150));
      child.kill();
    }
  });

  it('leaves a lock alone that has become another process’s', () => {
    const path = join(newFolder(), 'lock');
    withLock(path, () => writeFileSync(path, '1 elsewhere.invalid token'));
    expect(existsSync(path)).toBe(true);
  });
});
