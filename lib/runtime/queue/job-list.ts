import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Experiment } from '../experiment';
import type { KeyedJob } from '../keyed-jobs';
import type { JobError, Outcome } from '../pool';
import type { BuildIdentity } from './build-identity';
import type { OpenQueue } from './open-queue';
import type { QueueNotes } from './queue-notes';
import { jobId, limits, type QueuedJob, queuedJob } from './queued-job';

/** A job is tried so often. */
const attempts = 3;
const batch = 1_000;

/** Jobs that a collector waits for, and what it put into the queue for them. */
export class JobList<J extends KeyedJob> {
  readonly failures: JobError[] = [];
  private readonly open = new Map<string, { readonly job: J; readonly data: QueuedJob }>();
  private readonly recorded: Map<string, J>;
  private readonly compared = new Map<string, J>();

  private readonly queue: Queue;
  private readonly client: Redis;

  constructor(
    { queue, client }: OpenQueue,
    private readonly identity: BuildIdentity,
    recorded: readonly J[],
  ) {
    this.recorded = new Map(recorded.map((job) => [jobId(job.key), job]));
    this.queue = queue;
    this.client = client;
  }

  get size(): number {
    return this.open.size;
  }

  /** The job of an id in the queue, if it is waited for. */
  of(id: string): { readonly job: J; readonly data: QueuedJob } | undefined {
    return this.open.get(id);
  }

  /** The job of an id in the queue, if it is recorded already: it was run again. */
  again(id: string): J | undefined {
    return this.compared.has(id) ? undefined : this.recorded.get(id);
  }

  /** Puts jobs into the queue that are not in it; those that failed in an earlier run are tried again. Missing data are told at once. */
  async send(
    jobs: readonly J[],
    experimentOf: (id: string) => Experiment,
    onOutcome: (job: J, outcome: Outcome) => void,
    notes: QueueNotes,
  ): Promise<void> {
    const failed = new Set(await notes.during(this.client.zrange(this.queue.toKey('failed'), 0, -1)));
    for (let start = 0; start < jobs.length; start += batch) {
      const ids: string[] = [];
      for (const job of jobs.slice(start, start + batch)) {
        const data = await this.prepared(job, experimentOf, onOutcome);
        if (!data) continue;
        this.open.set(jobId(job.key), { job, data });
        ids.push(jobId(job.key));
      }
      await notes.during(this.add(ids));
      await notes.during(this.tryAgain(ids.filter((id) => failed.has(id))));
    }
  }

  /** Puts back what is no longer in the queue, unless another process has recorded it. */
  async restoreLost(isRecorded: (job: J) => boolean): Promise<void> {
    const ids = [...this.open.keys()];
    for (let start = 0; start < ids.length; start += batch) {
      const some = ids.slice(start, start + batch);
      const pipeline = this.client.pipeline();
      for (const id of some) pipeline.exists(this.queue.toKey(id));
      const found = (await pipeline.exec()) ?? [];
      const lost = some.filter((_, i) => found[i]?.[1] === 0);
      const unrecorded = lost.filter((id) => {
        const { job } = this.open.get(id) as { job: J };
        if (!isRecorded(job)) return true;
        this.open.delete(id);
        this.recorded.set(id, job);
        return false;
      });
      await this.add(unrecorded);
    }
  }

  /** Waits for a job no longer. */
  end(job: J, failure?: JobError): void {
    this.open.delete(jobId(job.key));
    if (failure) this.failures.push(failure);
    else this.recorded.set(jobId(job.key), job);
  }

  /** A job that was run again gave the same; it stays for other collectors until this run ends. */
  same(job: J): void {
    this.compared.set(jobId(job.key), job);
  }

  /** Takes out of the queue what was run again. */
  async tidy(): Promise<void> {
    await this.remove([...this.compared.values()]);
  }

  /** Takes jobs out of the queue; another collector may have done so. */
  async remove(jobs: readonly J[]): Promise<void> {
    await Promise.all(jobs.map(({ key }) => this.queue.remove(jobId(key))));
  }

  private async prepared(
    job: J,
    experimentOf: (id: string) => Experiment,
    onOutcome: (job: J, outcome: Outcome) => void,
  ): Promise<QueuedJob | undefined> {
    try {
      const data = await experimentOf(job.experiment).dataHash?.(job.configuration);
      return queuedJob(job, this.identity, data ?? null);
    } catch (error) {
      const { name, message, id } = error as Error & { id?: unknown };
      if (name !== 'DataUnavailableError') throw error;
      onOutcome(job, { status: 'missing', reason: `data set ${id} is not available`, detail: message });
      return undefined;
    }
  }

  private async add(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.queue.addBulk(
      ids.map((id) => ({
        name: 'job',
        data: this.open.get(id)?.data,
        opts: { jobId: id, attempts, stackTraceLimit: 1, keepLogs: 10, sizeLimit: limits.job },
      })),
    );
  }

  private async tryAgain(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const job = await this.queue.getJob(id);
      await job?.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    }
  }
}
