import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { FromCells, FromWatchdog, Outcome, RunRequest, ToCells, ToWatchdog } from './cells/messages';
import { type StreamName, StreamOutput } from './cells/stream-output';
import type { Content } from './wire';

/** What the kernel does with that which comes from the cells. */
export interface CellListener {
  onMessage(message: Exclude<FromCells, { type: 'done' | 'ready' | 'interrupted' }>): void;
  /** Text that did not pass through `process.stdout` of the cells: of native code and of processes that they started. */
  onNativeText(name: StreamName, text: string): void;
  onDebugEvent(method: string, params: Content): void;
  /** The process ended while no cell was running. */
  onExit(how: string): void;
}

/** The process of the cells is gone, and with it all variables. */
export class CellProcessDiedError extends Error {
  override name = 'CellProcessDied';
}

/** When a cell that was asked to stop does not answer, what it executes is ended from outside: first after this time. */
const firstTerminationMilliseconds = 100;
const nextTerminationMilliseconds = 250;
const patienceMilliseconds = 2000;

/** What Node writes when a process with an open inspector ends. */
const inspectorNote = /^Waiting for the debugger to disconnect\.\.\.\n/m;

type Reply = { readonly result?: Content; readonly error?: string };
type Settle = { resolve(outcome: Outcome): void; reject(error: Error): void };

/** The process that runs the cells, as the kernel sees it. After its end, the next cell starts another. */
export class CellProcess {
  readonly #listener: CellListener;
  readonly #folder: string;
  readonly #runs = new Map<number, Settle>();
  readonly #calls = new Map<number, (reply: Reply) => void>();
  #child!: ChildProcess;
  #watchdog!: Socket;
  #ready!: Promise<void>;
  #calling = 0;
  #token = 0;
  #onInterrupted: (token: number) => void = () => {};
  #flush: () => void = () => {};
  #closed = false;
  #gone = false;
  #interrupting: Promise<boolean> | undefined;

  constructor(folder: string, listener: CellListener) {
    this.#folder = folder;
    this.#listener = listener;
    this.#start();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  #start(): void {
    const windows = process.platform === 'win32';
    const child = spawn(
      process.execPath,
      ['--expose-internals', '--no-force-async-hooks-checks', join(__dirname, 'cells', 'main.js')],
      {
        cwd: this.#folder,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
        // A group of its own: an interrupt reaches what the cells started, and a kill too.
        detached: !windows,
        windowsHide: true,
      },
    );
    this.#child = child;
    this.#gone = false;
    this.#watchdog = child.stdio[4] as Socket;
    this.#watchdog.on('error', () => {});
    const texts = this.#listenToText(child);
    const replies = createInterface({ input: this.#watchdog });
    // The process may be gone while something is still told to it; its end is noticed by itself.
    replies.on('line', (line) => this.#takeReply(JSON.parse(line))).on('error', () => {});
    this.#ready = new Promise((resolve, reject) => {
      child.on('message', (message: FromCells) => {
        if (message.type === 'ready') resolve();
        else this.#take(message);
      });
      child.once('exit', () => reject(new CellProcessDiedError('it did not start')));
    });
    this.#ready.catch(() => {});
    child.once('error', (error) => this.#ended(child, error.message));
    child.once('exit', (code, signal) => {
      // What it wrote last is still in the pipes.
      setImmediate(() => {
        texts.finish();
        this.#ended(child, signal ? `signal ${signal}` : `exit status ${code}`);
      });
    });
  }

  #listenToText(child: ChildProcess): StreamOutput {
    const texts = new StreamOutput((name, text) => this.#listener.onNativeText(name, text));
    for (const name of ['stdout', 'stderr'] as const) {
      (child[name] as Readable).setEncoding('utf8').on('data', (text: string) => {
        texts.write(name, text.replace(inspectorNote, ''));
      });
    }
    this.#flush = () => texts.finish();
    return texts;
  }

  #take(message: Exclude<FromCells, { type: 'ready' }>): void {
    if (message.type === 'done') {
      const run = this.#runs.get(message.id);
      this.#runs.delete(message.id);
      run?.resolve(message);
    } else if (message.type === 'interrupted') this.#onInterrupted(message.token);
    else this.#listener.onMessage(message);
  }

  #takeReply(message: FromWatchdog): void {
    if (message.type === 'event') this.#listener.onDebugEvent(message.method, message.params);
    else if (message.type === 'reply') {
      const settle = this.#calls.get(message.call);
      this.#calls.delete(message.call);
      settle?.(message);
    }
  }

