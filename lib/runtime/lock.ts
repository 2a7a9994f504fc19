import { randomBytes } from 'node:crypto';
import { closeSync, lstatSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { isRunning } from '../data/is-running';
import { processStart } from './process-start';

/** A lock that was not given free in time; the message names its file and its owner. */
export class LockError extends Error {
  override readonly name = 'LockError';
}

/** A holder that cannot be seen to be dead (another host) is given up after this long. */
const abandonedAfterMs = 60_000;
/** A lock file without owner: its process died between making and filling it, or the disk was full. */
const unnamedAfterMs = 5_000;
/** File systems round times, and machines that share one differ a little: only beyond is an age negative. */
const clockSlackMs = 2_000;
/** So long one waits before saying for what. */
const silentMs = 5_000;
/** Nobody holds a lock for more than milliseconds: who waits so long waits for something else. */
const patienceMs = 120_000;
const retryMs = 3;

/**
 * Runs an action while holding a lock file, which excludes other processes for the few milliseconds that an action
 * may take. A lock whose owner was killed is broken, not waited for. After 5 s a warning says what is waited for.
 *
 * @param path of the lock file, removed afterwards
 * @throws LockError after two minutes, naming the file
 */
export function withLock<T>(path: string, action: () => T): T {
  const started = performance.now();
  let told = false;
  for (;;) {
    const done = tryLock(path, action);
    if (done) return done.value;
    const waited = performance.now() - started;
    if (waited > patienceMs) throw notGiven(path);
    if (waited > silentMs && !told) {
      told = true;
      process.emitWarning(waitingFor(path));
    }
    sleep(retryMs);
  }
}

/** As `withLock`, but without waiting: undefined where another process holds the lock, and lives. */
export function tryLock<T>(path: string, action: () => T): { readonly value: T } | undefined {
  const owner = [process.pid, hostname(), randomBytes(8).toString('hex'), processStart(process.pid)].join(
    ' ',
  );
  if (!create(path, owner)) {
    if (isStale(path)) breakLock(path);
    if (!create(path, owner)) return undefined;
  }
  try {
    return { value: action() };
  } finally {
    // Given up as abandoned (a process stopped for a minute): the lock may be another's by now.
    if (read(path)?.owner === owner) rmSync(path, { force: true });
  }
}

/** The error of a lock that was waited for too long. */
export function notGiven(path: string): LockError {
  return new LockError(`gave up ${waitingFor(path)}`);
}

/** What is waited for, in words. */
export function waitingFor(path: string): string {
  const [pid, host] = read(path)?.owner.split(' ') ?? [];
  const holder = host === undefined ? '' : `, which process ${pid} on ${host} holds`;
  return `waiting for the lock ${path}${holder}; if no such process works on these records, remove the file`;
}

function create(path: string, owner: string): boolean {
  let fd: number;
  try {
    fd = openSync(path, 'wx');
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
  try {
    writeSync(fd, owner);
    return true;
  } catch (error) {
    // On a full disk: an empty lock would be waited for.
    rmSync(path, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

interface Lock {
  readonly owner: string;
  readonly ageMs: number;
}

/** Undefined if there is none. A link is none of ours, wherever it leads, and has no owner. */
function read(path: string): Lock | undefined {
  try {
    const status = lstatSync(path);
    if (status.isDirectory())
      throw new LockError(`${path} is a folder, expected a lock file or none; remove it`);
    const owner = status.isFile() ? readFileSync(path, 'utf8') : '';
    return { owner, ageMs: status.isFile() ? Date.now() - status.mtimeMs : Number.POSITIVE_INFINITY };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function isStale(path: string): boolean {
  const lock = read(path);
  if (!lock) return false;
  // The clock was set back: that age would not grow to any limit for as long.
  if (lock.ageMs < -clockSlackMs) return true;
  const [pid, host, token, start] = lock.owner.split(' ');
  if (!token) return lock.ageMs > unnamedAfterMs;
  if (lock.ageMs > abandonedAfterMs) return true;
  return host === hostname() && !isAlive(Number(pid), start);
}

/** Whether the process lives, and is the one that began then: numbers are used again. */
function isAlive(pid: number, start: string | undefined): boolean {
  if (!isRunning(pid)) return false;
  const found = processStart(pid);
  return start === undefined || start === '' || found === '' || found === start;
}

/**
 * Removes a stale lock. One process at a time, which looks again: otherwise the second of two that saw the stale lock
 * would remove the fresh lock of the first.
 */
function breakLock(path: string): void {
  const breaker = `${path}.break`;
  if (!create(breaker, '')) {
    const age = read(breaker)?.ageMs ?? 0;
    if (age > unnamedAfterMs || age < -clockSlackMs) rmSync(breaker, { force: true });
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
