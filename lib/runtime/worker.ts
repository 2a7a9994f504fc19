import type { MessagePort } from 'node:worker_threads';
import { forgetBackend, startedBackend } from '../tensorflow/choose-backend';
import { type Refusal, refusalOf } from './admit';
import { canonicalJson } from './canonical-json';
import type { Configuration, Experiment, Json } from './experiment';

/** What the pool sends to a worker thread. */
export interface WorkerTask {
  readonly experiment: string;
  readonly configuration: Configuration;
  /** Module that exports `experimentOf(id)`. */
  readonly registry: string;
  /** Hash that its data set must have (null: it reads none); given for jobs that come from another machine. */
  readonly data?: string | null;
  /** Where the job's progress is told. */
  readonly progress?: MessagePort;
}

/** What comes back. Errors travel as text: cloned between threads they would lose their name. */
export type WorkerReply =
  | {
      readonly status: 'done';
      readonly result: string;
      readonly seconds: number;
      readonly backend?: string;
    }
  | { readonly status: 'missing'; readonly reason: string; readonly detail: string }
  | ({ readonly status: 'refused' } & Refusal)
  | { readonly status: 'failed'; readonly name: string; readonly message: string; readonly stack: string };

/** Runs one job in a worker thread. The registry is loaded here, so that a fault in it is reported like a job's. */
export default async function runTask({
  experiment,
  configuration,
  registry,
  data,
  progress,
}: WorkerTask): Promise<WorkerReply> {
  try {
    const { experimentOf } = require(registry) as { experimentOf(id: string): Experiment };
    if (data !== undefined) {
      const refusal = await refusalOf(experimentOf, { experiment, configuration }, data);
      if (refusal) return { status: 'refused', ...refusal };
    }
    const onProgress = (share: number) => progress?.postMessage(share);
    const started = performance.now();
    forgetBackend();
    const result: Json = await experimentOf(experiment).run(configuration, onProgress);
    const seconds = (performance.now() - started) / 1000;
    const done = { status: 'done', result: canonicalJson(result), seconds } as const;
    const backend = startedBackend();
    return backend === undefined || backend === 'wasm' ? done : { ...done, backend };
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (error.name === 'DataUnavailableError') return { status: 'missing', ...missingData(error) };
    // Another worker of the queue may have the backend that this one lacks.
    if (data !== undefined && error.name === 'BackendError') {
      return { status: 'refused', reason: error.message, lasting: false };
    }
    return { status: 'failed', name: error.name, message: error.message, stack: error.stack ?? '' };
  } finally {
    progress?.close();
  }
}

/** The message tells the places of this machine where the data were looked for; the reason does not, so it can be shown. */
function missingData(error: Error & { id?: unknown }): { reason: string; detail: string } {
  const { id, message } = error;
  return { reason: id === undefined ? message : `data set ${id} is not available`, detail: message };
}
