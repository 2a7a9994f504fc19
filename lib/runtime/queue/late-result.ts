import { createHash } from 'node:crypto';
import type { Job, Queue } from 'bullmq';

/** A line of a job's log: a run ended after the queue had given its job to another worker. */
interface LateResult {
  readonly sha256: string;
  readonly excerpt: string;
  readonly worker: string;
}

const hashOf = (result: string): string => createHash('sha256').update(result).digest('hex');
const excerptOf = (result: string): string => (result.length > 120 ? `${result.slice(0, 120)}…` : result);

/**
 * Leaves with a job the result of a run that lost its lock, so that the collector can compare it with the other's.
 *
 * @returns false if the job is no longer in the queue
 */
export async function leaveLateResult(job: Job, result: string, worker: string): Promise<boolean> {
  const late: LateResult = { sha256: hashOf(result), excerpt: excerptOf(result), worker };
  try {
    await job.log(JSON.stringify(late));
    return true;
  } catch (error) {
    if (/missing key/i.test((error as Error).message)) return false;
    throw error;
  }
}

/** Both results, if a run that lost its lock gave another than the one that counts. */
export async function disagreement(queue: Queue, id: string, result: string): Promise<string | undefined> {
  const { logs } = await queue.getJobLogs(id);
  const late = logs.flatMap(parsed).find(({ sha256 }) => sha256 !== hashOf(result));
  if (!late) return undefined;
  return (
    `one worker gave ${excerptOf(result)}, ${late.worker} gave ${late.excerpt}. A job must depend on its ` +
    'configuration only: find out which is right before the run goes on'
  );
}

function parsed(line: string): LateResult[] {
  try {
    const { sha256, excerpt, worker } = JSON.parse(line);
    return [sha256, excerpt, worker].every((text) => typeof text === 'string')
      ? [{ sha256, excerpt, worker }]
      : [];
  } catch {
    return [];
  }
}
