import { Dealer, Subscriber } from 'zeromq';
import { addressOf, type Connection, createConnectionFile } from './connection';
import { describeExit, type KernelExit, KernelProcess } from './kernel-process';
import { type Content, type Message, Wire } from './wire';
import { within } from './within';

/** The kernel's process ended before it was told to. */
export class KernelDiedError extends Error {
  override name = 'KernelDiedError';
}

interface Pending {
  readonly onMessage: (message: Message) => void;
  readonly onReply: () => void;
  readonly finish: (reply: Content) => void;
  reply?: Content;
  idle: boolean;
}

const startMilliseconds = 60_000;
const askMilliseconds = 250;
const settleMilliseconds = 10;
/** The kernel binds its sockets a moment after we connect ours. */
const reconnectMilliseconds = 10;
const shutdownMilliseconds = 5_000;

/** Our end of a kernel: starts it, sends it requests, ends it. */
export class KernelClient {
  readonly process: KernelProcess;
  /** Gets the output that arrives after the end of the request that it belongs to. */
  onLateMessage: (message: Message) => void = () => {};
  readonly #wire: Wire;
  /** Answers what a cell asks its reader; without it, cells are told that there is nobody to ask. */
  onInput: ((request: Content) => string) | undefined;
  readonly #shell: Dealer;
  readonly #stdin: Dealer;
  readonly #control = new Dealer();
  readonly #iopub = new Subscriber();
  readonly #pending = new Map<string, Pending>();
  readonly #died: Promise<never>;

