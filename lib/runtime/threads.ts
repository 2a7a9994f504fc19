import { availableParallelism } from 'node:os';
import type { Piscina } from 'piscina';
import { compiledModule } from './paths';

/** More would serve no machine, but fill its memory: every thread holds the library. */
export const mostWorkers = Math.max(64, 4 * availableParallelism());

/**
 * Number of worker threads: GENLABEL_WORKERS, or what the machine has available.
 *
 * @throws RangeError if GENLABEL_WORKERS is no positive integer, or more than a machine can have
 */
export function workerCount(): number {
  const text = process.env.GENLABEL_WORKERS;
  if (!text) return availableParallelism();
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`GENLABEL_WORKERS is ${text}, expected a positive integer`);
  if (value <= mostWorkers) return value;
  throw new RangeError(`GENLABEL_WORKERS is ${text}, expected ${mostWorkers} threads at most`);
}

/** Threads that run a compiled module of the library, started when they are needed, or at once. */
export function newPool(workers: number, module = 'runtime/worker', atOnce = false): Piscina {
  // Read when it is needed: `import 'genlabel'` has no use for it.
  const { Piscina } = require('piscina') as typeof import('piscina');
  return new Piscina({
    filename: compiledModule(module),
    minThreads: atOnce ? workers : 0,
    maxThreads: workers,
    idleTimeout: Number.POSITIVE_INFINITY,
    // Blocking waits between tasks would stall what a job has left running (sockets of a download).
    atomics: 'disabled',
    // Flags of the test runner or of the kernel are not meant for the compiled library.
    execArgv: [],
    // Jobs have no use for the address of the queue, which may hold a password.
    env: { ...process.env, GENLABEL_QUEUE: '' },
  });
}

/** @throws RangeError if the value is no positive integer */
export function requireCount(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new RangeError(`${name} is ${value}, expected a positive integer`);
}
