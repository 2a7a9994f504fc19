import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildIdentity, keyPrefix } from '../../../lib/runtime/queue/build-identity';
import { jobId } from '../../../lib/runtime/queue/queued-job';
import { recordKey } from '../../../lib/runtime/record';
import { newFolder } from '../toys';
import { registry, startCollector, startWorker } from './children';
import { RedisServer, redisMissing } from './redis';

// Bounds for busy machines: processes are started, killed and waited for.
vi.setConfig({ testTimeout: 150_000 });

describe.skipIf(redisMissing)('jobs that nobody may run', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterAll(() => redis?.remove());

  const { library, code, queue: name } = buildIdentity(registry);
  const listed = { library, code, data: null, experiment: 'throws', configuration: { index: 1 } };
  const idOf = ({ experiment, configuration }: typeof listed) => jobId(recordKey(experiment, configuration));
  const other = (changes: object): [string, object] => {
    const data = { ...listed, ...changes };
    return [idOf(data), data];
  };

  const refused: [string, [string, unknown], RegExp][] = [
    ['an experiment that no build has', other({ experiment: '../../../etc/passwd' }), /has no experiment/],
    [
      'a configuration that no build lists',
      other({ configuration: { index: 'process.exit(1)' } }),
      /does not list/,
    ],
    [
      'an id that is not its configuration’s',
      ['job-0123456789abcdef', listed],
      /has the id job-0123456789abcdef/,
    ],
    ['a field too many', other({ registry: '/tmp/evil.js' }), /is malformed/],
    ['a field too few', ['job-1', { library, code }], /is malformed/],
    ['no object', ['job-2', 'text'], /is malformed/],
    [
      'a megabyte',
      ['job-3', { ...listed, configuration: { index: 'x'.repeat(1e6) } }],
      /has 1000\d+ bytes, expected at most 65536/,
    ],
  ];

  it.each(refused)('%s', async (_, [id, data], reason) => {
    const worker = startWorker(redis.url);
    const queue = new Queue(name, { prefix: keyPrefix, connection: { port: redis.port } });
    await queue.add('job', data, { jobId: id, attempts: 3 });
    expect(await worker.line('failed')).toMatch(reason);
    const job = await queue.getJob(id);
    expect([job?.attemptsMade, job?.failedReason]).toEqual([1, expect.stringMatching(reason)]);
    await queue.obliterate({ force: true });
    await queue.close();
  });

  it('what is no JSON, or no result: is named, and all others are done', async () => {
    const client = new Redis(redis.port);
    const folder = newFolder();
    const worker = startWorker(redis.url);
    await worker.line('ready');
    const key = (id: string) => `${keyPrefix}:${name}:${id}`;
    const ids = [0, 2].map((index) =>
      idOf({ ...listed, experiment: 'throws-once', configuration: { index } }),
    );
    for (const [i, text] of [
      '{"not',
      JSON.stringify({ ...listed, experiment: 'throws-once', configuration: { index: 2 } }),
    ].entries()) {
      const fields = {
        name: 'job',
        data: text,
        opts: '{}',
        timestamp: '1',
        finishedOn: '2',
        returnvalue: '{"result":7}',
      };
      await client.hset(key(ids[i]), fields);
      await client.zadd(key('completed'), 1, ids[i]);
    }
    const collector = startCollector(redis.url, folder, 'throws-once');
    await collector.last();
    const told = collector.lines.slice(-3);
    expect(told).toEqual([
      'FailedJobsError: 2 jobs failed; all others are done:',
      expect.stringMatching(/"index":\d\} of throws-once failed: .*malformed/),
      expect.stringMatching(/"index":\d\} of throws-once failed: .*malformed/),
    ]);
    const stored = readFileSync(join(folder, 'throws-once.jsonl'), 'utf8').trim().split('\n');
    expect(stored.map((line) => JSON.parse(line).configuration)).toEqual([{ index: 1 }]);
    client.disconnect();
  });

  it('an entry without a job in it: the worker goes on', async () => {
    const client = new Redis(redis.port);
    const worker = startWorker(redis.url, { lockMs: 300 });
    await worker.line('ready');
    await client.hset(`${keyPrefix}:${name}:job-4`, {
      name: 'job',
      data: '{"not',
      opts: '{}',
      timestamp: '1',
    });
    await client.lpush(`${keyPrefix}:${name}:wait`, 'job-4');
    await client.zadd(`${keyPrefix}:${name}:marker`, 0, '0');
    expect(await startCollector(redis.url, newFolder(), 'toy').last()).toBe('computed 24 of 24');
    expect(worker.ended).toBe(false);
    client.disconnect();
  });
});
