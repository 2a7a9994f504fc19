import { createHash } from 'node:crypto';
import type { Job, Queue } from 'bullmq';
import type { Configuration } from '../experiment';
import { QueueError } from './queue-address';

/** A line of a job's log: a run ended after the queue had given its job to another worker. */
interface LateResult {
  readonly sha256: string;
  readonly excerpt: string;
}

const hashOf = (result: string): string => createHash('sha256').update(result).digest('hex');
const excerptOf = (result: string): string => (result.length > 120 ? `${result.slice(0, 120)}…` : result);

/**
 * Leaves with a job the result of a run that lost its lock, so that the collector can compare it with the other's.
 *
 * @returns false if the job is no longer in the queue
 */
export async function leaveLateResult(job: Job, result: string): Promise<boolean> {
  const late: LateResult = { sha256: hashOf(result), excerpt: excerptOf(result) };
  try {
    await job.log(JSON.stringify(late));
    return true;
  } catch (error) {
    if (/missing key/i.test((error as Error).message)) return false;
    throw error;
  }
}

/** What a run that lost its lock gave, if it is not what the one that counts gave. */
export async function disagreement(queue: Queue, job: Job, result: string): Promise<string | undefined> {
  // Of most jobs there is but one run, and nothing to ask for.
  if (job.attemptsStarted < 2 && !job.opts.delay) return undefined;
  const { logs } = await queue.getJobLogs(job.id as string);
  return logs.flatMap(parsed).find(({ sha256 }) => sha256 !== hashOf(result))?.excerpt;
}

/** What stops a run: both results are shown. */
export function twoResults(configuration: Configuration, one: string, other: string): QueueError {
  return new QueueError(
    `two results for the job ${JSON.stringify(configuration)}: ${excerptOf(one)} and ${excerptOf(other)}. ` +
      'A job must depend on its configuration only: find out which is right before the run goes on',
  );
}

function parsed(line: string): LateResult[] {
  try {
    const { sha256, excerpt } = JSON.parse(line);
    return typeof sha256 === 'string' && typeof excerpt === 'string' ? [{ sha256, excerpt }] : [];
  } catch {
    return [];
  }
}
