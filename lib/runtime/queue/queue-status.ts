import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { keyPrefix } from './build-identity';
import { connect, requireServer, withoutCommand } from './open-queue';
import { bullmq } from './packages';
import { queueAddress } from './queue-address';
import { isPutBack, plainText } from './queue-notes';
import type { QueuedJob } from './queued-job';

/** What is in the queue of one build. */
export interface QueueStatus {
  /** Version and code of the build. */
  readonly build: string;
  readonly waiting: number;
  readonly active: number;
  /** Ended, and not yet collected. */
  readonly done: number;
  readonly failed: number;
  /** Put back by workers with other data. */
  readonly refused: number;
  readonly workers: readonly string[];
  /** Jobs a second, over the last minutes in which any ended; undefined: none has. */
  readonly rate: number | undefined;
  /** Seconds until all are done at that rate. */
  readonly left: number | undefined;
  /** Shares of running jobs that tell theirs, in percent. */
  readonly progress: readonly { readonly job: string; readonly percent: number }[];
  /** Why jobs failed or were refused, at most five of each. */
  readonly reasons: readonly string[];
}

const shownReasons = 5;
const minutes = 5;

/**
 * Status of every queue of this project at an address.
 *
 * @throws QueueError if the queue cannot be used
 */
export async function queueStatus(url: string): Promise<QueueStatus[]> {
  return withQueues(url, (queues) => Promise.all(queues.map(statusOf)));
}

/**
 * Removes queues with all that is in them.
 *
 * @param build of one queue; default all
 * @returns builds whose queues are gone
 * @throws QueueError if the queue cannot be used
 */
export async function clearQueues(url: string, build?: string): Promise<string[]> {
  return withQueues(url, async (queues) => {
    const meant = queues.filter(({ name }) => build === undefined || name === build);
    for (const queue of meant) await queue.obliterate({ force: true });
    return meant.map(({ name }) => name);
  });
}

async function withQueues<T>(url: string, use: (queues: Queue[]) => Promise<T>): Promise<T> {
  const address = queueAddress(url);
  await requireServer(address);
  const connection = connect(address);
  try {
    const { Queue } = bullmq();
    const names = await queueNames(connection);
    const queues = names.map((name) => new Queue(name, { prefix: keyPrefix, connection }));
    for (const queue of queues) queue.on('error', () => {});
    return await use(queues);
  } catch (error) {
    throw withoutCommand(error, address);
  } finally {
    connection.disconnect();
  }
}

/** Names of the queues at a server, sorted. */
export async function queueNames(client: Redis): Promise<string[]> {
  const names = new Set<string>();
  let cursor = '0';
  do {
    const [next, keys] = await client.scan(cursor, 'MATCH', `${keyPrefix}:*:meta`, 'COUNT', 1000);
    cursor = next;
    for (const key of keys) names.add(key.slice(keyPrefix.length + 1, -':meta'.length));
  } while (cursor !== '0');
  return [...names].sort();
}

async function statusOf(queue: Queue): Promise<QueueStatus> {
  const counts = await queue.getJobCounts(
    'waiting',
    'prioritized',
    'active',
    'completed',
    'failed',
    'delayed',
  );
  const [active, failed, delayed, workers, rate] = await Promise.all([
    queue.getActive(0, 99),
    queue.getFailed(0, shownReasons - 1),
    queue.getDelayed(0, shownReasons - 1),
    queue.getWorkers().catch(() => []),
    rateOf(queue),
  ]);
  const waiting = counts.waiting + (counts.prioritized ?? 0);
  const open = waiting + counts.active + counts.delayed;
  return {
    build: queue.name,
    ...{
      waiting,
      active: counts.active,
      done: counts.completed,
      failed: counts.failed,
      refused: counts.delayed,
    },
    workers: workers.map(({ rawname = '' }) => rawname.replace(/^.*:w:/, '')).sort(),
    ...{ rate, left: rate && open / rate },
    progress: active.flatMap((job) =>
      typeof job?.progress === 'number' ? [{ job: nameOf(job), percent: job.progress }] : [],
    ),
    reasons: [
      ...failed.map((job) => `${nameOf(job)}: ${job?.failedReason}`),
      ...delayed.flatMap((job) =>
        isPutBack(job?.progress) ? [`${nameOf(job)}: ${job.progress.refused}`] : [],
      ),
    ].map((reason) => plainText(reason).slice(0, 300)),
  };
}

/** What the queue says that a job is: its experiment and configuration. */
function nameOf(job: Job | undefined): string {
  const { experiment, configuration } = (job?.data ?? {}) as Partial<QueuedJob>;
  return plainText(`${experiment} ${JSON.stringify(configuration)}`).slice(0, 200);
}

async function rateOf(queue: Queue): Promise<number | undefined> {
  // BullMQ counts whole minutes; the first of its points is the last minute that has ended.
  const { data } = await queue.getMetrics('completed', 0, minutes - 1);
  const counts = data.map(Number);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total > 0 ? total / (60 * counts.length) : undefined;
}
