import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it, vi } from 'vitest';
import { queueStatus } from '../../../lib/runtime/queue/queue-status';
import { recordKey } from '../../../lib/runtime/record';
import { newFolder, storedResults } from '../toys';
import { registry, startCollector, startWorker } from './children';
import { RedisServer, redisMissing } from './redis';

afterEach(() => vi.unstubAllEnvs());

/** Epochs that a training told, by process. */
function epochsIn(log: string): Map<number, number[]> {
  const epochs = new Map<number, number[]>();
  if (!existsSync(log)) return epochs;
  for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
    const [pid, epoch] = line.split(' ').map(Number);
    epochs.set(pid, [...(epochs.get(pid) ?? []), epoch]);
  }
  return epochs;
}

it.skipIf(redisMissing)(
  'a training whose workers are killed resumes from its checkpoint on others, with the bytes of an unbroken one',
  async () => {
    const redis = await RedisServer.start();
    try {
      const [folder, checkpoints, own] = [newFolder(), newFolder(), newFolder()];
      const env = { GENLABEL_CHECKPOINTS: checkpoints, TOY_LOG: join(checkpoints, 'epochs') };
      const epochs = () => epochsIn(env.TOY_LOG);
      const collector = startCollector(redis.url, folder, 'training');
      const killed: number[] = [];
      const told = async () => (await queueStatus(redis.url))[0]?.progress[0]?.percent ?? 0;
      for (const least of [2, 5]) {
        const before = await told();
        const worker = startWorker(redis.url, { env });
        while (!((epochs().get(worker.pid)?.at(-1) ?? 0) >= least)) await sleep(5);
        await vi.waitFor(async () => expect(await told()).toBeGreaterThan(before), 30_000);
        await worker.kill();
        killed.push(worker.pid);
      }
      const last = startWorker(redis.url, { env });
      expect(await collector.last()).toBe('computed 1 of 1');

      const [first, second, third] = [...killed, last.pid].map((pid) => epochs().get(pid) ?? []);
      expect(first[0]).toBe(1);
      // An epoch may have been kept whose end the killed one did not tell.
      expect(second[0] - (first.at(-1) as number)).toBeOneOf([1, 2]);
      expect(third[0] - (second.at(-1) as number)).toBeOneOf([1, 2]);
      expect(third.at(-1)).toBe(160);
      await vi.waitFor(() => expect(readdirSync(checkpoints)).toEqual(['epochs']), 30_000);

      vi.stubEnv('GENLABEL_CHECKPOINTS', own);
      vi.stubEnv('TOY_LOG', join(own, 'epochs'));
      const { jobs, run } = createRequire(import.meta.url)(registry).experimentOf('training');
      const [configuration] = jobs('paper');
      const result = JSON.parse(JSON.stringify(await run(configuration)));
      const key = recordKey('training', configuration);
      expect(storedResults(folder, 'training')).toEqual([{ key, configuration, result }]);
      expect(epochsIn(env.TOY_LOG).get(process.pid)).toBeUndefined();
      expect(result.epochs.map(({ test }: { test: number }) => test)).not.toEqual(Array(160).fill(100));
    } finally {
      await redis.remove();
    }
  },
  150_000,
);
