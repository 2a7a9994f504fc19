import { expect, it } from 'vitest';
import { newFolder, storedResults } from '../toys';
import { startCollector, startWorker } from './children';
import { Cable, RedisServer, redisMissing } from './redis';

const seconds = 60;

it.skipIf(redisMissing)(
  `a connection that is cut for ${seconds} s: collector and worker wait, and go on`,
  async () => {
    const redis = await RedisServer.start(RedisServer.durable);
    const cable = await Cable.to(redis.port);
    try {
      const folder = newFolder();
      const worker = startWorker(cable.url);
      const collector = startCollector(cable.url, folder, 'steady');
      await collector.line('running 5');
      cable.cut();
      const note = `no answer from ${cable.url} for ${seconds - 2} s`;
      expect(await collector.line(note, seconds + 10)).toContain(note);
      cable.mend();
      expect(await collector.last()).toBe('computed 40 of 40');
      expect(storedResults(folder, 'steady').length).toBe(40);
      const done = worker.lines.filter((line) => line.startsWith('done'));
      // What was running when the connection was cut may have run again.
      expect(done.length).toBeLessThanOrEqual(41);
    } finally {
      cable.remove();
      await redis.remove();
    }
  },
  150_000,
);
