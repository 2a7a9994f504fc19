import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Channel = 'shell' | 'iopub' | 'stdin' | 'control' | 'hb';

/** What Jupyter writes into a connection file. */
export type Connection = {
  readonly transport: 'tcp' | 'ipc';
  readonly ip: string;
  readonly key: string;
  readonly signature_scheme: string;
} & { readonly [channel in Channel as `${channel}_port`]: number };

const channels: readonly Channel[] = ['shell', 'iopub', 'stdin', 'control', 'hb'];

/** ZeroMQ address of one channel. */
export function addressOf(connection: Connection, channel: Channel): string {
  const port = connection[`${channel}_port`];
  if (connection.transport === 'ipc') return `ipc://${connection.ip}-${port}`;
  const host = connection.ip.includes(':') ? `[${connection.ip}]` : connection.ip;
  return `tcp://${host}:${port}`;
}

/**
 * Reads a connection file.
 *
 * @throws Error if the file cannot be read, a field is missing, or messages are signed otherwise than by hmac-sha256
 */
export function readConnection(path: string): Connection {
  const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<Connection>;
  const missing = channels.filter((channel) => typeof value[`${channel}_port`] !== 'number');
  if (missing.length > 0 || typeof value.ip !== 'string' || typeof value.key !== 'string') {
    throw new Error(`${path}: no connection file of Jupyter (ip, key and the five ports are expected)`);
  }
  if (value.transport !== 'tcp' && value.transport !== 'ipc') {
    throw new Error(`${path}: got transport ${value.transport}, expected tcp or ipc`);
  }
  if (value.key !== '' && value.signature_scheme !== 'hmac-sha256') {
    throw new Error(`${path}: got signature scheme ${value.signature_scheme}, expected hmac-sha256`);
  }
  return value as Connection;
}

/** A connection file, alone in a private folder. */
export interface ConnectionFile {
  readonly path: string;
  readonly connection: Connection;
}

/**
 * Makes a connection for a kernel that is about to start.
 *
 * Unix sockets in a private folder where there are any, so that two runs never meet on a port; TCP ports that were free a
 * moment ago on Windows.
 */
export async function createConnectionFile(): Promise<ConnectionFile> {
  const folder = mkdtempSync(join(tmpdir(), 'genlabel-'));
  const tcp = process.platform === 'win32';
  const ports = tcp ? await freePorts(channels.length) : channels.map((_, i) => i + 1);
  const connection = {
    transport: tcp ? 'tcp' : 'ipc',
    ip: tcp ? '127.0.0.1' : join(folder, 'kernel'),
    key: randomBytes(32).toString('hex'),
    signature_scheme: 'hmac-sha256',
    ...Object.fromEntries(channels.map((channel, i) => [`${channel}_port`, ports[i]])),
  } as Connection;
  const path = join(folder, 'connection.json');
  writeFileSync(path, JSON.stringify(connection), { mode: 0o600 });
  return { path, connection };
}

async function freePorts(count: number): Promise<number[]> {
  // All servers are open at once, so that the ports differ.
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(
    servers.map((server) => new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()))),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}
