import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson } from '../canonical-json';
import type { Configuration, Experiment, Json } from '../experiment';
import type { KeyedJob } from '../keyed-jobs';
import { JobError, type Outcome } from '../pool';
import { abortError, onStop } from '../stop';
import { buildIdentity } from './build-identity';
import { JobList } from './job-list';
import { twoResults } from './late-result';
import { type OpenQueue, openQueue, withoutCommand } from './open-queue';
import { queueAddress } from './queue-address';
import { QueueNotes } from './queue-notes';
import { type SettledJob, settledJobs } from './settled-jobs';

/** Where jobs are sent, and who is told. */
export interface QueueOptions<J> {
  /** URL of the queue. */
  readonly queue: string;
  /** Compiled module that exports `experimentOf(id)`. */
  readonly registry: string;
  readonly signal?: AbortSignal;
  /** Makes durable what `onOutcome` was told: only then are jobs taken out of the queue. */
  sync(): Promise<void>;
  /** Jobs that are recorded already: what the queue still holds for them is compared, and taken out. */
  readonly recorded: readonly J[];
  /** The recorded result of a job. */
  resultOf(job: J): Json;
  /** Whether another process has recorded a job that is no longer in the queue. */
  isRecorded(job: J): boolean;
  /** What the user should know about the queue now: no worker, refusals, no connection; empty: nothing. */
  readonly onNote?: (note: string) => void;
}

/** Jobs that failed on a queue, when all others have ended. */
export class FailedJobsError extends Error {
  override readonly name = 'FailedJobsError';

  constructor(readonly failures: readonly JobError[]) {
    const shown = failures.slice(0, 10).map(({ message }) => `  ${message}`);
    const more = failures.length > shown.length ? [`  and ${failures.length - shown.length} more`] : [];
    super([`${failures.length} jobs failed; all others are done:`, ...shown, ...more].join('\n'));
  }
}

/** Pauses between two looks at the queue: from the shortest, doubled while nothing comes, to the longest. */
const pauses = { shortest: 10, longest: 250 } as const;
/** Time between two looks at what was lost, at the least, and as a multiple of what such a look takes: of a million jobs it takes many seconds. */
const watch = { everyMs: 2_000, share: 10 } as const;

/**
 * Sends jobs to a queue and gathers what its workers make of them, until all have ended. What is in the queue already is not
 * sent again; what was lost from it is. A job that fails does not end the run.
 *
 * @param jobs in the order in which they should run
 * @param onOutcome is called for each job that gave something
 * @throws JobError, or FailedJobsError if there are several, after all other jobs have ended
 * @throws QueueError if the queue cannot be used, or holds two results for one job
 * @throws Error named AbortError if the signal was aborted, or on SIGINT: the jobs stay in the queue
 */
export async function runOnQueue<C extends Configuration, J extends KeyedJob<C>>(
  jobs: readonly J[],
  onOutcome: (job: J, outcome: Outcome) => void,
  options: QueueOptions<J>,
): Promise<void> {
  const address = queueAddress(options.queue);
  const identity = buildIdentity(options.registry);
  const { experimentOf } = require(options.registry) as { experimentOf(id: string): Experiment };
  const stop = new AbortController();
  const stopListening = onStop(options.signal, (cause) => stop.abort(abortError(cause, kept)));
  let open: OpenQueue | undefined;
  try {
    stop.signal.throwIfAborted();
    open = await openQueue(address, identity.queue);
    const list = new JobList<J>(open, identity, options.recorded);
    const notes = new QueueNotes(open, address.shown, stop.signal, options.onNote);
    await list.send(jobs, experimentOf, onOutcome, notes);
    const gathering = new Gathering(open, list, notes, onOutcome, options);
    await gathering.untilAllEnded(stop.signal);
    await notes.during(list.tidy());
    if (list.failures.length === 1) throw list.failures[0];
    if (list.failures.length > 1) throw new FailedJobsError(list.failures);
  } catch (error) {
    throw withoutCommand(error, address);
  } finally {
    stopListening();
    open?.close();
  }
}

const kept =
  'its jobs stay in the queue, whose workers go on: run again to collect, or `genlabel queue clear`';

class Gathering<J extends KeyedJob> {
  constructor(
    private readonly open: OpenQueue,
    private readonly list: JobList<J>,
    private readonly notes: QueueNotes,
    private readonly onOutcome: (job: J, outcome: Outcome) => void,
    private readonly options: QueueOptions<J>,
  ) {}

  async untilAllEnded(signal: AbortSignal): Promise<void> {
    let nextWatch = Date.now() + watch.everyMs;
    let pause: number = pauses.shortest;
    while (this.list.size > 0) {
      const settled = await this.settle();
      if (Date.now() > nextWatch) {
        const began = Date.now();
        await this.notes.during(this.list.restoreLost((job) => this.options.isRecorded(job)));
        await this.notes.look();
        nextWatch = Date.now() + Math.max(watch.everyMs, watch.share * (Date.now() - began));
      }
      pause = settled > 0 ? pauses.shortest : Math.min(2 * pause, pauses.longest);
      if (this.list.size > 0) await sleep(pause, undefined, { signal }).catch(() => {});
      signal.throwIfAborted();
    }
  }

  /** Takes what has ended out of the queue. @returns how many jobs */
  private async settle(): Promise<number> {
    let count = 0;
    const batches = settledJobs(this.open, this.list);
    for (;;) {
      const { value: settled, done } = await this.notes.during(batches.next());
      if (done) return count;
      const recorded = settled.filter((one) => this.take(one));
      await this.options.sync();
      await this.notes.during(Promise.all(recorded.map((one) => this.remove(one))));
      count += settled.length;
    }
  }

  /** What a late run has left since the job was taken would go with it. */
  private async remove({ job, requireAgreement }: SettledJob<J>): Promise<void> {
    await requireAgreement?.();
    await this.list.remove([job]);
  }

  /** @returns whether the job has just been recorded */
  private take({ job, outcome, failure, again }: SettledJob<J>): boolean {
    if (again && outcome?.status === 'done') {
      const [known, other] = [this.options.resultOf(job), outcome.result].map(canonicalJson);
      if (known !== other) throw twoResults(job.configuration, known, other);
      this.list.same(job);
      return false;
    }
    if (outcome) this.onOutcome(job, outcome);
    this.list.end(job, failure && new JobError(job.experiment, job.configuration, failure));
    return outcome !== undefined;
  }
}
