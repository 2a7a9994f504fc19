import { expect, it } from 'vitest';
import { newFolder, storedResults } from '../toys';
import { startCollector, startWorker } from './children';
import { RedisServer, redisCli, redisMissing } from './redis';

it.skipIf(redisMissing)(
  'a password that is changed in mid-run: the collector ends and says why, the worker says so too, and all is gathered once it is back; nobody tells user or password',
  async () => {
    const redis = await RedisServer.start(RedisServer.durable);
    const setPassword = (password: string) =>
      redisCli(redis.port, 'acl', 'setuser', 'someone', 'resetpass', `>${password}`);
    try {
      redisCli(redis.port, 'acl', 'setuser', 'someone', 'on', '~*', '+@all');
      setPassword('first-pa55');
      const url = redis.url.replace('//', '//someone:first-pa55@');
      const folder = newFolder();
      const worker = startWorker(url);
      const collector = startCollector(url, folder, 'steady');
      await collector.line('running 3');
      setPassword('other-pa55');
      redisCli(redis.port, 'client', 'kill', 'user', 'someone');
      const refused = 'it refuses user or password';
      const last = await collector.last();
      expect(last).toMatch(
        /^QueueError: the queue at redis:\/\/127\.0\.0\.1:\d+ failed: it refuses user or pass/,
      );
      expect(await worker.line(refused, 30)).toMatch(
        /^error the queue at redis:\/\/127\.0\.0\.1:\d+ failed: /,
      );
      setPassword('first-pa55');
      const again = startCollector(url, folder, 'steady');
      expect(await again.last()).toMatch(/^computed /);
      expect(storedResults(folder, 'steady').length).toBe(40);
      expect([...worker.lines, ...collector.lines].join('\n')).not.toMatch(/WRONGPASS|pa55|someone/);
    } finally {
      await redis.remove();
    }
  },
  150_000,
);
