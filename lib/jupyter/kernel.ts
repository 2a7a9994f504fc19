import type { CellError } from './cell-error';
import { CellRunner } from './cell-runner';
import { ExecutionQueue } from './execution-queue';
import type { Handler, KernelServer } from './kernel-server';
import { StrayErrors } from './stray-errors';
import { StreamOutput } from './stream-output';
import type { Content, Header, Message } from './wire';

/** A TypeScript kernel: tslab runs the cells, this tells Jupyter what happens. */
export class Kernel {
  readonly #server: KernelServer;
  readonly #runner: CellRunner;
  readonly #streams: StreamOutput;
  readonly #queue: ExecutionQueue;
  /** The request to which output belongs: the last one that was executed, also after its end. */
  #parent: Partial<Header> = {};
  #cell = { number: 0, source: '' };

  constructor(server: KernelServer) {
    this.#server = server;
    this.#streams = new StreamOutput((name, text) => server.publish(this.#parent, 'stream', { name, text }));
    this.#runner = new CellRunner(
      new StrayErrors(({ reason, origin }) => this.#publishLate(reason, `Nobody caught this ${origin}:`)),
    );
    this.#queue = new ExecutionQueue(server, (request, code, count) => this.#run(request, code, count));
  }

  /** Takes over the output streams and the interrupt signal of the process, then serves until a shutdown request. */
  async start(): Promise<void> {
    await this.#server.start({
      immediate: this.#immediate(),
      execute: (request) => this.#queue.add(request),
      shutdown: () => {
        this.#runner.close();
        // Timers and workers of cells must not keep the process alive; the sockets linger until all is sent.
        setImmediate(() => process.exit(0));
      },
    });
    this.#streams.capture(process.stdout, 'stdout');
    this.#streams.capture(process.stderr, 'stderr');
    process.on('SIGINT', () => this.#runner.interrupt());
    process.on('exit', () => this.#streams.finish());
    this.#runner.onDisplay((data, update) => {
      this.#streams.flush();
      this.#server.publish(this.#parent, update ? 'update_display_data' : 'display_data', data);
    });
  }

  async #run(request: Message, source: string, count: number): Promise<CellError | undefined> {
    this.#streams.finish();
    this.#parent = request.header;
    this.#cell = { number: count, source };
    const error = await this.#runner.run(this.#cell);
    this.#streams.finish();
    return error;
  }

  #publishLate(reason: unknown, title: string): void {
    this.#streams.flush();
    const { name, message, traceback, line } = this.#runner.describe(reason, this.#cell);
    const content = { ename: name, evalue: message, traceback: [title, ...traceback] };
    this.#server.publish(this.#parent, 'error', content, line === undefined ? {} : { line });
  }

  #immediate(): Record<string, Handler> {
    const { language } = this.#runner;
    type Request = Parameters<typeof language.handleInspect>[0] &
      Parameters<typeof language.handleComplete>[0];
    const asked = (request: Message): Request => request.content as unknown as Request;
    return {
      kernel_info_request: () => this.#info(),
      comm_info_request: () => ({ status: 'ok', comms: {} }),
      history_request: () => ({ status: 'ok', history: [] }),
      is_complete_request: (request) => ({ ...language.handleIsComplete(asked(request)) }),
      inspect_request: (request) => ({ ...language.handleInspect(asked(request)) }),
      complete_request: (request) => ({ ...language.handleComplete(asked(request)) }),
      interrupt_request: () => {
        this.#runner.interrupt();
        return { status: 'ok' };
      },
      shutdown_request: ({ content }) => ({ status: 'ok', restart: content.restart === true }),
    };
  }

  #info(): Content {
    const info = this.#runner.language.handleKernel();
    return {
      ...info,
      status: 'ok',
      banner: `TypeScript ${this.#runner.typescriptVersion} (GenLabel), Node ${process.versions.node}`,
      language_info: { ...info.language_info, version: this.#runner.typescriptVersion },
    };
  }
}
