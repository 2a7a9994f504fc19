import { Readable } from 'node:stream';
import { currentCell } from './cell-context';
import type { Outlet } from './outlet';
import type { AnswerBuffer } from './watchdog';

/** How long a stream that wants more input waits before it asks: who has read enough closes it meanwhile. */
const patienceMilliseconds = 100;

/** What cells ask the reader of the notebook. */
export class Reader {
  readonly #outlet: Outlet;
  readonly #answer: AnswerBuffer;

  constructor(outlet: Outlet, answer: AnswerBuffer) {
    this.#outlet = outlet;
    this.#answer = answer;
  }

  /** Asks, and waits without letting anything else run. @returns null if the reader gave no answer */
  ask(prompt: string, password = false): string | null {
    const cell = currentCell();
    if (cell && !cell.allowStdin) {
      throw new Error('this client of the kernel cannot ask its reader for input (allow_stdin is false)');
    }
    const { state, bytes } = this.#answer;
    Atomics.store(state, 0, 0);
    this.#outlet.finish(this.#outlet.current);
    this.#outlet.send({ type: 'input', id: this.#outlet.current, prompt, password });
    Atomics.wait(state, 0, 0);
    return state[0] === 1 ? new TextDecoder().decode(bytes.slice(0, state[1])) : null;
  }

  /** `prompt`, `confirm` and `alert` as browsers have them, and `process.stdin` for readline. */
  install(): void {
    Object.assign(globalThis, {
      prompt: (message = 'Prompt', preset = ''): string | null => {
        const text = this.ask(preset === '' ? `${message} ` : `${message} [${preset}] `);
        return text === '' ? preset : text;
      },
      confirm: (message = 'Confirm'): boolean => /^y(es)?$/i.test(this.ask(`${message} [y/N] `) ?? ''),
      alert: (message = 'Alert'): void => void this.ask(`${message} [Enter] `),
    });
    const stdin = this.#stream();
    Object.defineProperty(process, 'stdin', { configurable: true, get: () => stdin });
  }

  #stream(): Readable {
    let waiting: NodeJS.Timeout | undefined;
    const stream = new Readable({
      highWaterMark: 1,
      read: () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => {
          if (
            stream.isPaused() ||
            stream.listenerCount('data') +
              stream.listenerCount('readable') +
              stream.listenerCount('keypress') ===
              0
          ) {
            retry();
            return;
          }
          try {
            const line = this.ask('');
            stream.push(line === null ? null : `${line}\n`);
          } catch (error) {
            stream.destroy(error as Error);
          }
        }, patienceMilliseconds);
        waiting.unref();
      },
    });
    // A stream that was paused is not asked to read again when it goes on.
    const retry = (): void => void stream.once('resume', () => stream._read(1));
    return Object.assign(stream, { isTTY: false, fd: 0 });
  }
}