  private constructor(kernel: KernelProcess, connection: Connection) {
    this.process = kernel;
    this.#wire = new Wire(connection.key);
    // The kernel asks for input on the channel that has the name of the one on which the cell came.
    const routingId = this.#wire.session;
    this.#shell = new Dealer({ routingId });
    this.#stdin = new Dealer({ routingId });
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub]) {
      socket.reconnectInterval = reconnectMilliseconds;
    }
    for (const socket of [this.#shell, this.#control, this.#stdin]) {
      socket.linger = 0;
      socket.sendTimeout = 0;
    }
    // Nothing may be dropped: outputs, and the message that says a cell is done, come this way.
    this.#iopub.receiveHighWaterMark = 0;
    this.#iopub.subscribe();
    this.#shell.connect(addressOf(connection, 'shell'));
    this.#stdin.connect(addressOf(connection, 'stdin'));
    this.#control.connect(addressOf(connection, 'control'));
    this.#iopub.connect(addressOf(connection, 'iopub'));
    this.#died = kernel.exited.then((exit) => {
      throw new KernelDiedError(`the kernel died: ${describeExit(exit)}`);
    });
    this.#died.catch(() => {});
    void this.#readReplies(this.#shell);
    void this.#readReplies(this.#control);
    void this.#readPublished();
    void this.#answerInput();
  }

  /**
   * Starts a kernel and waits until it answers on all channels.
   *
   * @param options.cwd working directory: imports of cells are resolved from there
   * @param options.env environment of the kernel, in addition to that of this process
   * @throws KernelDiedError if it ends before it answers
   * @throws Error if it does not answer within a minute
   */
  static async start(options: { cwd: string; env?: NodeJS.ProcessEnv }): Promise<KernelClient> {
    const file = await createConnectionFile();
    const client = new KernelClient(new KernelProcess(file.path, options), file.connection);
    try {
      await client.#waitUntilReady();
      return client;
    } catch (error) {
      await client.kill();
      throw error;
    }
  }

  async #waitUntilReady(): Promise<void> {
    const deadline = Date.now() + startMilliseconds;
    // A subscription takes effect some time after the socket connects: only an idle status that arrives proves it.
    for (let ready = false; !ready; ) {
      if (Date.now() > deadline) {
        throw new Error(`the kernel did not answer within ${startMilliseconds / 1000} s`);
      }
      const { done, replied, forget } = this.#send(this.#shell, 'kernel_info_request', {});
      await within(this.#orDeath(replied), askMilliseconds);
      ready = (await within(done, settleMilliseconds)) !== undefined;
      if (!ready) forget();
    }
  }

  #send(
    socket: Dealer,
    type: string,
    content: Content,
    onMessage: (message: Message) => void = () => {},
    extra: Content = {},
    buffers: readonly Uint8Array[] = [],
  ): { done: Promise<Content>; replied: Promise<unknown>; forget: () => void } {
    const { header, frames } = this.#wire.encode({ type, content, header: extra, buffers });
    let onReply!: () => void;
    const replied = new Promise<void>((resolve) => {
      onReply = resolve;
    });
    const done = new Promise<Content>((finish) => {
      this.#pending.set(header.msg_id, { onMessage, onReply, finish, idle: false });
    });
    void socket.send(frames);
    const forget = (): void => void this.#pending.delete(header.msg_id);
    return { done: this.#orDeath(done), replied, forget };
  }

  #orDeath<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#died]);
  }

  /**
   * Sends a request, and hands over all that is published because of it.
   *
   * @param header further fields of the request's header
   * @param buffers binary data
   * @returns content of the reply, once the idle status has arrived too (either may be first)
   * @throws KernelDiedError
   */
  request(
    channel: 'shell' | 'control',
    type: string,
    content: Content,
    onMessage?: (message: Message) => void,
    header?: Content,
    buffers?: readonly Uint8Array[],
  ): Promise<Content> {
    const socket = channel === 'shell' ? this.#shell : this.#control;
    return this.#send(socket, type, content, onMessage, header, buffers).done;
  }

  /** Executes code as a notebook does. @throws KernelDiedError */
  execute(code: string, onMessage?: (message: Message) => void): Promise<Content> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: this.onInput !== undefined,
    };
    return this.request('shell', 'execute_request', { ...content, stop_on_error: true }, onMessage);
  }

  /** Stops the running cell, if it can be stopped. */
  interrupt(): void {
    // Windows has no signal that does not end the process.
    if (process.platform !== 'win32') this.process.interrupt();
    else this.request('control', 'interrupt_request', {}).catch(() => {});
  }

  /** Ends the kernel in good order, or by force if it does not obey within seconds. */
  async shutdown(): Promise<KernelExit> {
    if (this.#control.closed) return this.process.exited;
    const done = this.request('control', 'shutdown_request', { restart: false }).catch(() => {});
    // What the kernel published before arrives before the end of this request.
    await within(done, shutdownMilliseconds);
    await within(this.process.exited, shutdownMilliseconds);
    return this.kill();
  }

  /** Ends the kernel at once. */
  async kill(): Promise<KernelExit> {
    this.process.kill();
    const exit = await this.process.exited;
    for (const socket of [this.#shell, this.#control, this.#stdin, this.#iopub]) socket.close();
    return exit;
  }

  async #readReplies(socket: Dealer): Promise<void> {
    for await (const frames of socket) {
      const message = this.#wire.decode(frames);
      const id = message.parent.msg_id ?? '';
      const pending = this.#pending.get(id);
      if (!pending) continue;
      pending.reply = message.content;
      pending.onReply();
      this.#settle(id, pending);
    }
  }

  async #answerInput(): Promise<void> {
    for await (const frames of this.#stdin) {
      const { header, content } = this.#wire.decode(frames);
      const value = this.onInput?.(content) ?? '';
      const reply = this.#wire.encode({
        type: 'input_reply',
        content: { status: 'ok', value },
        parent: header,
      });
      void this.#stdin.send(reply.frames);
    }
  }

  async #readPublished(): Promise<void> {
    for await (const frames of this.#iopub) {
      const message = this.#wire.decode(frames);
      const id = message.parent.msg_id ?? '';
      const pending = this.#pending.get(id);
      if (message.header.msg_type !== 'status') (pending?.onMessage ?? this.onLateMessage)(message);
      else if (pending && message.content.execution_state === 'idle') {
        pending.idle = true;
        this.#settle(id, pending);
      }
    }
  }

  #settle(id: string, { reply, idle, finish }: Pending): void {
    if (!reply || !idle) return;
    this.#pending.delete(id);
    finish(reply);
  }
}
