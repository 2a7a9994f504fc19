import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { historyVariable } from './history';
import { launcherPath } from './launcher-path';

/** How a kernel ended: exit status or signal, and the last lines that it wrote to its own streams. */
export interface KernelExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly said: string;
}

const saidLength = 4000;
const alive = new Set<KernelProcess>();

process.on('exit', () => {
  for (const kernel of alive) kernel.kill();
});

/** A running kernel: never outlives this process. */
export class KernelProcess {
  readonly exited: Promise<KernelExit>;
  readonly pid: number;
  readonly #folder: string;
  readonly #child: ChildProcess;

  /**
   * @param connectionFile where the kernel finds its sockets; its folder is removed with the kernel
   * @param options.cwd working directory: imports of cells are resolved from there
   * @param options.env environment of the kernel, in addition to that of this process
   */
  constructor(connectionFile: string, options: { cwd: string; env?: NodeJS.ProcessEnv }) {
    const folder = dirname(connectionFile);
    this.#folder = folder;
    const child = spawn(process.execPath, [launcherPath(), connectionFile], {
      cwd: options.cwd,
      env: {
        ...process.env,
        [historyVariable]: '',
        ...options.env,
        GENLABEL_KERNEL_PARENT: String(process.pid),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in the terminal reaches only us, and what the kernel started dies with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-saidLength);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    this.#child = child;
    this.pid = child.pid ?? 0;
    alive.add(this);
    this.exited = new Promise((resolve) => {
      child.once('error', (error) => {
        alive.delete(this);
        resolve({ code: null, signal: null, said: error.message });
      });
      // Not 'close': that waits for processes that hold the streams after the kernel is gone.
      child.once('exit', (code, signal) => {
        alive.delete(this);
        this.#killGroup();
        rmSync(folder, { recursive: true, force: true });
        setImmediate(() => resolve({ code, signal, said: said.trim() }));
      });
    });
  }

  /** Sends the interrupt signal (not on Windows, where it would end the process). */
  interrupt(): void {
    this.#child.kill('SIGINT');
  }

  /** Ends the kernel and all that it started, at once. */
  kill(): void {
    this.#child.kill('SIGKILL');
    this.#killGroup();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #killGroup(): void {
    if (process.platform === 'win32' || !this.#child.pid) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // Nothing is left of the group.
    }
  }
}

/** One line on how a kernel ended. */
export function describeExit({ code, signal, said }: KernelExit): string {
  const how = signal ? `signal ${signal}` : `exit status ${code}`;
  return said === '' ? how : `${how}; its last words: ${said.split('\n').slice(-8).join(' | ')}`;
}
