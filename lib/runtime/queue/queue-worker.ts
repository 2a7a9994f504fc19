import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Piscina } from 'piscina';
import { settle } from '../settle';
import { newPool, requireCount, workerCount } from '../threads';
import type { WorkerReply, WorkerTask } from '../worker';
import { type BuildIdentity, buildIdentity, keyPrefix } from './build-identity';
import { leaveLateResult } from './late-result';
import { connect, openQueue, requireServer, withoutCommand } from './open-queue';
import { bullmq } from './packages';
import { queueAddress } from './queue-address';
import type { PutBack } from './queue-notes';
import { limits, type QueuedJob, type QueuedResult, RefusedJobError, readQueuedJob } from './queued-job';

/** How a worker works. */
export interface QueueWorkerOptions {
  /** URL of the queue. */
  readonly queue: string;
  /** Compiled module that exports `experimentOf(id)`. */
  readonly registry: string;
  /** Number of threads; default `workerCount()`. */
  readonly workers?: number;
  /** A job whose worker has not been heard of for so long goes to another; default 30 s. */
  readonly lockMs?: number;
  /** A job that this worker refused comes back after so long; default 5 s. */
  readonly putBackMs?: number;
  readonly onEvent?: (event: WorkerEvent) => void;
}

/** What a worker tells: for its log. */
export interface WorkerEvent {
  readonly kind: 'done' | 'failed' | 'refused' | 'late' | 'error';
  readonly text: string;
}

/**
 * Jobs whose workers vanish are given to others so often; then they fail, as they seem to kill their workers. Machines that are
 * taken away are the rule on clusters, so that this is far above the 1 of BullMQ.
 */
const vanishedWorkers = 10;

/** A worker of a queue: jobs run in threads, so that the event loop is free to renew the locks of long ones. */
export class QueueWorker {
  readonly identity: BuildIdentity;
  readonly name = `${hostname()}:${process.pid}`;
  readonly threads: number;
  private readonly worker: Worker;
  private readonly pool: Piscina;
  private readonly client: Redis;
  private stopping = false;
  private running = 0;

  private constructor(
    private readonly options: QueueWorkerOptions,
    identity: BuildIdentity,
  ) {
    this.identity = identity;
    this.threads = requireCount('workers', options.workers ?? workerCount());
    this.pool = newPool(this.threads);
    const address = queueAddress(options.queue);
    this.client = connect(address);
    const { Worker } = bullmq();
    const lockMs = this.lockMs;
    this.worker = new Worker(identity.queue, (job, token) => this.process(job, token as string), {
      prefix: keyPrefix,
      connection: this.client,
      name: this.name,
      concurrency: this.threads,
      lockDuration: lockMs,
      stalledInterval: lockMs,
      maxStalledCount: vanishedWorkers,
      metrics: { maxDataPoints: 60 },
    });
    this.worker.on('completed', ({ data }) => void settle(options.registry, data as QueuedJob));
    this.worker.on('failed', (job, error) => this.tell('failed', `${job?.id ?? 'a job'}: ${error.message}`));
    this.worker.on('error', (error) => {
      const { code, message } = withoutCommand(error, address) as NodeJS.ErrnoException;
      this.tell('error', code ?? message);
    });
  }

  /**
   * Starts a worker.
   *
   * @throws QueueError if the queue cannot be used
   * @throws RangeError if `workers` is no positive integer
   */
  static async start(options: QueueWorkerOptions): Promise<QueueWorker> {
    const address = queueAddress(options.queue);
    const identity = buildIdentity(options.registry);
    await requireServer(address);
    return new QueueWorker(options, identity);
  }

  /** Whether a job runs here now. */
  get busy(): boolean {
    return this.running > 0;
  }

