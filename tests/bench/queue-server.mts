import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';

/** A redis-server for the bench, on a free port, without persistence. */
export class Server {
  private constructor(
    readonly client: Redis,
    readonly url: string,
    private readonly child: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<Server> {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const folder = mkdtempSync(join(tmpdir(), 'genlabel-bench-'));
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', ''];
    const child = spawn('redis-server', args, { stdio: 'ignore' });
    const client = new Redis(port, { retryStrategy: () => 50 });
    client.on('error', () => {});
    await client.ping();
    return new Server(client, `redis://127.0.0.1:${port}`, child, folder);
  }

  /** A number of the server's INFO. */
  async info(name: string): Promise<number> {
    const text = await this.client.info();
    return Number(new RegExp(`^${name}:([\\d.]+)`, 'm').exec(text)?.[1]);
  }

  /** CPU seconds that it has used. */
  async cpu(): Promise<number> {
    return (await this.info('used_cpu_user')) + (await this.info('used_cpu_sys'));
  }

  async worker(...args: readonly (string | number)[]): Promise<BenchWorker> {
    const script = fileURLToPath(new URL('queue-worker.mjs', import.meta.url));
    const child = spawn(process.execPath, [script, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, GENLABEL_QUEUE: this.url },
    });
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    await once(reader, 'line');
    return { lines, end: () => child.kill('SIGKILL') };
  }

  end(): void {
    this.client.disconnect();
    this.child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface BenchWorker {
  readonly lines: readonly string[];
  end(): void;
}
