import { dirname, resolve } from 'node:path';
import { KernelClient, KernelDiedError } from './client';
import { languageInfo } from './language-info';
import { type NotebookCell, type Output, readNotebook, writeNotebook } from './notebook';
import { NotebookError } from './notebook-error';
import { OutputCollector } from './output-collector';
import type { Content, Message } from './wire';
import { within } from './within';

export interface RunOptions {
  /** Where to write the executed notebook; default: in place. */
  readonly output?: string;
  /** Longest time for one cell in seconds; 0: no limit. */
  readonly timeout?: number;
  /** Environment of the kernel, in addition to that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** Keep execution counts in the written file. */
  readonly keepCounts?: boolean;
  /** Called as each code cell begins; `cell` from 1. */
  readonly onCell?: (cell: number, cells: number) => void;
  /** Stops the running cell and the run. */
  readonly signal?: AbortSignal;
}

const interruptMilliseconds = 5_000;
const lastWordsMilliseconds = 200;

interface Failure {
  readonly reason: string;
  readonly line?: number;
}

/**
 * Executes a notebook in a fresh kernel, whose working directory is the notebook's folder, and writes it with its outputs.
 *
 * The notebook is written also if a cell fails: with the error, and without outputs of the cells that did not run.
 *
 * @throws NotebookError if a cell fails, takes too long or ends the kernel, or if the run is aborted
 * @throws NotebookFormatError if the file is no notebook of nbformat 4
 */
export async function runNotebook(path: string, options: RunOptions = {}): Promise<void> {
  const notebook = readNotebook(path);
  const cells = notebook.cells.filter((cell) => cell.cell_type === 'code');
  for (const cell of cells) Object.assign(cell, { outputs: [], execution_count: null });
  const client = await KernelClient.start({ cwd: dirname(resolve(path)), env: options.env });
  const run = new Run(client, cells, options);
  try {
    // The time of a cell does not count what the kernel needs to load its compiler.
    await client.request('shell', 'complete_request', { code: '', cursor_pos: 0 });
    await run.cells();
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    await within(new Promise(() => {}), lastWordsMilliseconds);
    run.fail({ reason: error.message });
  } finally {
    await client.shutdown();
  }
  for (const { outputs } of cells) OutputCollector.finish(outputs ?? []);
  if (options.signal?.aborted)
    throw new NotebookError(path, run.current, 'stopped by the user; nothing was written');
  const metadata = { ...notebook.metadata, language_info: languageInfo };
  writeNotebook(options.output ?? path, { ...notebook, metadata }, { keepCounts: options.keepCounts });
  if (run.failure) throw new NotebookError(path, run.failure.cell, run.failure.reason, run.failure.line);
}

/** The state of one execution of a notebook. */
class Run {
  failure: (Failure & { cell: number }) | undefined;
  current = 0;
  readonly #client: KernelClient;
  readonly #cells: NotebookCell[];
  readonly #options: RunOptions;
  readonly #collector = new OutputCollector();

  constructor(client: KernelClient, cells: NotebookCell[], options: RunOptions) {
    this.#client = client;
    this.#cells = cells;
    this.#options = options;
    // Late output belongs to the last cell that ran: the kernel publishes it under that one.
    client.onLateMessage = (message) => this.#take(message);
  }

  /** The first failure is the one that counts. */
  fail(failure: Failure): void {
    this.failure ??= { ...failure, cell: this.current };
  }

  async cells(): Promise<void> {
    for (const [i, cell] of this.#cells.entries()) {
      if (this.failure || this.#options.signal?.aborted) return;
      this.current = i + 1;
      this.#options.onCell?.(i + 1, this.#cells.length);
      if (cell.source.trim() !== '') await this.#cell(cell);
    }
  }

  #take(message: Message): void {
    const { header, content, metadata } = message;
    const outputs = this.#cells[this.current - 1]?.outputs as Output[] | undefined;
    if (!outputs) return;
    this.#collector.add(outputs, message);
    if (header.msg_type !== 'error') return;
    const line = typeof metadata.line === 'number' ? metadata.line : undefined;
    this.fail({ reason: `${content.ename}: ${content.evalue}`, line });
  }

  async #cell(cell: NotebookCell): Promise<void> {
    const done = this.#client.execute(cell.source, (message) => this.#take(message));
    const stopped = stopOf(this.#options);
    try {
      const first = await Promise.race([done, stopped.reason]);
      const reply = typeof first === 'string' ? await this.#stop(done, first) : first;
      cell.execution_count = (reply?.execution_count as number | undefined) ?? null;
    } finally {
      stopped.forget();
    }
  }

  async #stop(done: Promise<Content>, reason: string): Promise<Content | undefined> {
    this.fail({ reason });
    this.#client.interrupt();
    const reply = await within(done, interruptMilliseconds);
    if (reply) return reply;
    this.failure = {
      cell: this.current,
      reason: `${reason} and did not react to the interrupt; the kernel was killed`,
    };
    done.catch(() => {});
    await this.#client.kill();
    return undefined;
  }
}

/** Resolves with the reason when the running cell has to stop: its time is over, or the user said so. */
function stopOf({ timeout = 0, signal }: RunOptions): { reason: Promise<string>; forget: () => void } {
  let forget = (): void => {};
  const reason = new Promise<string>((resolve) => {
    const onAbort = (): void => resolve('stopped by the user');
    // Node fires a longer timer at once.
    const milliseconds = Math.min(timeout * 1000, 2 ** 31 - 1);
    const timer = timeout > 0 && setTimeout(() => resolve(`took longer than ${timeout} s`), milliseconds);
    signal?.addEventListener('abort', onAbort);
    forget = () => {
      if (timer) clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
  });
  return { reason, forget };
}
