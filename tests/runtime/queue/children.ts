import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Module of the experiments of the tests of the queue. */
export const registry = here('queue-registry.cjs');

const children = new Set<Child>();

afterEach(async () => {
  for (const child of children) await child.kill();
  children.clear();
});

/** A process that prints lines; killed after the test. */
export class Child {
  readonly lines: string[] = [];
  private readonly closed: Promise<unknown>;

  constructor(
    private readonly process: ChildProcess,
    private readonly name: string,
  ) {
    children.add(this);
    this.closed = once(process, 'close');
    createInterface({ input: process.stdout! }).on('line', (line) => this.lines.push(line));
  }

  /** The first line that has the text, when it is there. @throws Error if the process ends before, or takes too long */
  async line(text: string, seconds = 60): Promise<string> {
    for (const end = Date.now() + 1000 * seconds; ; ) {
      const line = this.lines.find((candidate) => candidate.includes(text));
      if (line !== undefined) return line;
      if (Date.now() > end || this.ended)
        throw new Error(`${this.name} did not print ${text}: ${this.lines.join('\n')}`);
      await sleep(10);
    }
  }

  /** Its last line, when it has ended by itself. */
  async last(): Promise<string> {
    await this.closed;
    return this.lines.at(-1) ?? '';
  }

  get ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  get killed(): boolean {
    return this.process.signalCode === 'SIGKILL';
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (!this.ended) this.process.kill(signal);
    await this.closed;
  }

  /** Freezes the process, or lets it go on. */
  send(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.process.kill(signal);
  }

  get pid(): number {
    return this.process.pid as number;
  }
}

function start(
  script: string,
  args: readonly string[],
  queue: string,
  env: Record<string, string>,
  blocks = 'unlimited',
): Child {
  const shell = ['-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', process.execPath];
  const child = spawn('sh', [...shell, here(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GENLABEL_QUEUE: queue, ...env },
  });
  return new Child(child, script);
}

/** A worker of the queue, in a process of its own. */
export function startWorker(
  queue: string,
  { threads = 1, lockMs = 1000, env = {}, module = registry } = {},
): Child {
  return start('worker-child.cjs', [module, String(threads), String(lockMs)], queue, env);
}

/**
 * A collector, in a process of its own.
 *
 * @param blocks of 512 bytes that a file may have, as on a disk that is full; default: any number
 */
export function startCollector(queue: string, folder: string, id: string, env = {}, blocks?: number): Child {
  return start('collect-child.cjs', [registry, folder, id], queue, env, blocks?.toString());
}
