import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Piscina } from 'piscina';
import type { TableDataset } from '../data/csv';
import { shellQuoted } from '../data/option-text';
import type { NominalEncoding } from '../data/preprocess';
import { readTable } from '../data/read-table';
import { TableError } from '../data/table-error';
import { writePlace } from '../data/write-place';
import { fitProgress } from '../runtime/fit-progress';
import { saveClassifier } from '../train/own-data/classifier-file';
import { requestedSeconds } from '../train/own-data/requested-seconds';
import {
  type ClassifierOptions,
  requireTraining,
  type TrainedClassifier,
  trainClassifier,
} from '../train/own-data/train-classifier';
import type { RequestedMethod } from '../train/own-data/train-requested';
import type { Command, Values } from './command';
import { otherOut, requireWritable } from './output-file';
import { formatOf, formatOptions } from './table-format';
import { announced } from './train-estimate';
import { trainInWorkers, trainingThreads } from './train-in-workers';
import { tableText, trainingText } from './train-report';
import { requestedMethod, requestedTraining, requireForRequest } from './train-requested-report';
import { workerThreads } from './worker-threads';

const methods = ['vanilla', 'mixup', 'genlabel', 'genmix-gm', 'genlabel-flow'] as const;
const encodings: readonly NominalEncoding[] = ['one-hot', 'integer'];

/** Command `genlabel train`. */
export const trainCommand: Command = {
  description:
    'Trains softmax regression on your own table by vanilla training, mixup and GenLabel, compares their accuracies on ' +
    'repeated splits, says whether GenLabel suits the data, and saves the model.',
  operands: ['file.csv|file.arff'],
  options: {
    target: { value: 'column', help: 'column that holds the class' },
    out: { value: 'file', help: 'where to write the model (default: model.json)' },
    drop: { value: 'a,b', several: true, help: 'columns to leave out, such as names of the rows' },
    keep: {
      value: 'a,b',
      several: true,
      help: 'columns to keep though they count the rows or increase from row to row',
    },
    nominal: {
      value: 'a,b',
      several: true,
      help: 'columns that hold categories though they look like numbers or names of the rows',
    },
    ...formatOptions,
    method: {
      value: 'name',
      help:
        'whose model to save: vanilla, mixup or genlabel (default); or genmix-gm (GenMix with Gaussians) or genlabel-flow (a ' +
        'normalising flow as density), which are trained on request alone',
    },
    categories: { value: 'way', help: 'how nominal columns become inputs: one-hot (default) or integer' },
    splits: { value: 'N', help: 'random splits on which accuracies are measured (default 10)' },
    epochs: { value: 'N', help: 'most epochs, of which cross-validation chooses (default 100)' },
    folds: { value: 'N', help: 'of the cross-validation (default 6)' },
    exact: { help: 'approximate nothing, however many rows there are' },
    workers: {
      value: 'N',
      help: 'threads; the result is the same (default: GENLABEL_WORKERS, or all cores)',
    },
    'max-minutes': { value: 'M', help: 'begin no further split after so long, and report what was measured' },
    seed: { value: 'S', help: 'equal seeds give equal results, bit for bit (default 0)' },
  },
  async run(values) {
    const [path] = values.operands;
    const settings = settingsOf(values);
    const workers = workerThreads('train', values);
    const method = requestedMethod(values.choice('method', methods));
    const out = values.text('out') ?? 'model.json';
    await requireWritable('train', out, [path]);
    const reading = {
      target: values.text('target'),
      drop: values.texts('drop'),
      keep: values.texts('keep'),
      nominal: values.texts('nominal'),
      ...formatOf('train', values),
    };
    const { data, result, began } = await comparison(path, reading, settings, { workers, method });
    if (!result) {
      console.error('Nothing was trained.');
      return 1;
    }
    console.log(trainingText(result, settings.folds));
    const requested =
      method && (await requestedTraining(data, method, result, withTimeLeft(settings, began)));
    if (requested) console.log(requested.text);
    const saved = requested?.classifier ?? result.classifier;
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const file = { name: basename(path), sha256 };
    await saveClassifier(out, { ...saved, provenance: { file, ...saved.provenance } }, otherOut);
    const { through } = await writePlace(out);
    // What went into a device or a pipe cannot be read from there.
    console.log(`Wrote ${out}${through ? '' : `; use it by: genlabel predict ${shellQuoted(out)} new.csv`}`);
    return 0;
  },
};

function settingsOf(values: Values) {
  const method = values.choice('method', methods) ?? 'genlabel';
  const epochs = values.integer('epochs', 1);
  const maxMinutes = values.positive('max-minutes');
  return {
    splits: values.integer('splits', 2) ?? 10,
    folds: values.integer('folds', 2) ?? 6,
    ...(epochs !== undefined && { epochs }),
    ...(maxMinutes !== undefined && { maxMinutes }),
    ...(values.has('exact') && { exact: true }),
    seed: values.text('seed') ?? 0,
    nominal: values.choice('categories', encodings) ?? 'one-hot',
    method: method === 'vanilla' || method === 'mixup' ? method : 'genLabel',
  } satisfies ClassifierOptions;
}

/** What `--max-minutes` leaves after what was done before; nearly nothing where it is up, for one split is measured. */
function withTimeLeft(settings: ClassifierOptions, began: number): ClassifierOptions {
  const { maxMinutes } = settings;
  if (maxMinutes === undefined) return settings;
  return { ...settings, maxMinutes: Math.max(0, maxMinutes - (performance.now() - began) / 60_000) };
}

/** Reads the table and compares the methods on it, beginning at that time; no result if the user, asked, would not go on. */
async function comparison(
  path: string,
  reading: Parameters<typeof readTable>[1],
  settings: ReturnType<typeof settingsOf>,
  { workers, method }: { readonly workers: number; readonly method: RequestedMethod | undefined },
) {
  // Threads cost a quarter of a second each: one would gain nothing, and more than there are parts neither.
  const threads = workers === 1 ? undefined : trainingThreads(Math.min(workers, settings.splits + 1));
  try {
    const data = await readTable(path, reading);
    console.log(`${tableText(data)}\n`);
    if (method) requireForRequest(data, method, settings);
    const began = performance.now();
    return { data, began, result: await trained(data, settings, threads, method) };
  } finally {
    await threads?.destroy();
  }
}

/** @returns undefined if the user, asked whether to go on, would not */
async function trained(
  data: TableDataset,
  settings: ClassifierOptions,
  threads: Piscina | undefined,
  method: RequestedMethod | undefined,
): Promise<TrainedClassifier | undefined> {
  const options = { ...settings, onProgress: fitProgress('Training') };
  try {
    requireTraining(data, options);
    const more = method ? requestedSeconds(data, method, settings.splits ?? 10, settings) : 0;
    if (!(await announced(data, options, threads?.maxThreads ?? 1, undefined, more))) return undefined;
    return await (threads ? trainInWorkers(data, options, threads) : trainClassifier(data, options));
  } catch (error) {
    // Data that cannot be trained on: for the user, not a fault of the program.
    if (!(error instanceof RangeError)) throw error;
    const problem = error.message.replace(`data set ${data.name}: `, '');
    throw new TableError(data.name, problem, undefined, { cause: error });
  }
}
