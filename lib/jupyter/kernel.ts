import { CellRunner, expressionContent } from './cell-runner';
import type { FromCells, Thrown } from './cells/messages';
import { CommTable } from './comm-table';
import { Debugger } from './debug/debugger';
import { type CellOutcome, ExecutionCounter, ExecutionQueue } from './execution-queue';
import { History } from './history';
import type { Handler, KernelServer } from './kernel-server';
import { answerMagic } from './language/answer-magic';
import type { CellError } from './language/cell-error';
import type { Language, LanguageRequest } from './language/language';
import { languageInfo } from './language-info';
import { Subshells } from './subshells';
import type { Content, Header, Message } from './wire';

/** How many runs are remembered for output that comes late. */
const rememberedRuns = 1000;

const languageRequests: readonly LanguageRequest[] = [
  'complete_request',
  'inspect_request',
  'is_complete_request',
];

const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const fromText = (text: string): Buffer => Buffer.from(text, 'base64');

/** A TypeScript kernel: another process runs the cells, this one compiles them and tells Jupyter what happens. */
export class Kernel {
  readonly #server: KernelServer;
  readonly #runner: CellRunner;
  readonly #language: Language;
  readonly #history = new History();
  readonly #debugger: Debugger;
  readonly #subshells: Subshells;
  readonly #comms = new CommTable();
  readonly #requests = new Map<number, Message>();
  #run = 0;
  #warming: NodeJS.Timeout | undefined;

