import type { Piscina } from 'piscina';
import type { Configuration, Json } from './experiment';
import { settle } from './settle';
import { abortError, onStop } from './stop';
import { newPool, requireCount, workerCount } from './threads';
import type { WorkerReply, WorkerTask } from './worker';

/** One run of an experiment, in a worker thread. */
export interface Job<C extends Configuration = Configuration> {
  readonly experiment: string;
  readonly configuration: C;
}

/** What a job gave: its result, or that its data are not there. */
export type Outcome =
  | {
      readonly status: 'done';
      readonly result: Json;
      readonly seconds: number;
      /** Version of Node that computed it, if another process did. */
      readonly node?: string;
      /** As in its record. */
      readonly backend?: string;
    }
  | { readonly status: 'missing'; readonly reason: string; readonly detail: string };

export interface PoolOptions {
  /** Number of worker threads; default `workerCount()`. */
  readonly workers?: number;
  /** Stops the run at once: jobs in flight are lost, outcomes given so far stand. SIGINT does the same. */
  readonly signal?: AbortSignal;
  /** Compiled module that exports `experimentOf(id)`. */
  readonly registry: string;
}

/** A job that threw something else than a DataUnavailableError. */
export class JobError extends Error {
  override readonly name = 'JobError';

  constructor(
    readonly experiment: string,
    readonly configuration: Configuration,
    cause: Error,
  ) {
    super(`job ${JSON.stringify(configuration)} of ${experiment} failed: ${cause.name}: ${cause.message}`, {
      cause,
    });
  }
}

/**
 * Runs jobs in worker threads until there is no next one. A worker is given a job only when it is free, so that a
 * stop loses no more than one job a worker.
 *
 * @param next gives the next job, or undefined if there is none (for now: it is asked again after each outcome)
 * @param onOutcome is called on this thread after each job, in the order in which they end
 * @throws JobError of the first job that threw, after the jobs in flight have ended
 * @throws Error named AbortError if the signal was aborted, or on SIGINT
 */
export async function runJobs<J extends Job>(
  next: () => J | undefined,
  onOutcome: (job: J, outcome: Outcome) => void,
  options: PoolOptions,
): Promise<void> {
  const workers = requireCount('workers', options.workers ?? workerCount());
  const { registry } = options;
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
  };
  const pool = newPool(workers);
  const halt = (error: Error): void => {
    fail(error);
    void pool.destroy();
  };
  // A thread that could not start; errors within a task reject the task instead.
  pool.on('error', halt);
  const lane = async (): Promise<void> => {
    for (let job = next(); job && !failure; job = failure ? undefined : next()) {
      try {
        const outcome = await runInWorker(pool, job, registry);
        onOutcome(job, outcome);
        if (outcome.status === 'done') await settle(registry, job);
      } catch (error) {
        fail(error as Error);
      }
    }
  };
  const stopListening = onStop(options.signal, (cause) => halt(abortError(cause)));
  try {
    await Promise.all(Array.from({ length: workers }, lane));
  } finally {
    stopListening();
    await pool.destroy();
  }
  if (failure) throw failure;
}

async function runInWorker(pool: Piscina, job: Job, registry: string): Promise<Outcome> {
  const { experiment, configuration } = job;
  const task: WorkerTask = { experiment, configuration, registry };
  let reply: WorkerReply;
  try {
    reply = await pool.run(task);
  } catch (error) {
    throw new JobError(experiment, configuration, error as Error);
  }
  if (reply.status === 'done') return { ...reply, result: JSON.parse(reply.result) };
  if (reply.status === 'missing') return reply;
  if (reply.status === 'refused') throw new Error(`a job of this machine was refused: ${reply.reason}`);
  const cause = Object.assign(new Error(reply.message), { name: reply.name, stack: reply.stack });
  throw new JobError(experiment, configuration, cause);
}
