import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Redis, RedisOptions } from 'ioredis';
import { keyPrefix } from './build-identity';
import { bullmq, ioredis } from './packages';
import { type QueueAddress, QueueError } from './queue-address';

/** A server that is starting is waited for so long. */
const patienceMs = 30_000;
/** A connection on which nothing came for so long is given up and made anew: every loop here hears more often. */
const silenceMs = 60_000;

/** Options of every connection: they are made anew for ever, and commands wait for that. */
function connectionOptions({ connection }: QueueAddress): RedisOptions {
  return {
    ...connection,
    maxRetriesPerRequest: null,
    connectTimeout: 10_000,
    keepAlive: 10_000,
    retryStrategy: (times) => Math.min(100 * 2 ** times, 2_000),
  };
}

/** A queue and its connection. */
export interface OpenQueue {
  readonly queue: Queue;
  readonly client: Redis;
  /** Why the server takes no connection, where only the user can mend it, such as a password that was changed. */
  obstacle(): string | undefined;
  /** Without waiting for a server that may be gone. */
  close(): void;
}

/**
 * A queue on a server that has just answered.
 *
 * @throws QueueError if the server cannot be reached in time, or refuses user, password or certificate
 */
export async function openQueue(address: QueueAddress, name: string, patience?: number): Promise<OpenQueue> {
  await requireServer(address, patience);
  const client = connect(address);
  let failure: unknown;
  client.on('error', (error) => {
    failure = error;
  });
  client.on('ready', () => {
    failure = undefined;
  });
  const obstacle = (): string | undefined => {
    const known = failure === undefined ? undefined : obstacleOf(failure);
    return known?.lasting ? known.reason : undefined;
  };
  const { Queue } = bullmq();
  const queue = new Queue(name, { prefix: keyPrefix, connection: client });
  queue.on('error', () => {});
  const close = (): void => {
    void queue.close().catch(() => {});
    client.disconnect();
  };
  return { queue, client, obstacle, close };
}

/** A connection that is made anew for ever. Its faults are told by what waits for it, not by the client. */
export function connect(address: QueueAddress): Redis {
  const { Redis } = ioredis();
  const client = new Redis(connectionOptions(address));
  client.on('error', () => {});
  // ioredis has an option for that, whose timer outlives its connection and then ends the next one.
  client.on('connect', () => client.stream.setTimeout(silenceMs, () => client.stream.destroy()));
  return client;
}

/** Waits until the server answers. @throws QueueError as `openQueue` */
export async function requireServer(address: QueueAddress, patience: number = patienceMs): Promise<void> {
  const end = Date.now() + patience;
  for (;;) {
    const obstacle = await ping(address);
    if (!obstacle) return;
    if (obstacle.lasting || Date.now() >= end) {
      throw new QueueError(`no queue at ${address.shown}: ${obstacle.reason}`);
    }
    await sleep(500);
  }
}

async function ping(
  address: QueueAddress,
): Promise<{ readonly reason: string; readonly lasting: boolean } | undefined> {
  const { Redis } = ioredis();
  const options = { ...connectionOptions(address), lazyConnect: true, retryStrategy: () => null };
  const client = new Redis(options);
  let failure: unknown;
  client.on('error', (error) => {
    failure ??= error;
  });
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return obstacleOf(failure ?? error);
  } finally {
    client.disconnect();
  }
}

/**
 * An error of the client in own words: it holds the command that failed, of a connection made anew the one with user and password, which
 * whoever shows the whole error would show. Other errors as they are.
 */
export function withoutCommand(error: unknown, { shown }: QueueAddress): unknown {
  const isOfClient = error instanceof Error && ('command' in error || error.name === 'ReplyError');
  return isOfClient ? new QueueError(`the queue at ${shown} failed: ${obstacleOf(error).reason}`) : error;
}

/** Own words: messages of the server may repeat the user's name, and errors of the client hold the command with its password. */
function obstacleOf(error: unknown): { reason: string; lasting: boolean } {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  const word = /^[A-Z]+/.exec(message)?.[0] ?? '';
  if (word === 'WRONGPASS' || word === 'NOAUTH' || /AUTH|invalid password/.test(message)) {
    return {
      reason: 'it refuses user or password; give them in the address: redis://user:password@host',
      lasting: true,
    };
  }
  if (word === 'NOPERM') {
    return { reason: 'the user lacks a permission; environment.md lists what a queue needs', lasting: true };
  }
  if (/CERT|SIGNED|ALTNAME|TLS|SSL|EPROTO/.test(code)) {
    const cure = 'rediss:// needs a server with TLS, and NODE_EXTRA_CA_CERTS the file of its authority';
    return { reason: `no TLS (${code}); ${cure}`, lasting: true };
  }
  if (code === 'ENOTFOUND') return { reason: 'its host is not known (ENOTFOUND)', lasting: false };
  if (word) return { reason: `it answers ${word}`, lasting: false };
  const shown = code || 'the connection was closed';
  return { reason: `it does not answer (${shown}); start redis-server there`, lasting: false };
}
