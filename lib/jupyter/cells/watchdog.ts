import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import type { Content } from '../wire';
import { preparing } from './end-execution';
import type { FromWatchdog, ToWatchdog } from './messages';

/** Pipe to the kernel that this thread alone reads, so that it is heard while a cell computes. */
export const watchdogPipe = 4;

/** Longest answer of a reader, in bytes. */
const answerBytes = 1 << 20;

/** Where the answer of the reader is put: a state (0 waiting, 1 answered, 2 refused), the length, and UTF-8. */
export interface AnswerBuffer {
  readonly state: Int32Array;
  readonly bytes: Uint8Array;
}

interface Shared {
  readonly watchdogAnswer: SharedArrayBuffer;
}

function answerOf(buffer: SharedArrayBuffer): AnswerBuffer {
  return { state: new Int32Array(buffer, 0, 2), bytes: new Uint8Array(buffer, 8) };
}

/**
 * Starts the thread that can reach the cells while they compute: it ends what they execute, leads the debugger, hands over
 * what the reader typed, and ends the process when the kernel is gone.
 */
export function startWatchdog(): AnswerBuffer {
  const buffer = new SharedArrayBuffer(8 + answerBytes);
  const worker = new Worker(__filename, {
    workerData: { watchdogAnswer: buffer } satisfies Shared,
    // Flags of the process are not meant for this thread.
    execArgv: [],
    stdout: false,
  });
  worker.unref();
  return answerOf(buffer);
}

function watch(answer: AnswerBuffer): void {
  const session = new Session();
  session.connectToMainThread();
  const socket = new Socket({ fd: watchdogPipe, readable: true, writable: true });
  const send = (message: FromWatchdog): void => void socket.write(`${JSON.stringify(message)}\n`);
  session.on('inspectorNotification', ({ method, params }: { method: string; params?: object }) => {
    send({ type: 'event', method, params: (params ?? {}) as Content });
  });
  createInterface({ input: socket }).on('line', (line) => {
    const message = JSON.parse(line) as ToWatchdog;
    if (message.type === 'answer') {
      give(answer, message.value);
      return;
    }
    const { call } = message;
    const reply = (error: Error | null, result?: object): void =>
      send({ type: 'reply', call, ...(error ? { error: error.message } : { result: result as Content }) });
    if (message.type === 'post') session.post(message.method, message.params, reply);
    else {
      session.post('Runtime.evaluate', { expression: preparing });
      session.post('Runtime.terminateExecution', reply);
    }
  });
  const end = (): void => {
    try {
      // With all that the cells started.
      process.kill(-process.pid, 'SIGKILL');
    } catch {
      process.kill(process.pid, 'SIGKILL');
    }
  };
  socket.on('end', end).on('error', end);
  send({ type: 'ready' });
}

function give({ state, bytes }: AnswerBuffer, value: string | null): void {
  const { written } = value === null ? { written: 0 } : new TextEncoder().encodeInto(value, bytes);
  state[1] = written;
  Atomics.store(state, 0, value === null ? 2 : 1);
  Atomics.notify(state, 0);
}

const shared = isMainThread ? undefined : (workerData as Partial<Shared> | null);
if (shared?.watchdogAnswer) watch(answerOf(shared.watchdogAnswer));