  /** Stops at once: jobs that run go back into the queue, for another worker. */
  async stop(): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    const closed = this.worker.close();
    await this.pool.destroy();
    await closed;
    this.client.disconnect();
  }

  private get lockMs(): number {
    return this.options.lockMs ?? 30_000;
  }

  private async process(job: Job, token: string): Promise<QueuedResult> {
    this.running++;
    try {
      const queued = this.admitted(job);
      const { library, code } = this.identity;
      if (queued.library !== library || queued.code !== code) {
        const other = `genlabel ${queued.library}, code ${queued.code.slice(0, 12)}`;
        return await this.putBack(
          job,
          token,
          `it is for ${other}, this worker has ${library}, ${code.slice(0, 12)}`,
        );
      }
      const reply = await this.run(job, queued).catch(async (error) => {
        if (!this.stopping) throw error;
        return undefined;
      });
      if (!reply) return await this.giveBack(job, token);
      await this.untilAnswered();
      const result = await this.resultOf(job, token, reply);
      if (Date.now() - (job.processedOn as number) > this.lockMs) await this.tellIfLate(job, token, result);
      return result;
    } finally {
      this.running--;
    }
  }

  private admitted(job: Job): QueuedJob {
    try {
      return readQueuedJob(job.id, job.data);
    } catch (error) {
      if (error instanceof RefusedJobError) throw this.refusedForEver(error.message);
      throw error;
    }
  }

  private refusedForEver(reason: string): Error {
    const { UnrecoverableError } = bullmq();
    return new UnrecoverableError(`RefusedJobError: the job ${reason}`);
  }

  private async run(job: Job, { experiment, configuration, data }: QueuedJob): Promise<WorkerReply> {
    const { port1, port2 } = new MessageChannel();
    let told = Date.now();
    port1.on('message', (share: unknown) => {
      if (typeof share !== 'number' || Date.now() - told < 1_000) return;
      told = Date.now();
      void job.updateProgress(Math.round(100 * share)).catch(() => {});
    });
    const { registry } = this.options;
    const task: WorkerTask = { experiment, configuration, registry, data, progress: port2 };
    try {
      return await this.pool.run(task, { transferList: [port2] });
    } finally {
      port1.close();
    }
  }

  /** BullMQ takes a server that refuses its connection, as after a change of the password, for a fault of the job that has just ended. */
  private async untilAnswered(): Promise<void> {
    while (!this.stopping) {
      const answered = await this.client.ping().then(
        () => true,
        () => false,
      );
      if (answered) return;
      await sleep(1_000);
    }
  }

  private async resultOf(job: Job, token: string, reply: WorkerReply): Promise<QueuedResult> {
    switch (reply.status) {
      case 'done': {
        const { status: _, ...done } = reply;
        const { result, seconds } = done;
        const { length } = result;
        if (length > limits.result)
          throw this.refusedForEver(`gave ${length} bytes, at most ${limits.result} are sent`);
        this.tell('done', `${job.id} in ${seconds.toFixed(1)} s`);
        return { ...done, node: process.version };
      }
      case 'missing':
        return this.putBack(job, token, `${reply.reason} to this worker`);
      case 'refused':
        if (reply.lasting) throw this.refusedForEver(`is refused: ${reply.reason}`);
        return this.putBack(job, token, reply.reason);
      case 'failed':
        throw new Error(`${reply.name}: ${reply.message}`);
    }
  }

  /** For a worker that fits, in a while. */
  private async putBack(job: Job, token: string, reason: string): Promise<never> {
    const { DelayedError } = bullmq();
    const note: PutBack = { refused: reason, worker: this.name };
    this.tell('refused', `${job.id}: ${reason}`);
    await job.updateProgress({ ...note });
    await job.moveToDelayed(Date.now() + (this.options.putBackMs ?? 5_000), token);
    throw new DelayedError();
  }

  private async giveBack(job: Job, token: string): Promise<never> {
    const { WaitingError } = bullmq();
    await job.moveToWait(token);
    throw new WaitingError();
  }

  /** A process that was frozen, or cut off, for longer than a lock lasts: its job may have been given to another. */
  private async tellIfLate(job: Job, token: string, { result }: QueuedResult): Promise<void> {
    const kept = await job.extendLock(token, this.lockMs).catch(() => 0);
    if (kept) return;
    this.tell('late', `${job.id} was given to another worker meanwhile; both results are compared`);
    if (await leaveLateResult(job, result)) return;
    // It is recorded and gone: another run of it is compared with the record, and with this one.
    const { id, data, opts } = job;
    const { queue, close } = await openQueue(queueAddress(this.options.queue), this.identity.queue);
    try {
      // Delayed, so that it does not end before this result lies with it.
      await leaveLateResult(await queue.add('job', data, { ...opts, jobId: id, delay: 1_000 }), result);
    } finally {
      close();
    }
  }

  private tell(kind: WorkerEvent['kind'], text: string): void {
    this.options.onEvent?.({ kind, text });
  }
}
