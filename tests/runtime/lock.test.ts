import { spawn, spawnSync } from 'node:child_process';
import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withLock } from '../../lib/runtime/lock';
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
