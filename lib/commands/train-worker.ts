import type { MessagePort } from 'node:worker_threads';
import type { Dataset } from '../data/dataset';
import type { ClassifierOptions } from '../train/own-data/classifier-options';
import { type ComparisonPart, comparisonPart, type PartOutcome } from '../train/own-data/comparison-part';

/** A part of a comparison, as it is sent to a worker thread. */
export interface PartTask {
  readonly data: Dataset;
  readonly options: ClassifierOptions;
  readonly part: ComparisonPart;
  /** Where the seconds of work that were done are told. */
  readonly progress: MessagePort;
}

/** What comes back. Errors travel as text: cloned between threads they would lose their class. */
export type PartReply =
  | { readonly status: 'done'; readonly outcome: PartOutcome }
  | { readonly status: 'failed'; readonly range: boolean; readonly message: string; readonly stack?: string };

/** Told at most this often. */
const everyMs = 50;

/** Computes a part in a worker thread. */
export default async function runPart({ data, options, part, progress }: PartTask): Promise<PartReply> {
  let pending = 0;
  let told = performance.now();
  const onWork = (seconds: number): void => {
    pending += seconds;
    if (performance.now() - told < everyMs) return;
    progress.postMessage(pending);
    pending = 0;
    told = performance.now();
  };
  try {
    const outcome = await comparisonPart(data, options, part, onWork);
    progress.postMessage(pending);
    return { status: 'done', outcome };
  } catch (thrown) {
    const { message, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { status: 'failed', range: thrown instanceof RangeError, message, stack };
  } finally {
    progress.close();
  }
}
