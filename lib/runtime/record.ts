import { createHash } from 'node:crypto';
import { libraryVersion } from '../data/package-folder';
import { canonicalJson } from './canonical-json';
import type { Configuration, Json } from './experiment';

/** What one job gave, and what it was computed with. */
export interface ExperimentRecord<C extends Configuration = Configuration, R extends Json = Json> {
  /** `recordKey` of the experiment and the configuration. */
  readonly key: string;
  readonly experiment: string;
  readonly configuration: C;
  readonly result: R;
  /** Version of this library. */
  readonly library: string;
  /** Version of Node, as `process.version`. */
  readonly node: string;
  /** Wall time of the job, to the millisecond. */
  readonly seconds: number;
  /** What TensorFlow.js computed on, if not on wasm: another machine need not give the same bytes, so nothing is compared with it. */
  readonly backend?: string;
}

/** First 16 hexadecimal digits of the SHA-256 of the canonical JSON of `{configuration, experiment}`. */
export function recordKey(experiment: string, configuration: Configuration): string {
  return createHash('sha256').update(canonicalJson({ experiment, configuration })).digest('hex').slice(0, 16);
}

/** Record of a job that has just been computed by this library, on this Node unless another is named. */
export function newRecord<C extends Configuration, R extends Json>(
  job: { readonly experiment: string; readonly configuration: C },
  result: R,
  seconds: number,
  { node = process.version, backend }: { readonly node?: string; readonly backend?: string } = {},
): ExperimentRecord<C, R> {
  return {
    key: recordKey(job.experiment, job.configuration),
    experiment: job.experiment,
    configuration: job.configuration,
    result,
    library: libraryVersion(),
    node,
    seconds: Math.round(seconds * 1000) / 1000,
    ...(backend === undefined ? {} : { backend }),
  };
}

/** The line of a record in its store: fields in a fixed order, values in canonical JSON, a newline at the end. */
export function recordLine(record: ExperimentRecord): string {
  const { key, experiment, configuration, result, library, node, seconds, backend } = record;
  const fields = Object.entries({
    ...{ key, experiment, configuration, result, library, node, seconds },
    ...(backend === undefined ? {} : { backend }),
  });
  return `{${fields.map(([name, value]) => `"${name}":${canonicalJson(value)}`).join(',')}}\n`;
}

/**
 * Record of a line.
 *
 * @throws Error if the line is no JSON, lacks a field, or its key is not that of its configuration
 */
export function parseRecord(line: string): ExperimentRecord {
  const record = JSON.parse(line) as ExperimentRecord;
  const isRecord =
    typeof record === 'object' &&
    record !== null &&
    typeof record.experiment === 'string' &&
    typeof record.configuration === 'object' &&
    record.configuration !== null &&
    !Array.isArray(record.configuration) &&
    record.result !== undefined &&
    typeof record.library === 'string' &&
    typeof record.node === 'string' &&
    Number.isFinite(record.seconds) &&
    ['undefined', 'string'].includes(typeof record.backend);
  if (!isRecord)
    throw new Error('not a record: experiment, configuration, result, library, node or seconds is missing');
  const key = recordKey(record.experiment, record.configuration);
  if (record.key !== key)
    throw new Error(`its key is ${record.key}, but its configuration has the key ${key}`);
  return record;
}

/** Whether two records hold the same result, bit for bit. */
export function sameResult(a: ExperimentRecord, b: ExperimentRecord): boolean {
  return canonicalJson(a.result) === canonicalJson(b.result);
}
