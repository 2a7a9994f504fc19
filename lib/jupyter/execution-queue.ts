import type { KernelServer } from './kernel-server';
import type { CellError } from './language/cell-error';
import type { Content, Message } from './wire';

/** How a cell ended. */
export interface CellOutcome {
  readonly error?: CellError;
  readonly expressions?: Content;
  readonly payload?: readonly Content[];
}

/** Runs one cell to its end; `count` is the number of the cell. */
export type RunCell = (request: Message, code: string, count: number) => Promise<CellOutcome>;

/** Numbers of cells: one for all queues of a kernel. */
export class ExecutionCounter {
  count = 0;
}

/** How long the reply to a failed cell waits for requests that were sent before it. */
const settleMilliseconds = 50;

/**
 * Executes requests one after another.
 *
 * After a failed cell, the requests that are waiting are answered `aborted` (unless the failed one said otherwise by
 * `stop_on_error: false`). The reply to the failed cell is sent only after they were collected: whatever a client sends
 * once it knows of the failure is executed.
 */
export class ExecutionQueue {
  readonly #server: KernelServer;
  readonly #runCell: RunCell;
  readonly #counter: ExecutionCounter;
  #waiting: Message[] = [];
  #active = false;

  constructor(server: KernelServer, runCell: RunCell, counter: ExecutionCounter) {
    this.#server = server;
    this.#runCell = runCell;
    this.#counter = counter;
  }

  add(request: Message): void {
    this.#waiting.push(request);
    if (!this.#active) void this.#work();
  }

  async #work(): Promise<void> {
    this.#active = true;
    for (let request = this.#waiting.shift(); request; request = this.#waiting.shift()) {
      await this.#execute(request);
    }
    this.#active = false;
  }

  async #execute(request: Message): Promise<void> {
    const { code, silent, store_history: store, stop_on_error: stop } = request.content;
    this.#server.busy(request);
    const source = typeof code === 'string' ? code : '';
    const counted = silent !== true && store !== false;
    if (counted) this.#counter.count += 1;
    const { count } = this.#counter;
    if (silent !== true) {
      this.#server.publish(request.header, 'execute_input', { code: source, execution_count: count });
    }
    const outcome = await this.#runCell(request, source, count);
    let aborted: Message[] = [];
    if (outcome.error && stop !== false) {
      await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
      aborted = this.#waiting;
      this.#waiting = [];
    }
    this.#answer(request, outcome, count);
    for (const other of aborted) {
      this.#server.busy(other);
      // Without a count: JupyterLab would show it as the number of the cell.
      this.#server.reply(other, 'execute_reply', { status: 'aborted' });
      this.#server.idle(other);
    }
  }

  #answer(request: Message, { error, expressions, payload }: CellOutcome, count: number): void {
    const content: Content = error
      ? { status: 'error', ename: error.name, evalue: error.message, traceback: error.traceback }
      : { status: 'ok', payload: payload ?? [], user_expressions: expressions ?? {} };
    if (error) {
      const { ename, evalue, traceback } = content;
      const metadata = error.line === undefined ? {} : { line: error.line };
      this.#server.publish(request.header, 'error', { ename, evalue, traceback }, metadata);
    }
    this.#server.reply(request, 'execute_reply', { ...content, execution_count: count });
    this.#server.idle(request);
  }
}
