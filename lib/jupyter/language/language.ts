import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Content } from '../wire';
import type { CompiledCell, RefusedCell } from './cell-compiler';
import { CellSourceMaps } from './cell-source-map';
import type { Declaration } from './declarations';

/** Requests of a client that need the compiler. */
export type LanguageRequest = 'complete_request' | 'inspect_request' | 'is_complete_request';

/** To the thread of the compiler. Those with an `id` are answered. */
export type ToLanguage =
  | { readonly type: 'warm' }
  | { readonly type: 'compile'; readonly id: number; readonly source: string; readonly number: number }
  | {
      readonly type: 'ask';
      readonly id: number;
      readonly request: LanguageRequest;
      readonly content: Content;
    }
  | { readonly type: 'failed'; readonly number: number; readonly defined: readonly string[] }
  | { readonly type: 'reset' };

/** From that thread: an answer, or the declarations after they changed. */
export type FromLanguage =
  | { readonly type: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly type: 'failure'; readonly id: number; readonly error: Error }
  | { readonly type: 'declarations'; readonly declarations: readonly Declaration[] };

/** What the thread of the compiler is started with. */
export interface LanguageStart {
  readonly folder: string;
  readonly declarations: readonly Declaration[];
  /** Whether docstrings are read before anybody asks for them. */
  readonly docstringsAhead: boolean;
}

interface Pending {
  readonly message: ToLanguage;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** How long the compiler may go on with what nobody waits for any more. */
const patienceMilliseconds = 5000;

/**
 * All that needs the compiler. It works in a thread of its own, so that the kernel answers heartbeats and everything else
 * meanwhile.
 */
export class Language {
  readonly maps = new CellSourceMaps();
  readonly #folder: string;
  readonly #docstringsAhead: boolean;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #declarations: readonly Declaration[] = [];
  #id = 0;

  /**
   * @param folder from which cells import
   * @param docstringsAhead whether somebody will look at docstrings
   */
  constructor(folder: string, docstringsAhead: boolean) {
    this.#folder = folder;
    this.#docstringsAhead = docstringsAhead;
  }

  #thread(): Worker {
    if (this.#worker) return this.#worker;
    const start: LanguageStart = {
      folder: this.#folder,
      declarations: this.#declarations,
      docstringsAhead: this.#docstringsAhead,
    };
    const worker = new Worker(join(__dirname, 'language-thread.js'), { workerData: start });
    this.#worker = worker;
    worker.on('message', (message: FromLanguage) => this.#take(message));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('its thread ended')));
    // The sockets keep the kernel alive, not this.
    worker.unref();
    return worker;
  }

  #take(message: FromLanguage): void {
    if (message.type === 'declarations') {
      this.#declarations = message.declarations;
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    if (message.type === 'answer') pending?.resolve(message.answer);
    else pending?.reject(message.error);
  }

  /** Another thread, which knows what the cells declared, takes what the one that ended had not come to. */
  #lose(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const [first, ...rest] = this.#pending;
    if (!first) return;
    const [id, { reject }] = first;
    this.#pending.delete(id);
    reject(error);
    for (const [, { message }] of rest) this.#tell(message);
  }

  #tell(message: ToLanguage): void {
    this.#thread().postMessage(message);
  }

  #ask(message: (id: number) => ToLanguage): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      const sent = message(id);
      this.#pending.set(id, { message: sent, resolve, reject });
      this.#tell(sent);
    });
  }

  /** Loads the compiler, so that nobody need wait for it. */
  start(): void {
    this.#thread();
  }

  /** Has the compiler read what most cells need, so that the first one need not wait for it. */
  warm(): void {
    this.#tell({ type: 'warm' });
  }

  /**
   * @param number by which stack traces will name the cell
   * @throws Error if the compiler fails
   */
  async compile(source: string, number: number): Promise<CompiledCell | RefusedCell> {
    const compiled = (await this.#ask((id) => ({ type: 'compile', id, source, number }))) as
      | CompiledCell
      | RefusedCell;
    if ('map' in compiled && compiled.map) this.maps.add(number, compiled.map);
    return compiled;
  }

  /** Content of the reply to a request. */
  answer(request: LanguageRequest, content: Content): Promise<Content> {
    return this.#ask((id) => ({ type: 'ask', id, request, content })) as Promise<Content>;
  }

  /** Takes back what a cell declared but did not come to define, as it failed before. */
  failed(number: number, defined: readonly string[]): void {
    this.#tell({ type: 'failed', number, defined });
  }

  /** Forgets all that was declared. */
  reset(): void {
    this.#declarations = [];
    if (this.#worker) this.#tell({ type: 'reset' });
  }

  /** Nobody waits for the compilation any more: ends the thread if it does not come to its end by itself. */
  async abandon(compilation: Promise<unknown>): Promise<void> {
    const worker = this.#worker;
    const timer = setTimeout(() => {
      if (worker) void worker.terminate();
    }, patienceMilliseconds);
    await compilation.catch(() => {});
    clearTimeout(timer);
  }
}
