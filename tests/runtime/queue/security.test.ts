import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keyPrefix } from '../../../lib/runtime/queue/build-identity';
import { withoutCommand } from '../../../lib/runtime/queue/open-queue';
import { queueAddress } from '../../../lib/runtime/queue/queue-address';
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

// Bounds for busy machines: processes are started, killed and waited for.
vi.setConfig({ testTimeout: 150_000 });

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

  it('tells an error of the client without the command that failed, which holds both', async () => {
    const client = new Redis(redis.port, {
      username: 'genlabel',
      password: 'other-pa55',
      retryStrategy: () => null,
    });
    client.on('error', () => {});
    const error = await client.ping().then(
      () => undefined,
      (refused: unknown) => refused,
    );
    client.disconnect();
    expect(inspect(error)).toContain('other-pa55');
    const told = withoutCommand(error, queueAddress(address(redis.port, 'redis', 'other-pa55')));
    expect(inspect(told, { depth: 9, showHidden: true })).not.toContain('other-pa55');
    expect((told as Error).message).toMatch(
      /^the queue at redis:\/\/localhost:\d+ failed: it refuses user or password/,
    );
    const other = new RangeError('of another kind');
    expect(withoutCommand(other, queueAddress(address(redis.port)))).toBe(other);
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
      await vi.waitFor(() => expect(told).toMatch(/^Worker /), 40_000);
      const shown = readFileSync(`/proc/${worker.pid}/cmdline`, 'latin1');
      expect(shown).toContain(`worker --queue redis://localhost:${redis.port}`);
      expect(shown + told).not.toMatch(/pa55|genlabel:/);
    } finally {
      worker.kill('SIGKILL');
    }
  });
});
