import type { Job as BullJob, Queue } from 'bullmq';
import { canonicalJson } from '../canonical-json';
import type { KeyedJob } from '../keyed-jobs';
import type { Outcome } from '../pool';
import type { JobList } from './job-list';
import { disagreement, twoResults } from './late-result';
import type { OpenQueue } from './open-queue';
import { QueueError } from './queue-address';
import { type QueuedJob, readQueuedResult } from './queued-job';

/** A job that has ended: with an outcome, or a failure. */
export interface SettledJob<J> {
  readonly job: J;
  readonly outcome?: Outcome;
  readonly failure?: Error;
  /** @throws QueueError if another run of it has given another result by now */
  requireAgreement?(): Promise<void>;
  /** It had been recorded already. */
  readonly again?: true;
}

const batch = 200;

/**
 * What has ended of the jobs that are waited for, in batches.
 *
 * @throws QueueError if the queue holds two results that differ for one job
 */
export async function* settledJobs<J extends KeyedJob>(
  { queue, client }: OpenQueue,
  list: JobList<J>,
): AsyncGenerator<SettledJob<J>[], void> {
  const completed = await client.zrange(queue.toKey('completed'), 0, -1);
  const failed = await client.zrange(queue.toKey('failed'), 0, -1);
  const ids = [...completed, ...failed].filter((id) => list.of(id) ?? list.again(id));
  for (let start = 0; start < ids.length; start += batch) {
    const settled = await Promise.all(
      ids.slice(start, start + batch).map(async (id) => {
        const expected = list.of(id);
        const entry = await found(queue, id);
        if (expected) return settledJob(queue, entry, expected);
        const job = list.again(id);
        return job && runAgain(queue, entry, job);
      }),
    );
    yield settled.filter((one) => one !== undefined);
  }
}

/** undefined: another collector has taken it. */
async function found(queue: Queue, id: string): Promise<BullJob | Error | undefined> {
  try {
    return await queue.getJob(id);
  } catch (error) {
    if (error instanceof SyntaxError) return new Error('its entry in the queue is malformed');
    throw error;
  }
}

async function settledJob<J extends KeyedJob>(
  queue: Queue,
  entry: BullJob | Error | undefined,
  { job, data }: { readonly job: J; readonly data: QueuedJob },
): Promise<SettledJob<J> | undefined> {
  if (!entry) return undefined;
  if (entry instanceof Error) return { job, failure: entry };
  if (canonicalJson(entry.data) !== canonicalJson({ ...data })) {
    return { job, failure: new QueueError(`the queue has it for another data set or build; ${cure}`) };
  }
  if (entry.failedReason) return { job, failure: failureOf(entry.failedReason) };
  if (!entry.finishedOn) return undefined;
  try {
    const { result, ...made } = readQueuedResult(entry.returnvalue);
    const requireAgreement = async (): Promise<void> => {
      const other = await disagreement(queue, entry, result);
      if (other) throw twoResults(job.configuration, result, other);
    };
    await requireAgreement();
    return { job, outcome: { status: 'done', result: JSON.parse(result), ...made }, requireAgreement };
  } catch (error) {
    if (error instanceof QueueError) throw error;
    return { job, failure: error as Error };
  }
}

const cure = 'end the other run, or `genlabel queue clear`';

/** Of a job that is recorded already only a result counts. */
async function runAgain<J extends KeyedJob>(
  queue: Queue,
  entry: BullJob | Error | undefined,
  job: J,
): Promise<SettledJob<J> | undefined> {
  if (!entry || entry instanceof Error) return undefined;
  const settled = await settledJob(queue, entry, { job, data: entry.data });
  return settled?.outcome && { ...settled, again: true };
}

/** The worker's error, of which the queue keeps `name: message`. */
function failureOf(reason: string): Error {
  const [, name, message] = /^([A-Za-z]\w*): (.*)$/s.exec(reason) ?? [undefined, 'Error', reason];
  return Object.assign(new Error(message), { name });
}
