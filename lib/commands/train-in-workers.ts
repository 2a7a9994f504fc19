import { MessageChannel } from 'node:worker_threads';
import type { Piscina } from 'piscina';
import { newPool } from '../runtime/threads';
import type { ClassifierOptions } from '../train/own-data/classifier-options';
import type { ComparisonPart, OnWork, PartOutcome } from '../train/own-data/comparison-part';
import { trainByParts } from '../train/own-data/train-by-parts';
import type { TrainedClassifier, TrainingData } from '../train/own-data/trained-classifier';
import type { PartReply, PartTask } from './train-worker';

/** Threads for `trainInWorkers`, which load the library at once: while the table is read. */
export function trainingThreads(workers: number): Piscina {
  return newPool(workers, 'commands/train-worker', true);
}

/**
 * `trainClassifier` with its parts in worker threads; the same result, bit for bit, for any number of them.
 *
 * @param data and options that `requireTraining` let pass
 * @throws RangeError as `trainClassifier`
 */
export async function trainInWorkers(
  data: TrainingData,
  options: ClassifierOptions,
  pool: Piscina,
): Promise<TrainedClassifier> {
  const { name, X, y, features, featureNames, classNames } = data;
  const { onProgress, ...settings } = options;
  const sent = { data: { name, X, y, features, featureNames, classNames }, options: settings };
  const run = async (part: ComparisonPart, onWork: OnWork): Promise<PartOutcome> => {
    const { port1, port2 } = new MessageChannel();
    port1.on('message', onWork);
    const task: PartTask = { ...sent, part, progress: port2 };
    const reply: PartReply = await pool.run(task, { transferList: [port2] });
    if (reply.status === 'done') return reply.outcome;
    throw Object.assign(reply.range ? new RangeError(reply.message) : new Error(reply.message), {
      stack: reply.stack,
    });
  };
  return trainByParts(data, options, { lanes: pool.maxThreads, run });
}
