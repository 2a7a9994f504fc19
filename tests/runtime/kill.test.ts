import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { collect } from '../../lib/runtime/collect';
import { appendScript, childScript, newFolder, registry, resultsOf, storedResults, toy } from './toys';

const start = (folder: string, id = 'toy-slow'): ChildProcess =>
  spawn(process.execPath, [childScript, folder, id, '2'], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Acts on the child after so many lines of progress and a pause, unless it ends before; then its last line. */
async function actAfter(child: ChildProcess, lines: number, ms: number, act: () => void): Promise<string> {
  const ended = once(child, 'close');
  let seen = 0;
  let last = '';
  for await (const line of createInterface({ input: child.stdout! })) {
    last = line;
    if (++seen === lines) setTimeout(act, ms);
  }
  await ended;
  return last;
}

async function undisturbed(): Promise<unknown[]> {
  const { records } = await collect(toy('toy-slow'), { profile: 'paper', store: newFolder(), registry });
  return resultsOf(records);
}

describe('a store whose processes are killed', () => {
  it('ends with the records of an undisturbed run, however often kill -9 strikes', async () => {
    const folder = newFolder();
    const stream = randomStream('kills');
    let kills = 0;
    let last = '';
    while (!last.startsWith('computed')) {
      const child = start(folder);
      // From before the first record to several of them later.
      last = await actAfter(child, 1 + stream.integer(6), 10 * stream.uniform(), () => child.kill('SIGKILL'));
      if (child.signalCode === 'SIGKILL') kills++;
    }
    expect(kills).toBeGreaterThan(1);
    expect(storedResults(folder, 'toy-slow')).toEqual(await undisturbed());
  });

  it('survives two processes at once, one of them killed', async () => {
    for (const lines of [4, 12]) {
      const folder = newFolder();
      const victim = start(folder);
      const other = start(folder);
      const outcome = actAfter(other, Number.POSITIVE_INFINITY, 0, () => {});
      await actAfter(victim, lines, 3, () => victim.kill('SIGKILL'));
      expect(await outcome).toMatch(/^computed/);
      expect(existsSync(join(folder, '.toy-slow.lock'))).toBe(false);
      expect(storedResults(folder, 'toy-slow')).toEqual(await undisturbed());
    }
  });

  it('holds every record once when three processes append the same ones and leave torn lines', async () => {
    const folder = newFolder();
    const children = ['1', '2', '3'].map((seed) =>
      spawn(process.execPath, [appendScript, folder, seed], { stdio: ['pipe', 'pipe', 'inherit'] }),
    );
    // All begin together, or the first would be done before the last has started.
    await Promise.all(children.map((child) => once(child.stdout, 'data')));
    for (const child of children) child.stdin.write('go');
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    const stored = storedResults(folder, 'toy') as { configuration: { index: number }; result: number[] }[];
    expect(stored.length).toBe(400);
    expect(new Set(stored.map(({ configuration }) => configuration.index)).size).toBe(400);
    for (const { configuration, result } of stored) expect(result).toEqual([configuration.index / 7]);
  });

  it('serves SIGINT while another process holds the lock, and says which file it waited for', async () => {
    const folder = newFolder();
    const lock = join(folder, '.toy-slow.lock');
    const child = start(folder);
    // Held by this process, which lives, as long as the other one waits.
    const hold = () => writeFileSync(lock, `${process.pid} ${hostname()} token`);
    const begun = performance.now();
    const last = await actAfter(child, 4, 0, () => {
      hold();
      setTimeout(() => child.kill('SIGINT'), 300);
    });
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(child.signalCode ?? child.exitCode).not.toBe('SIGKILL');
    expect(last).toMatch(
      /^LockError: gave up waiting for the lock .*\.toy-slow\.lock, which process|^AbortError/,
    );
    rmSync(lock, { force: true });
    expect(storedResults(folder, 'toy-slow').length).toBeGreaterThanOrEqual(2);
  });

  it('keeps on SIGINT what was finished, and ends', async () => {
    const folder = newFolder();
    const child = start(folder, 'toy-endless');
    const last = await actAfter(child, 8, 0, () => child.kill('SIGINT'));
    expect(last).toMatch('AbortError: the run was stopped by SIGINT; what was finished is kept');
    expect(child.exitCode).toBe(1);
    expect(storedResults(folder, 'toy-endless').length).toBeGreaterThanOrEqual(7);
  });
});
