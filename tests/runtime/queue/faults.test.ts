import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Experiment } from '../../../lib/runtime/experiment';
import { buildIdentity, keyPrefix } from '../../../lib/runtime/queue/build-identity';
import { queueStatus } from '../../../lib/runtime/queue/queue-status';
import { jobId } from '../../../lib/runtime/queue/queued-job';
import { recordKey } from '../../../lib/runtime/record';
import { newFolder, storedResults } from '../toys';
import { type Child, registry, startCollector, startWorker } from './children';
import { RedisServer, redisCli, redisMissing } from './redis';

const experiment = (id: string): Experiment => createRequire(import.meta.url)(registry).experimentOf(id);

/** Keys and results of an experiment, computed here; of some of its jobs only, if told. */
async function expected(id: string, without: readonly number[] = []): Promise<unknown[]> {
  const { jobs, run } = experiment(id);
  const listed = jobs('paper').filter(({ index }) => !without.includes(index as number));
  return Promise.all(
    listed.map(async (configuration) => ({ configuration, result: await run(configuration) })),
  );
}

/** Every line of the store counts: a record that is there twice is seen. */
function stored(folder: string, id: string): unknown[] {
  const records = storedResults(folder, id) as { configuration: { index: number }; result: unknown }[];
  const contents = records.map(({ configuration, result }) => ({ configuration, result }));
  return contents.sort((a, b) => a.configuration.index - b.configuration.index);
}

const linesOf = (workers: readonly Child[], kind: string): string[] =>
  workers.flatMap(({ lines }) => lines).filter((line) => line.startsWith(kind));

// Bounds for busy machines: processes are started, killed and waited for.
vi.setConfig({ testTimeout: 150_000 });

