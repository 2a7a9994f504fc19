import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildIdentity, keyPrefix } from '../../../lib/runtime/queue/build-identity';
import { jobId } from '../../../lib/runtime/queue/queued-job';
import { recordKey } from '../../../lib/runtime/record';
import { newFolder } from '../toys';
import { type Child, registry, startCollector, startWorker } from './children';
import { freePort, RedisServer, redisCli, redisMissing } from './redis';

const cli = fileURLToPath(new URL('../../../lib/genlabel.cjs', import.meta.url));
const password = 'pa55:w@rd/?#';
const address = (port: number, scheme = 'redis', secret = password) =>
  `${scheme}://genlabel:${encodeURIComponent(secret)}@localhost:${port}`;

/** What environment.md tells to give a user, and no more. */
const permissions = `~${keyPrefix}:* +@all -@admin -@dangerous +info +client|list`;

const genlabel = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', env: { ...process.env, ...env } });

describe.skipIf(redisMissing)('a queue with TLS, user and password', () => {
  let redis: RedisServer;
  let ca = '';
  let secure = 0;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'genlabel-tls-'));
    const [key, certificate] = ['key.pem', 'certificate.pem'].map((name) => join(folder, name));
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const { status, stderr } = spawnSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        certificate,
        ...subject,
      ],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`openssl: ${stderr}`);
    ca = certificate;
    secure = await freePort();
    const tls = ['--tls-port', secure, '--tls-cert-file', certificate, '--tls-key-file', key];
    redis = await RedisServer.start(
      [...tls, '--tls-ca-cert-file', ca, '--tls-auth-clients', 'no'].map(String),
    );
    const rights = permissions.split(' ');
    expect(redisCli(redis.port, 'acl', 'setuser', 'genlabel', 'on', `>${password}`, ...rights)).toBe('OK\n');
    expect(redisCli(redis.port, 'acl', 'setuser', 'default', 'off')).toBe('OK\n');
  });
  afterAll(async () => {
    await redis?.remove();
    rmSync(dirname(ca), { recursive: true, force: true });
  });

  const collected = async (url: string, folder: string, env = {}): Promise<Child[]> => {
    const worker = startWorker(url, { env });
    const collector = startCollector(url, folder, 'throws-once', env);
    expect(await collector.last()).toBe('computed 3 of 3');
    return [worker, collector];
  };

  it('collects with the permissions of environment.md alone; neither user nor password is in records or output', async () => {
    const folder = newFolder();
    const children = await collected(address(redis.port), folder);
    const told = [
      ...children.flatMap(({ lines }) => lines),
      ...readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')),
    ].join('\n');
    for (const secret of [password, encodeURIComponent(password), 'genlabel:'])
      expect(told).not.toContain(secret);
  });

  it('collects by TLS, and trusts no certificate that it does not know', async () => {
    await collected(address(secure, 'rediss'), newFolder(), { NODE_EXTRA_CA_CERTS: ca });
    const { status, stderr, stdout } = genlabel(['queue', 'status', '--queue', address(secure, 'rediss')]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^genlabel: no queue at rediss:\/\/localhost:\d+: no TLS \(\w*SELF_SIGNED\w*\)/);
    expect(stderr).not.toContain('pa55');
  });

  it('shows and clears the queue with the same permissions', () => {
    const env = { GENLABEL_QUEUE: address(redis.port) };
    expect(genlabel(['queue', 'status'], env)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('0 waiting'),
    });
    expect(genlabel(['queue', 'clear', '--all'], env).stdout).toMatch(
      /^Cleared at redis:\/\/localhost:\d+: 0\.1/,
    );
  });

  it.each([
    ['a wrong password', 'other'],
    ['no password', ''],
  ])('says in one line that %s is refused, and repeats neither', (_, secret) => {
    const url = secret ? address(redis.port, 'redis', secret) : `redis://localhost:${redis.port}`;
    const folder = newFolder();
    for (const { stderr, stdout } of [
      genlabel(['worker', '--queue', url]),
      genlabel(['queue', 'status'], { GENLABEL_QUEUE: url }),
      spawnSync(
        process.execPath,
        [fileURLToPath(new URL('collect-child.cjs', import.meta.url)), registry, folder, 'throws'],
        {
          encoding: 'utf8',
          env: { ...process.env, GENLABEL_QUEUE: url },
        },
      ),
    ]) {
      const told = stdout + stderr;
      expect(told).toMatch(/no queue at redis:\/\/localhost:\d+: it refuses user or password/);
      expect(told).not.toMatch(/genlabel:other|WRONGPASS|:other@/);
    }
  });

  it.skipIf(process.platform !== 'linux')('hides them from the list of processes', async () => {
    const worker = spawn(
      process.execPath,
      [cli, 'worker', '--queue', address(redis.port), '--workers', '1'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    try {
      let told = '';
      worker.stdout.on('data', (data) => {
        told += data;
      });
      await vi.waitFor(() => expect(told).toMatch(/^Worker /), 20_000);
      const shown = readFileSync(`/proc/${worker.pid}/cmdline`, 'latin1');
      expect(shown).toContain(`worker --queue redis://localhost:${redis.port}`);
      expect(shown + told).not.toMatch(/pa55|genlabel:/);
    } finally {
      worker.kill('SIGKILL');
    }
  });
});

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
