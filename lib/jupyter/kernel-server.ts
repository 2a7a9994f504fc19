import { Publisher, Reply, Router } from 'zeromq';
import { addressOf, type Connection } from './connection';
import { type Content, type Header, type Message, Wire, WireError } from './wire';

/** Answers one request: the content of the reply to it; undefined for messages without reply. */
export type Handler = (request: Message) => Content | undefined | Promise<Content | undefined>;

/** The language side of a kernel. */
export interface Handlers {
  /** Requests that are answered at once, by message type; also while a cell is running. */
  readonly immediate: ReadonlyMap<string, Handler>;
  /** Takes an `execute_request`; answers later, by `busy`, `reply` and `idle`. */
  execute(request: Message): void;
  /** Takes what the reader typed. */
  input(value: string): void;
  /** Called after the reply to a `shutdown_request` was sent. */
  shutdown(): void;
}

/** The five sockets of a Jupyter kernel. */
export class KernelServer {
  readonly #connection: Connection;
  readonly #wire: Wire;
  readonly #iopub = new Publisher();
  readonly #shell = new Router();
  readonly #control = new Router();
  readonly #stdin = new Router();
  readonly #heartbeat = new Reply();

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#wire = new Wire(connection.key);
    // A send then succeeds at once or never: without this, zeromq refuses what a loop sends after 512 messages, and a
    // publisher drops what exceeds 1000 waiting ones.
    for (const socket of [this.#iopub, this.#shell, this.#control, this.#stdin]) {
      socket.sendTimeout = 0;
      socket.sendHighWaterMark = 0;
      socket.linger = 500;
    }
  }

  /** Binds the sockets and answers requests from now on. */
  async start(handlers: Handlers): Promise<void> {
    await this.#iopub.bind(addressOf(this.#connection, 'iopub'));
    await this.#stdin.bind(addressOf(this.#connection, 'stdin'));
    await this.#heartbeat.bind(addressOf(this.#connection, 'hb'));
    await this.#control.bind(addressOf(this.#connection, 'control'));
    await this.#shell.bind(addressOf(this.#connection, 'shell'));
    this.publish({}, 'status', { execution_state: 'starting' });
    void this.#beat();
    void this.#serve(this.#control, (request) => this.#dispatch(request, this.#control, handlers));
    void this.#serve(this.#shell, (request) => this.#dispatch(request, this.#shell, handlers));
    void this.#serve(this.#stdin, ({ header, content }) => {
      if (header.msg_type === 'input_reply') handlers.input(String(content.value ?? ''));
    });
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#heartbeat) await this.#heartbeat.send(frames);
  }

  async #serve(socket: Router, take: (request: Message) => void): Promise<void> {
    for await (const frames of socket) {
      try {
        take(this.#wire.decode(frames));
      } catch (error) {
        if (!(error instanceof WireError)) throw error;
        process.emitWarning(`refused a message: ${error.message}`);
      }
    }
  }

  #dispatch(request: Message, socket: Router, handlers: Handlers): void {
    const { msg_type: type } = request.header;
    if (type === 'execute_request') {
      handlers.execute(request);
      return;
    }
    this.busy(request);
    const finish = (answer: Content | undefined): void => {
      if (answer) this.#send(socket, request, type.replace(/_request$/, '_reply'), answer);
      this.idle(request);
      if (type === 'shutdown_request') handlers.shutdown();
    };
    try {
      const answer = handlers.immediate.get(type)?.(request);
      if (answer instanceof Promise) answer.catch(failure).then(finish);
      else finish(answer);
    } catch (error) {
      finish(failure(error));
    }
  }

  #send(socket: Router, request: Message, type: string, content: Content): void {
    const { identities, header: parent } = request;
    void socket.send(this.#wire.encode({ type, content, parent, identities }).frames);
  }

  /** Publishes on iopub, as a consequence of the request with header `parent`. */
  publish(
    parent: Partial<Header>,
    type: string,
    content: Content,
    metadata: Content = {},
    buffers: readonly Uint8Array[] = [],
  ): void {
    const message = { type, content, metadata, parent, buffers, identities: [type] };
    void this.#iopub.send(this.#wire.encode(message).frames);
  }

  /** Answers a request of the shell channel. */
  reply(request: Message, type: string, content: Content): void {
    this.#send(this.#shell, request, type, content);
  }

  /** Asks the client that sent the request for a line of text. */
  askInput(request: Message, content: Content): void {
    this.#send(this.#stdin, request, 'input_request', content);
  }

  busy(request: Message): void {
    this.publish(request.header, 'status', { execution_state: 'busy' });
  }

  idle(request: Message): void {
    this.publish(request.header, 'status', { execution_state: 'idle' });
  }
}

function failure(error: unknown): Content {
  const { name, message, stack = '' } = error as Error;
  return { status: 'error', ename: name, evalue: message, traceback: stack.split('\n') };
}