describe.skipIf(redisMissing)('faults of a queue', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start(RedisServer.durable);
  });
  afterAll(() => redis?.remove());
  afterEach(() => {
    redisCli(redis.port, 'flushall');
  });

  const steady = () => expected('steady');

  it('worker killed by kill -9 in mid-job: another takes its job', async () => {
    const folder = newFolder();
    const workers = [startWorker(redis.url), startWorker(redis.url)];
    const collector = startCollector(redis.url, folder, 'steady');
    await workers[0].line('done');
    await sleep(20);
    await workers[0].kill();
    expect(await collector.last()).toBe('computed 40 of 40');
    expect(stored(folder, 'steady')).toEqual(await steady());
  });

  it('worker told to end (SIGTERM): its job goes to another at once, and counts as no failure', async () => {
    const folder = newFolder();
    const leaving = startWorker(redis.url, { lockMs: 30_000 });
    const collector = startCollector(redis.url, folder, 'long');
    await leaving.line('ready');
    await vi.waitFor(async () => expect((await queueStatus(redis.url))[0]?.active).toBe(1), 30_000);
    const began = Date.now();
    await leaving.kill('SIGTERM');
    startWorker(redis.url, { threads: 2, lockMs: 30_000 });
    expect(await collector.last()).toBe('computed 2 of 2');
    // Two jobs of 6 s side by side: waiting for a lock of 30 s would show.
    expect(Date.now() - began).toBeLessThan(30_000);
  });

  it('collector killed and started again: takes what was done meanwhile', async () => {
    const folder = newFolder();
    const worker = startWorker(redis.url);
    const first = startCollector(redis.url, folder, 'steady');
    await first.line('running 5');
    await first.kill();
    await sleep(500);
    const last = await startCollector(redis.url, folder, 'steady').last();
    expect(last).toMatch(/^computed \d+ of 40$/);
    expect(Number(last.split(' ')[1])).toBeLessThan(36);
    expect(stored(folder, 'steady')).toEqual(await steady());
    expect(linesOf([worker], 'done').length).toBe(40);
  });

  it('Redis killed and started again, with its data on the disk: nothing is run twice but what was running', async () => {
    const folder = newFolder();
    const worker = startWorker(redis.url);
    const collector = startCollector(redis.url, folder, 'steady');
    await collector.line('running 5');
    await redis.kill();
    await sleep(1000);
    await redis.start();
    expect(await collector.last()).toBe('computed 40 of 40');
    expect(stored(folder, 'steady')).toEqual(await steady());
    expect(linesOf([worker], 'done').length).toBeLessThanOrEqual(41);
  });

  it('Redis killed and started again, empty: what was lost is sent again', async () => {
    const forgetful = await RedisServer.start();
    try {
      const folder = newFolder();
      startWorker(forgetful.url);
      const collector = startCollector(forgetful.url, folder, 'steady');
      await collector.line('running 5');
      await forgetful.kill();
      await collector.line('no answer from');
      await forgetful.start();
      expect(await collector.last()).toBe('computed 40 of 40');
      expect(stored(folder, 'steady')).toEqual(await steady());
    } finally {
      await forgetful.remove();
    }
  });

  it('a job that always throws: tried three times, named, all others are done; tried again by the next run', async () => {
    const folder = newFolder();
    const worker = startWorker(redis.url);
    for (const tries of [3, 6]) {
      const collector = startCollector(redis.url, folder, 'throws');
      expect(await collector.last()).toBe(
        'JobError: job {"index":4} of throws failed: RangeError: class 1 has no member',
      );
      expect(stored(folder, 'throws')).toEqual(await expected('throws', [4]));
      expect(linesOf([worker], 'failed').length).toBe(tries);
    }
  });

  it('a job that failed on a faulty machine is done by the next run on a sound one', async () => {
    const folder = newFolder();
    const faulty = startWorker(redis.url, { env: { TOY_FAULT: 'yes' } });
    expect(await startCollector(redis.url, folder, 'throws-once').last()).toMatch(
      /index":1.*a fault of that machine$/,
    );
    await faulty.kill();
    startWorker(redis.url);
    expect(await startCollector(redis.url, folder, 'throws-once').last()).toBe('computed 1 of 3');
    expect(stored(folder, 'throws-once')).toEqual(await expected('throws-once'));
  });

  it('a job that takes its workers with it is named after ten of them', async () => {
    const folder = newFolder();
    const collector = startCollector(redis.url, folder, 'kills');
    let workers = 0;
    while (!collector.ended) {
      const worker = startWorker(redis.url, { lockMs: 250 });
      workers++;
      while (!worker.ended && !collector.ended) await sleep(20);
      await worker.kill();
    }
    expect(await collector.last()).toMatch(/^JobError: job \{"index":1\} of kills failed: .*stalled/);
    expect(workers).toBe(12);
    expect(
      (stored(folder, 'kills') as { configuration: unknown }[]).map(({ configuration }) => configuration),
    ).toEqual([{ index: 0 }, { index: 2 }]);
  });

  it('a worker of another build gets no job; the collector says that none fits until one does', async () => {
    const folder = newFolder();
    const other = join(newFolder(), 'registry.cjs');
    writeFileSync(other, `module.exports = require(${JSON.stringify(registry)}); // another build\n`);
    const unfit = startWorker(redis.url, { module: other });
    await unfit.line('ready');
    const collector = startCollector(redis.url, folder, 'steady');
    await collector.line('no worker of this build');
    const fit = startWorker(redis.url, { threads: 2 });
    expect(await collector.last()).toBe('computed 40 of 40');
    expect([linesOf([unfit], 'done').length, linesOf([fit], 'done').length]).toEqual([0, 40]);
    expect(await unfit.line('ready')).not.toBe(await fit.line('ready'));
  });

  it('a worker with other data refuses, visibly; the jobs wait for one that fits', async () => {
    const folder = newFolder();
    const env = { TOY_DATA: 'a'.repeat(64) };
    const collector = startCollector(redis.url, folder, 'data', env);
    const without = startWorker(redis.url);
    expect(await without.line('refused')).toMatch(
      /its data set has the hash aaaaaaaaaaaa, this worker's none$/,
    );
    const unfit = startWorker(redis.url, { env: { TOY_DATA: 'b'.repeat(64) } });
    expect(await unfit.line('refused')).toMatch(/has the hash aaaaaaaaaaaa, this worker's bbbbbbbbbbbb$/);
    expect(await collector.line('refused')).toMatch(/\d refused \(its data set has the hash aaaaaaaaaaaa/);
    const fit = startWorker(redis.url, { env });
    expect(await collector.last()).toBe('computed 4 of 4');
    expect([linesOf([without, unfit], 'done').length, linesOf([fit], 'done').length]).toEqual([0, 4]);
    expect(linesOf([without, unfit, fit], 'failed')).toEqual([]);
  });

  it.each(['before', 'after'])(
    'two results for one job, the second %s the first is recorded: the run stops, both are shown',
    async (moment) => {
      const folder = newFolder();
      const [frozenMayEnd, otherMayEnd] = ['frozen', 'other'].map((name) => join(folder, name));
      const worker = (result: string, until: string, threads: number) =>
        startWorker(redis.url, { threads, env: { TOY_RESULT: result, TOY_UNTIL: until } });
      const frozen = worker('one', frozenMayEnd, 1);
      const { queue } = buildIdentity(registry);
      const key = `${keyPrefix}:${queue}:${jobId(recordKey('unlike', { index: 0 }))}`;
      const starts = () => Number(redisCli(redis.port, 'hget', key, 'ats'));
      const collector = startCollector(redis.url, newFolder(), 'unlike');
      await vi.waitFor(() => expect(starts()).toBe(1), 60_000);
      frozen.send('SIGSTOP');
      worker('other', otherMayEnd, 2);
      await vi.waitFor(() => expect(starts()).toBe(2), 60_000);
      writeFileSync(frozenMayEnd, '');
      if (moment === 'after') {
        writeFileSync(otherMayEnd, '');
        await collector.line('running 1');
      }
      frozen.send('SIGCONT');
      await frozen.line('late');
      if (moment === 'before') {
        await vi.waitFor(() => expect(redisCli(redis.port, 'llen', `${key}:logs`)).toBe('1\n'), 60_000);
        writeFileSync(otherMayEnd, '');
      }
      const last = await collector.last();
      expect(last).toMatch(/^QueueError: two results for the job \{"index":0\}: /);
      expect(last).toContain('{"value":"one"}');
      expect(last).toContain('{"value":"other"}');
    },
  );

  it('disk full at the collector: says so; the next run takes the results from the queue', async () => {
    const folder = newFolder();
    const worker = startWorker(redis.url);
    // 64 blocks of 512 bytes: some ten of the records.
    const full = startCollector(redis.url, folder, 'steady', {}, 64);
    expect(await full.last()).toMatch(/StoreError: .*bytes were written: free some space|EFBIG|ENOSPC/);
    const kept = readFileSync(join(folder, 'steady.jsonl'), 'utf8').split('\n').length - 1;
    expect(kept).toBeGreaterThan(3);
    expect(await startCollector(redis.url, folder, 'steady').last()).toBe(`computed ${40 - kept} of 40`);
    expect(stored(folder, 'steady')).toEqual(await steady());
    expect(linesOf([worker], 'done').length).toBe(40);
  });

  it.each([
    ['one store', 1],
    ['two stores', 2],
  ])('two collectors with %s: every record once in each', async (_, stores) => {
    const folders = Array.from({ length: stores }, newFolder);
    startWorker(redis.url, { threads: 2 });
    const collectors = [folders[0], folders[stores - 1]].map((folder) =>
      startCollector(redis.url, folder, 'steady'),
    );
    const computed = await Promise.all(collectors.map((collector) => collector.last()));
    for (const line of computed) expect(line).toMatch(/^computed \d+ of 40$/);
    for (const folder of folders) expect(stored(folder, 'steady')).toEqual(await steady());
  });
});
