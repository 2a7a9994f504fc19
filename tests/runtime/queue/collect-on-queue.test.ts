import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CollectOptions, collect, type Progress } from '../../../lib/runtime/collect';
import type { Experiment } from '../../../lib/runtime/experiment';
import { keyedJobs } from '../../../lib/runtime/keyed-jobs';
import { buildIdentity, keyPrefix } from '../../../lib/runtime/queue/build-identity';
import { clearQueues, queueStatus } from '../../../lib/runtime/queue/queue-status';
import { jobId } from '../../../lib/runtime/queue/queued-job';
import { runOnQueue } from '../../../lib/runtime/queue/run-on-queue';
import { newRecord, recordLine } from '../../../lib/runtime/record';
import { newFolder, storedResults } from '../toys';
import { registry, startWorker } from './children';
import { RedisServer, redisCli, redisMissing } from './redis';

const experiment = (id: string): Experiment => createRequire(import.meta.url)(registry).experimentOf(id);

// Bounds for busy machines: processes are started, killed and waited for.
vi.setConfig({ testTimeout: 150_000 });

describe.skipIf(redisMissing)('collect on a queue', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.remove());
  afterEach(() => {
    redisCli(redis.port, 'flushall');
    vi.unstubAllEnvs();
  });

  const options = (store: string, more: Partial<CollectOptions> = {}): CollectOptions => ({
    ...{ profile: 'paper', store, registry, queue: redis.url, ...more },
  });

  it('gives the records of a local run, whatever the number of workers, and leaves nothing in the queue', async () => {
    const local = newFolder();
    await collect(experiment('toy'), options(local, { queue: '' }));
    for (const workers of [1, 2, 3]) {
      const folder = newFolder();
      const children = Array.from({ length: workers }, () => startWorker(redis.url, { threads: workers }));
      const { records, computed, missing } = await collect(experiment('toy'), options(folder));
      expect([computed, missing]).toEqual([24, []]);
      expect(records.map(({ configuration }) => configuration)).toEqual(experiment('toy').jobs('paper'));
      expect(storedResults(folder, 'toy')).toEqual(storedResults(local, 'toy'));
      expect(lines(folder)).toEqual(lines(local));
      for (const child of children) await child.kill();
      expect(redisCli(redis.port, 'keys', '*:job-*').trim()).toBe('');
    }
  });

  it('takes the queue from GENLABEL_QUEUE, and threads of this machine without it', async () => {
    vi.stubEnv('GENLABEL_QUEUE', redis.url);
    startWorker(redis.url);
    const store = join(newFolder(), 'none');
    const { queue: _, ...none } = options(store, { profile: 'quick' });
    const { computed } = await collect(experiment('toy'), none);
    expect([computed, existsSync(store)]).toEqual([6, false]);
    expect(redisCli(redis.port, 'keys', '*')).toContain(':meta');
  });

  it('sends the jobs longest first, by the times of the records', async () => {
    const folder = newFolder();
    const { jobs, run } = experiment('throws-once');
    const seconds = [3, 900, 20];
    const records = await Promise.all(
      jobs('paper').map(async (configuration, i) =>
        newRecord({ experiment: 'throws-once', configuration }, await run(configuration), seconds[i]),
      ),
    );
    writeFileSync(join(folder, 'throws-once.jsonl'), records.map(recordLine).join(''));
    const controller = new AbortController();
    const stopped = collect(experiment('throws-once'), {
      ...options(folder, { signal: controller.signal, profile: 'quick' }),
    });
    await vi.waitFor(async () => expect((await queueStatus(redis.url))[0]?.waiting).toBe(3), 30_000);
    controller.abort();
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    // Workers take from the end of the list.
    const key = `${keyPrefix}:${buildIdentity(registry).queue}:wait`;
    const waiting = redisCli(redis.port, 'lrange', key, '0', '-1').trim().split('\n').reverse();
    expect(waiting).toEqual([1, 2, 0].map((i) => jobId(records[i].key)));
  });

  it('says so while no worker of this build is there, and goes on when one comes', async () => {
    const notes: string[] = [];
    const onProgress = ({ note }: Progress) => note && notes.push(note);
    const collected = collect(experiment('toy'), options(newFolder(), { onProgress }));
    await vi.waitFor(() => expect(notes[0]).toBe(`no worker of this build at ${redis.url}`), 30_000);
    startWorker(redis.url);
    expect((await collected).computed).toBe(24);
  });

  it('reports data that the collector lacks as missing, as a local run does', async () => {
    startWorker(redis.url);
    const lacking: Experiment = {
      ...experiment('toy'),
      dataHash: ({ index }) => {
        if (index !== 3) return undefined;
        throw Object.assign(new Error('data set 3 is not available. Looked at: /somewhere'), {
          ...{ name: 'DataUnavailableError', id: 3 },
        });
      },
    };
    const own = join(newFolder(), 'registry.cjs');
    writeFileSync(own, `exports.experimentOf = () => globalThis[Symbol.for('toy')];`);
    Object.assign(globalThis, { [Symbol.for('toy')]: lacking });
    const worker = startWorker(redis.url, { module: own });
    await worker.line('ready');
    const { missing } = await collect(
      { ...lacking, jobs: () => [{ index: 3, method: 'mixup', seed: 7 }] },
      options(newFolder(), { registry: own }),
    );
    expect(missing).toEqual([
      expect.objectContaining({
        reason: 'data set 3 is not available',
        detail: expect.stringContaining('/somewhere'),
      }),
    ]);
  });

  it('compares quick results with the committed ones, and writes nothing', async () => {
    startWorker(redis.url);
    const folder = newFolder();
    await collect(experiment('toy'), options(folder));
    const before = readFileSync(join(folder, 'toy.jsonl'), 'utf8');
    const { verified, differing } = await collect(experiment('toy'), options(folder, { profile: 'quick' }));
    expect([verified, differing]).toEqual([6, []]);
    expect(readFileSync(join(folder, 'toy.jsonl'), 'utf8')).toBe(before);
  });

  it('renews the lock of a job that computes for six of its periods: it is run once', async () => {
    const workers = [startWorker(redis.url), startWorker(redis.url)];
    const { computed } = await collect(experiment('long'), options(newFolder()));
    expect(computed).toBe(2);
    const ended = workers.flatMap(({ lines }) => lines).filter((line) => line.startsWith('done'));
    expect(ended.length).toBe(2);
    expect(workers.flatMap(({ lines }) => lines).filter((line) => /late|error|failed/.test(line))).toEqual(
      [],
    );
  });

  it('compares with a result that a late run leaves while records are made durable', async () => {
    const [job] = keyedJobs(experiment('reports'), 'paper').values();
    const key = `${keyPrefix}:${buildIdentity(registry).queue}:${jobId(job.key)}`;
    const controller = new AbortController();
    const run = (sync: () => Promise<void>, signal?: AbortSignal) =>
      runOnQueue([job], () => {}, {
        ...{ queue: redis.url, registry, sync, ...(signal && { signal }) },
        ...{ recorded: [], resultOf: () => null, isRecorded: () => false },
      });
    const first = run(async () => {}, controller.signal);
    await vi.waitFor(async () => expect((await queueStatus(redis.url))[0]?.waiting).toBe(1), 30_000);
    controller.abort();
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    startWorker(redis.url);
    await vi.waitFor(async () => expect((await queueStatus(redis.url))[0]?.done).toBe(1), 40_000);
    redisCli(redis.port, 'hset', key, 'ats', '2');
    const late = JSON.stringify({ sha256: 'f'.repeat(64), excerpt: 'another result' });
    const second = run(async () => {
      redisCli(redis.port, 'rpush', `${key}:logs`, late);
    });
    await expect(second).rejects.toThrow(/^two results for the job \{"index":0\}: 1 and another result/);
  });

  it('stops on abort and leaves the jobs to the workers; the next run collects them', async () => {
    const folder = newFolder();
    const controller = new AbortController();
    const stopped = collect(experiment('steady'), options(folder, { signal: controller.signal }));
    await vi.waitFor(async () => expect((await queueStatus(redis.url))[0]?.waiting).toBe(40), 30_000);
    controller.abort();
    await expect(stopped).rejects.toMatchObject({
      name: 'AbortError',
      message: expect.stringContaining('queue clear'),
    });
    startWorker(redis.url, { threads: 4 });
    await vi.waitFor(async () => expect((await queueStatus(redis.url))[0]?.done).toBe(40), 40_000);
    expect((await collect(experiment('steady'), options(folder))).computed).toBe(40);
  });

  it('shows what is in the queue, and clears it', async () => {
    const controller = new AbortController();
    const stopped = collect(experiment('reports'), options(newFolder(), { signal: controller.signal })).catch(
      () => {},
    );
    const worker = startWorker(redis.url);
    await worker.line('ready');
    await vi.waitFor(async () => {
      const [status] = await queueStatus(redis.url);
      expect(status).toMatchObject({
        active: 1,
        waiting: 0,
        workers: [expect.stringMatching(`:${worker.pid}$`)],
      });
      expect(status.progress[0]?.percent).toBeGreaterThan(10);
      expect(status.progress[0]?.percent).toBeLessThan(100);
    }, 30_000);
    controller.abort();
    await stopped;
    const [{ build }] = await queueStatus(redis.url);
    expect(await clearQueues(redis.url, 'another build')).toEqual([]);
    expect(await clearQueues(redis.url)).toEqual([build]);
    expect(await queueStatus(redis.url)).toEqual([]);
  });
});

/** Lines of a store without times and order: what must be the same wherever it was computed. */
function lines(folder: string): string[] {
  const text = readFileSync(join(folder, 'toy.jsonl'), 'utf8').trim().split('\n');
  return text.map((line) => line.replace(/"seconds":[\d.]+/, '')).sort();
}
