import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A holder that cannot be seen to be dead (another host, a reused process id) is given up after this long. */
const abandonedAfterMs = 60_000;
/** A lock file without owner: its process died between making and filling it. */
const unnamedAfterMs = 5_000;
const retryMs = 3;

/**
 * Runs an action while holding a lock file, which excludes other processes for the few milliseconds that an action
 * may take. A lock whose owner was killed is broken, not waited for.
 *
 * @param path of the lock file, removed afterwards
 */
export function withLock<T>(path: string, action: () => T): T {
  const owner = `${process.pid} ${hostname()} ${randomBytes(8).toString('hex')}`;
  while (!create(path, owner)) {
    if (isStale(path)) breakLock(path);
    else sleep(retryMs);
  }
  try {
    return action();
  } finally {
    // Given up as abandoned (a process stopped for a minute): the lock may be another's by now.
    if (read(path)?.owner === owner) rmSync(path, { force: true });
  }
}

function create(path: string, owner: string): boolean {
  try {
    writeFileSync(path, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

function read(path: string): { owner: string; ageMs: number } | undefined {
  try {
    return { owner: readFileSync(path, 'utf8'), ageMs: Date.now() - statSync(path).mtimeMs };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isStale(path: string): boolean {
  const lock = read(path);
  if (!lock) return false;
  const [pid, host, token] = lock.owner.split(' ');
  if (!token) return lock.ageMs > unnamedAfterMs;
  return lock.ageMs > abandonedAfterMs || (host === hostname() && !isAlive(Number(pid)));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !isErrno(error, 'ESRCH');
  }
}

/**
 * Removes a stale lock. One process at a time, which looks again: otherwise the second of two that saw the stale lock
 * would remove the fresh lock of the first.
 */
function breakLock(path: string): void {
  const breaker = `${path}.break`;
  if (!create(breaker, '')) {
    if ((read(breaker)?.ageMs ?? 0) > unnamedAfterMs) rmSync(breaker, { force: true });
    else sleep(retryMs);
    return;
  }
  try {
    if (isStale(path)) rmSync(path, { force: true });
  } finally {
    rmSync(breaker, { force: true });
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function isErrno(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException).code === code;
}