  #ended(child: ChildProcess, how: string): void {
    if (child !== this.#child) return;
    const runs = [...this.#runs.values()];
    this.#runs.clear();
    for (const settle of this.#calls.values()) settle({ error: 'the process of the cells ended' });
    this.#calls.clear();
    this.#killGroup();
    this.#gone = true;
    if (this.#closed) return;
    for (const run of runs) run.reject(new CellProcessDiedError(how));
    if (runs.length === 0) this.#listener.onExit(how);
  }

  #send(message: ToCells): void {
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #tell(message: ToWatchdog): void {
    this.#watchdog.write(`${JSON.stringify(message)}\n`);
  }

  /** Runs a cell. @throws CellProcessDiedError */
  async run(request: RunRequest): Promise<Outcome> {
    if (this.#gone) this.#start();
    await this.#ready;
    return new Promise<Outcome>((resolve, reject) => {
      this.#runs.set(request.id, { resolve, reject });
      this.#send({ type: 'run', ...request });
    }).finally(() => this.#flush());
  }

  /** Loads what the first cell will most likely import. */
  async warm(): Promise<void> {
    await this.#ready.catch(() => {});
    this.#send({ type: 'warm' });
  }

  /** @param buffers in base64 */
  comm(id: number, message: string, content: Content, buffers: readonly string[]): void {
    this.#send({ type: 'comm', id, message, content, buffers });
  }

  /** Answers what a cell asked its reader. */
  answer(value: string | null): void {
    this.#tell({ type: 'answer', value });
  }

  /** Calls a method of V8's inspector, also while a cell computes. @throws Error as the inspector says */
  async inspector(method: string, params?: Content): Promise<Content> {
    const reply = await this.#call({ type: 'post', method, params });
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply.result ?? {};
  }

  #call(message: { type: 'terminate' } | { type: 'post'; method: string; params?: Content }): Promise<Reply> {
    const call = ++this.#calling;
    return new Promise((resolve) => {
      this.#calls.set(call, resolve);
      this.#tell({ ...message, call });
    });
  }

  /**
   * Stops what the cells do: first by asking, then by ending what they execute.
   *
   * @returns false if they are in native code that cannot be ended
   */
  interrupt(): Promise<boolean> {
    // Who presses Stop twice means the same cell.
    this.#interrupting ??= this.#interrupt().finally(() => {
      this.#interrupting = undefined;
    });
    return this.#interrupting;
  }

  async #interrupt(): Promise<boolean> {
    // Until it is ready, the signal would end the process.
    await Promise.race([this.#ready.catch(() => {}), delay(patienceMilliseconds)]);
    const token = ++this.#token;
    let stopped = false;
    const acknowledged = new Promise<void>((resolve) => {
      this.#onInterrupted = (got) => {
        if (got !== token) return;
        stopped = true;
        resolve();
      };
    });
    const posix = process.platform !== 'win32';
    if (posix) this.#signal('SIGINT');
    // A reader who is asked will not answer any more.
    this.answer(null);
    const terminations: Promise<unknown>[] = [];
    const deadline = Date.now() + patienceMilliseconds;
    this.#send({ type: 'interrupt', token, emit: !posix });
    await Promise.race([acknowledged, delay(firstTerminationMilliseconds)]);
    while (!stopped && Date.now() < deadline) {
      terminations.push(this.#call({ type: 'terminate' }));
      this.#send({ type: 'interrupt', token, emit: !posix });
      await Promise.race([acknowledged, delay(nextTerminationMilliseconds)]);
    }
    if (stopped) await this.#settle(Promise.all(terminations));
    return stopped;
  }

  /** An ended execution may have been over already: then the next one is ended, which must not be that of a cell. */
  async #settle(terminations: Promise<unknown>): Promise<void> {
    let settled = false;
    void terminations.then(() => {
      settled = true;
    });
    for (let i = 0; i < 20 && !settled; i++) {
      this.#send({ type: 'ping' });
      await delay(5);
    }
  }

  #signal(signal: NodeJS.Signals): void {
    if (!this.#child.pid) return;
    try {
      process.kill(process.platform === 'win32' ? this.#child.pid : -this.#child.pid, signal);
    } catch {
      // It is gone already.
    }
  }

  #killGroup(): void {
    this.#signal('SIGKILL');
  }

  /** Ends the process and all that it started. */
  close(): void {
    this.#closed = true;
    this.#killGroup();
  }
}

const delay = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