  /** @param folder from which cells import */
  constructor(server: KernelServer, folder: string, language: Language) {
    this.#server = server;
    this.#language = language;
    this.#runner = new CellRunner(folder, this.#language, {
      onMessage: (message) => this.#take(message),
      onNativeText: (name, text) => server.publish(this.#parent(this.#run), 'stream', { name, text }),
      onDebugEvent: (method, params) => this.#debugger.onEvent(method, params),
      onExit: (how) => this.#onExit(how),
    });
    this.#debugger = new Debugger(this.#runner, (event) =>
      server.publish(this.#parent(this.#run), 'debug_event', event),
    );
    const counter = new ExecutionCounter();
    const execute = (request: Message, code: string, count: number) => this.#execute(request, code, count);
    this.#subshells = new Subshells(() => new ExecutionQueue(server, execute, counter));
  }

  /** Serves until a shutdown request. */
  async start(): Promise<void> {
    process.on('SIGINT', () => void this.#interrupt());
    process.on('exit', () => this.#runner.process.close());
    await this.#server.start({
      immediate: this.#immediate(),
      execute: (request) => this.#subshells.queueOf(request.header).add(request),
      input: (value) => this.#runner.process.answer(value),
      shutdown: () => {
        this.#runner.process.close();
        // The sockets linger until all is sent.
        setImmediate(() => process.exit(0));
      },
    });
  }

  #parent(run: number): Partial<Header> {
    return this.#requests.get(run)?.header ?? {};
  }

  #begin(request: Message): number {
    const id = ++this.#run;
    this.#requests.set(id, request);
    this.#requests.delete(id - rememberedRuns);
    return id;
  }

  async #execute(request: Message, source: string, count: number): Promise<CellOutcome> {
    const { silent, store_history: store, allow_stdin: stdin, user_expressions: asked } = request.content;
    if (silent !== true && store !== false) this.#history.add(count, source);
    const id = this.#begin(request);
    const { error, result, refused } = await this.#runner.run(id, source, count, stdin === true);
    if (refused) {
      const magic = await answerMagic(source, (code) =>
        this.#language.answer('inspect_request', { code, cursor_pos: code.length }),
      );
      if (magic?.data)
        this.#server.publish(request.header, 'display_data', {
          data: magic.data,
          metadata: {},
          transient: {},
        });
      if (magic) return { error: magic.error };
    }
    if (error) return { error };
    if (result && silent !== true) {
      this.#server.publish(request.header, 'execute_result', { ...result, execution_count: count });
    }
    return { expressions: await this.#evaluate(request, asked, count) };
  }

  async #evaluate(request: Message, asked: unknown, count: number): Promise<Content> {
    const expressions = Object.entries(typeof asked === 'object' && asked !== null ? asked : {});
    const values: Content = {};
    for (const [name, expression] of expressions) {
      const run = await this.#runner.run(this.#begin(request), `(${expression})`, count, false);
      values[name] = expressionContent(run);
    }
    return values;
  }

  #take(message: Exclude<FromCells, { type: 'done' | 'ready' | 'interrupted' }>): void {
    const request = this.#requests.get(message.id);
    const parent = request?.header ?? {};
    if (message.type === 'stream') {
      const { name, text } = message;
      this.#server.publish(parent, 'stream', { name, text });
    } else if (message.type === 'publish') {
      this.#comms.note(message.message, message.content);
      const { content, metadata, buffers = [] } = message;
      this.#server.publish(parent, message.message, content, metadata, buffers.map(fromText));
    } else if (message.type === 'input') {
      const { prompt, password } = message;
      if (request) this.#server.askInput(request, { prompt, password });
    } else this.#publishLate(parent, message.thrown);
  }

  #publishLate(parent: Partial<Header>, thrown: Thrown): void {
    this.#publishError(parent, this.#runner.describe(thrown));
  }

  #publishError(parent: Partial<Header>, { name, message, traceback, line }: CellError): void {
    const content = { ename: name, evalue: message, traceback };
    this.#server.publish(parent, 'error', content, line === undefined ? {} : { line });
  }

  async #interrupt(): Promise<void> {
    await this.#debugger.release();
    await this.#runner.interrupt();
  }

  #onExit(how: string): void {
    this.#language.reset();
    const message = `the process of the cells ended (${how}): all variables are lost`;
    const error = { name: 'CellProcessDied', message, traceback: [`CellProcessDied: ${message}`] };
    this.#publishError(this.#parent(this.#run), error);
  }

  #immediate(): Map<string, Handler> {
    const language = languageRequests.map((type): [string, Handler] => [
      type,
      ({ content }) => this.#language.answer(type, content),
    ]);
    const comm = (request: Message): undefined => {
      this.#comms.note(request.header.msg_type, request.content);
      const id = this.#begin(request);
      this.#runner.process.comm(id, request.header.msg_type, request.content, request.buffers.map(toText));
    };
    return new Map<string, Handler>([
      ...language,
      ...this.#subshells.handlers(),
      ['kernel_info_request', () => this.#greet()],
      ['comm_info_request', ({ content }) => this.#comms.info(content.target_name)],
      ['comm_open', comm],
      ['comm_msg', comm],
      ['comm_close', comm],
      ['history_request', ({ content }) => this.#history.answer(content)],
      ['debug_request', ({ content }) => this.#debugger.answer(content)],
      [
        'interrupt_request',
        async () => {
          await this.#interrupt();
          return { status: 'ok' };
        },
      ],
      ['shutdown_request', ({ content }) => ({ status: 'ok', restart: content.restart === true })],
    ]);
  }

  /** Types are read after the first answer: who asks whether the kernel is there should not wait for them. */
  #greet(): Content {
    this.#warming ??= setTimeout(() => {
      this.#language.warm();
      void this.#runner.process.warm();
    });
    return this.#info();
  }

  #info(): Content {
    return {
      status: 'ok',
      protocol_version: '5.5',
      implementation: 'genlabel (tslab)',
      implementation_version: versionOf('tslab'),
      banner: `TypeScript ${languageInfo.version} (GenLabel), Node ${process.versions.node}`,
      debugger: true,
      supported_features: ['kernel subshells', 'debugger'],
      help_links: [{ text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' }],
      language_info: languageInfo,
    };
  }
}
