import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseCommand } from '../../lib/commands/command';
import { queueCommand, statusText } from '../../lib/commands/queue-command';
import { hideCredentials, requireQueue } from '../../lib/commands/queue-option';
import { workerCommand } from '../../lib/commands/worker-command';
import type { QueueStatus } from '../../lib/runtime/queue/queue-status';

afterEach(() => vi.unstubAllEnvs());

const status: QueueStatus = {
  build: '0.1.0-0123456789ab',
  ...{ waiting: 100, active: 2, done: 3, failed: 1, refused: 4 },
  workers: ['one:7', 'other:8'],
  ...{ rate: 0.5, left: 212 },
  progress: [{ job: 'tabular {"trial":3}', percent: 40 }],
  reasons: ['job-b: RangeError: class 1 has no member'],
};

describe('genlabel queue', () => {
  it('shows counts, rate, time left, workers, progress and reasons', () => {
    expect(statusText(status, true).split('\n')).toEqual([
      '0.1.0-0123456789ab (this build)',
      '  100 waiting, 2 active, 3 done, 1 failed, 4 refused, 30.0/min, 3:32 left',
      '  2 workers one:7 other:8',
      '  tabular {"trial":3} 40 %',
      '  job-b: RangeError: class 1 has no member',
    ]);
  });

  it('tells no rate and no time while nothing has been done', () => {
    const none = { ...status, rate: undefined, left: undefined, progress: [], reasons: [], workers: [] };
    expect(statusText(none, false).split('\n')).toEqual([
      '0.1.0-0123456789ab',
      '  100 waiting, 2 active, 3 done, 1 failed, 4 refused',
      '  0 workers',
    ]);
  });

  it('knows two actions', async () => {
    vi.stubEnv('GENLABEL_QUEUE', 'redis://localhost');
    const run = (...args: string[]) => queueCommand.run(parseCommand('queue', queueCommand, args));
    await expect(run('stop')).rejects.toThrow('queue: got stop, expected status or clear');
    expect(() => parseCommand('queue', queueCommand, [])).toThrow('status|clear is missing');
  });
});

describe('genlabel worker', () => {
  // A server that is not there would be waited for.
  it.each([
    [['--idle', 'x'], '--idle: got x'],
    [['--lock', '0'], '--lock: got 0, expected a number above 0'],
    [['--workers', '0'], '--workers: got 0'],
  ])('refuses %j before it takes a job', async (args, message) => {
    vi.stubEnv('GENLABEL_QUEUE', 'redis://127.0.0.1:1');
    await expect(workerCommand.run(parseCommand('worker', workerCommand, args))).rejects.toThrow(message);
  });
});

describe('--queue', () => {
  const given = (...args: string[]) => requireQueue(parseCommand('worker', workerCommand, args));

  it('comes before GENLABEL_QUEUE, and one of them is needed', () => {
    vi.stubEnv('GENLABEL_QUEUE', '');
    expect(() => given()).toThrow('no queue: give --queue redis://host, or set GENLABEL_QUEUE');
    vi.stubEnv('GENLABEL_QUEUE', 'redis://variable');
    expect(given()).toBe('redis://variable');
    expect(given('--queue', 'redis://option')).toBe('redis://option');
    expect(() => given('--queue', 'http://u:secret@host')).toThrow(/is none of Redis: expected redis:\/\//);
  });

  it('hides what precedes the host in the title of the process, and leaves other titles alone', () => {
    const before = process.title;
    hideCredentials(['train', 'my.csv', '--target', 'y@z']);
    expect(process.title).toBe(before);
    hideCredentials(['worker', '--queue=rediss://user:p@ss@host:7000/1']);
    const hidden = process.title;
    process.title = before;
    expect(hidden).not.toMatch(/user|p@ss/);
  });
});
