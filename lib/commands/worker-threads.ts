import { mostWorkers, workerCount } from '../runtime/threads';
import { UsageError, type Values } from './command';

/**
 * Number of threads of a command: its option `--workers`, or `workerCount()`.
 *
 * @throws UsageError if the option, or GENLABEL_WORKERS in its place, is no positive integer
 */
export function workerThreads(command: string, values: Values): number {
  const given = values.integer('workers', 1);
  if (given !== undefined && given > mostWorkers)
    throw new UsageError(`${command}: --workers: got ${given}, expected ${mostWorkers} threads at most`);
  try {
    return given ?? workerCount();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${command}: ${error.message}; set it, or give --workers`, { cause: error });
  }
}
