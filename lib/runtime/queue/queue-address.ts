import { isIP } from 'node:net';

/** A queue that cannot be used: its address, its server, or what lies in it; the message is for users and holds no credentials. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** Where a queue is. Credentials are in `connection` only. */
export interface QueueAddress {
  /** As messages show it: without user and password. */
  readonly shown: string;
  /** Options of ioredis. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly db: number;
    readonly username?: string;
    readonly password?: string;
    readonly tls?: { readonly servername?: string };
  };
}

const expected = 'expected redis://[user:password@]host[:port][/database], or rediss:// for TLS';

/**
 * Address of an URL.
 *
 * @throws QueueError if it is no URL of Redis; the message does not repeat it, as it may hold a password
 */
export function queueAddress(text: string): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url?.hostname || !['redis:', 'rediss:'].includes(url.protocol)) {
    throw new QueueError(`the address of the queue is none of Redis: ${expected}`);
  }
  const db = url.pathname.replace(/^\//, '') || '0';
  if (!/^\d{1,4}$/.test(db) || url.search || url.hash) {
    throw new QueueError(`the address of the queue has more than a number after its host: ${expected}`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = Number(url.port || 6379);
  const [username, password] = [decoded(url.username), decoded(url.password)];
  return {
    shown: `${url.protocol}//${url.hostname}:${port}${db === '0' ? '' : `/${db}`}`,
    connection: {
      ...{ host, port, db: Number(db) },
      ...(username && { username }),
      ...(password && { password }),
      ...(url.protocol === 'rediss:' && { tls: isIP(host) ? {} : { servername: host } }),
    },
  };
}

/** URL of the queue that GENLABEL_QUEUE names; undefined: jobs run on this machine. */
export function queueVariable(): string | undefined {
  return process.env.GENLABEL_QUEUE || undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new QueueError('user or password in the address of the queue: a % must be written %25');
  }
}
