import { createInterface } from 'node:readline/promises';
import type { Dataset } from '../data/dataset';
import { trainSweep } from '../kernels/train-sweep';
import { randomStream } from '../numeric/random';
import { durationText } from '../runtime/progress-text';
import type { ClassifierOptions } from '../train/own-data/classifier-options';
import { comparisonWork, partWork } from '../train/own-data/comparison-work';
import { configurationsOf, linearTraining } from '../train/own-data/linear-methods';
import { sweepWork } from '../train/own-data/sweep-work';

/** Seconds from which on a run is announced, and from which on it is asked for. */
const [announcedFrom, askedFrom] = [10, 600];

/** Where it is asked: both a terminal, or nobody would answer. */
interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Tells how long training will take where it is long, and asks on a terminal where it is more than ten minutes.
 *
 * @param more seconds, of what comes after it in one thread
 * @returns whether to go on
 */
export async function announced(
  data: Dataset,
  options: ClassifierOptions,
  workers: number,
  { input, output }: Terminal = { input: process.stdin, output: process.stderr },
  more = 0,
): Promise<boolean> {
  const seconds = estimatedSeconds(data, options, workers) + more;
  if (seconds < announcedFrom) return true;
  output.write(
    `Training will take about ${durationText(seconds)} on ${workers} thread${workers === 1 ? '' : 's'}.\n`,
  );
  if (seconds < askedFrom || options.maxMinutes !== undefined) return true;
  const approximate = options.exact ? 'without --exact, ' : '';
  output.write(`It is shorter ${approximate}with fewer --splits or --folds, or ends by --max-minutes 10.\n`);
  if (!input.isTTY || !output.isTTY) return true;
  const prompt = createInterface({ input, output });
  try {
    return /^y(es)?$/i.test((await prompt.question('Go on? [y/N] ')).trim());
  } finally {
    prompt.close();
  }
}

/** Of so many threads; on this machine, as it is now, where that matters. */
export function estimatedSeconds(data: Dataset, options: ClassifierOptions, workers: number): number {
  const all = comparisonWork(data, options);
  const seconds = Math.max(all / workers, partWork(data, options, 'final'));
  if (seconds < announcedFrom / 5) return seconds;
  return seconds * slowness(seconds < announcedFrom ? 2 : 12);
}

/**
 * Time of a small sweep on this machine, relative to `sweepWork`: the shortest of some, as the first compiles, and threads
 * that start take a quarter of a second.
 */
function slowness(repeats: number): number {
  const [rows, inputs, numClasses, epochs] = [512, 10, 3, 30];
  const stream = randomStream('estimate');
  const X = { rows, cols: inputs, data: Float64Array.from({ length: rows * inputs }, () => stream.normal()) };
  const y = Int32Array.from({ length: rows }, (_, i) => i % numClasses);
  const configurations = configurationsOf('genLabelGaussian').map(({ learningRate }) => ({ learningRate }));
  const seconds = Array.from({ length: repeats }, () => {
    const started = performance.now();
    trainSweep({ ...linearTraining, X, y, numClasses, labels: 'mixup', epochs, configurations, stream });
    return (performance.now() - started) / 1000;
  });
  return (
    Math.min(...seconds) /
    sweepWork({ rows, inputs, numClasses, epochs, configurations: configurations.length })
  );
}
