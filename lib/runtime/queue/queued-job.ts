import { backendNames } from '../../tensorflow/choose-backend';
import { canonicalJson } from '../canonical-json';
import type { Configuration } from '../experiment';
import { recordKey } from '../record';
import type { BuildIdentity } from './build-identity';

/** What a job carries through the queue: everything that its result depends on. */
export interface QueuedJob {
  readonly library: string;
  readonly code: string;
  /** Hash of the job's data set, or null if it has none. */
  readonly data: string | null;
  readonly experiment: string;
  readonly configuration: Configuration;
}

/** What a worker gives back. */
export interface QueuedResult {
  /** Canonical JSON. */
  readonly result: string;
  readonly seconds: number;
  /** Version of the worker's Node. */
  readonly node: string;
  /** As in a record: what TensorFlow.js computed on, if it was not wasm. */
  readonly backend?: string;
}

/** Largest job and largest result: both are hundreds of times what the study has. */
export const limits = { job: 2 ** 16, result: 2 ** 25 } as const;

/** Id of a job in the queue. BullMQ refuses ids that are integers, which a key of decimal digits alone would be. */
export const jobId = (key: string): string => `job-${key}`;

/** A job that no worker will run, ever. */
export class RefusedJobError extends Error {
  override readonly name = 'RefusedJobError';
}

export function queuedJob(
  job: { readonly experiment: string; readonly configuration: Configuration },
  { library, code }: BuildIdentity,
  data: string | null,
): QueuedJob {
  const { experiment, configuration } = job;
  const queued = { library, code, data, experiment, configuration };
  const { length } = canonicalJson(queued);
  if (length <= limits.job) return queued;
  throw new RangeError(`a job of ${experiment} has ${length} bytes, expected at most ${limits.job}`);
}

/**
 * What came out of the queue, taken as untrusted: anyone who can write to Redis can have put it there.
 *
 * @throws RefusedJobError if it is too large, has other fields than a job, or its id is not that of its configuration
 */
export function readQueuedJob(id: string | undefined, data: unknown): QueuedJob {
  const { length } = JSON.stringify(data) ?? '';
  if (length > limits.job) throw new RefusedJobError(`has ${length} bytes, expected at most ${limits.job}`);
  if (!isQueuedJob(data)) throw new RefusedJobError('is malformed');
  const key = keyOf(data);
  if (id !== jobId(key)) {
    throw new RefusedJobError(`has the id ${String(id).slice(0, 80)}, its configuration has ${jobId(key)}`);
  }
  return data;
}

const fields = ['code', 'configuration', 'data', 'experiment', 'library'];

function isQueuedJob(data: unknown): data is QueuedJob {
  if (!isObject(data) || Object.keys(data).sort().join() !== fields.join()) return false;
  const { library, code, data: hash, experiment, configuration } = data;
  const texts = [library, code, experiment, hash ?? ''];
  return isObject(configuration) && texts.every((text) => typeof text === 'string' && text.length <= 200);
}

function keyOf({ experiment, configuration }: QueuedJob): string {
  try {
    return recordKey(experiment, configuration);
  } catch (error) {
    throw new RefusedJobError(`is malformed: ${(error as Error).message}`);
  }
}

/** What a worker gave back. @throws RefusedJobError if it is no result */
export function readQueuedResult(value: unknown): QueuedResult {
  const { result, seconds, node, backend } = isObject(value) ? value : {};
  const valid =
    typeof result === 'string' &&
    result.length <= limits.result &&
    typeof seconds === 'number' &&
    seconds >= 0 &&
    typeof node === 'string' &&
    /^v\d{1,3}\.\d{1,4}\.\d{1,4}$/.test(node) &&
    (backend === undefined || (backendNames as readonly unknown[]).includes(backend));
  if (!valid) throw new RefusedJobError('has a malformed result');
  return { result, seconds, node, ...(backend === undefined ? {} : { backend: backend as string }) };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
