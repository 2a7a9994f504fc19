import { randomUUID } from 'node:crypto';
import type { ExecutionQueue } from './execution-queue';
import type { Handler } from './kernel-server';
import type { Content, Header } from './wire';

/**
 * Subshells (JEP 91): queues of their own beside the main one. Cells of different queues take turns wherever they wait for
 * something; all other requests are answered at once in any case.
 */
export class Subshells {
  readonly #newQueue: () => ExecutionQueue;
  readonly #main: ExecutionQueue;
  readonly #queues = new Map<string, ExecutionQueue>();

  constructor(newQueue: () => ExecutionQueue) {
    this.#newQueue = newQueue;
    this.#main = newQueue();
  }

  /** The queue that a request is meant for; the main one if the subshell is gone. */
  queueOf(header: Header): ExecutionQueue {
    const { subshell_id: id } = header as Header & { subshell_id?: unknown };
    return (typeof id === 'string' && this.#queues.get(id)) || this.#main;
  }

  handlers(): [string, Handler][] {
    return [
      ['create_subshell_request', () => this.#create()],
      ['delete_subshell_request', ({ content }) => this.#delete(String(content.subshell_id))],
      ['list_subshell_request', () => ({ status: 'ok', subshell_id: [...this.#queues.keys()] })],
    ];
  }

  #create(): Content {
    const id = randomUUID();
    this.#queues.set(id, this.#newQueue());
    return { status: 'ok', subshell_id: id };
  }

  #delete(id: string): Content {
    if (this.#queues.delete(id)) return { status: 'ok' };
    const evalue = `got subshell ${id}, which there is not`;
    return { status: 'error', ename: 'SubshellError', evalue, traceback: [evalue] };
  }
}
