import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import type { Experiment } from '../../../lib/runtime/experiment';
import { recordKey } from '../../../lib/runtime/record';
import { newFolder, storedResults } from '../toys';
import { type Child, registry, startCollector, startWorker } from './children';
import { RedisServer, redisMissing } from './redis';

const wanted = 100;
const lockMs = 500;

describe.skipIf(redisMissing)('a hundred random kills', () => {
  it('of workers, collector and Redis lose nothing, and leave nothing twice', async () => {
    const redis = await RedisServer.start(RedisServer.durable);
    const stream = randomStream('kills of a queue');
    const kills = { worker: 0, collector: 0, redis: 0 };
    const total = () => kills.worker + kills.collector + kills.redis;
    try {
      const workers = [0, 1, 2].map(() => startWorker(redis.url, { lockMs }));
      while (total() < wanted) {
        const folder = newFolder();
        let collector: Child = startCollector(redis.url, folder, 'steady');
        while (!(collector.ended && collector.lines.at(-1)?.startsWith('computed'))) {
          if (collector.ended) {
            expect(collector.killed).toBe(true);
            collector = startCollector(redis.url, folder, 'steady');
          }
          await sleep(50 + 400 * stream.uniform());
          if (total() >= wanted) {
            await collector.last();
            continue;
          }
          const victim = stream.integer(10);
          if (victim === 0) {
            kills.redis++;
            await redis.kill();
            await redis.start();
          } else if (victim < 3 && !collector.ended) {
            kills.collector++;
            await collector.kill();
          } else {
            kills.worker++;
            const i = stream.integer(workers.length);
            await workers[i].kill();
            workers[i] = startWorker(redis.url, { lockMs });
          }
        }
        expect(storedResults(folder, 'steady')).toEqual(await expected());
      }
      console.info(`kills: ${JSON.stringify(kills)}`);
      expect(total()).toBe(wanted);
    } finally {
      await redis.remove();
    }
  }, 170_000);
});

async function expected(): Promise<unknown[]> {
  const { jobs, run }: Experiment = createRequire(import.meta.url)(registry).experimentOf('steady');
  const records = await Promise.all(
    jobs('paper').map(async (configuration) => ({
      key: recordKey('steady', configuration),
      configuration,
      result: await run(configuration),
    })),
  );
  return records.sort((a, b) => (a.key < b.key ? -1 : 1));
}
