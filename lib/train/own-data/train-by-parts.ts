import type { Dataset } from '../../data/dataset';
import { approximationFor } from './approximation';
import type { Classifier } from './classifier';
import { warningsOf } from './classifier-diagnosis';
import type { ClassifierOptions } from './classifier-options';
import { compareMethods } from './compare-methods';
import { trainedMethods } from './compared-methods';
import { cautionsOf } from './comparison-cautions';
import {
  type ComparisonPart,
  type FinalFit,
  type OnWork,
  type PartOutcome,
  testFraction,
} from './comparison-part';
import { partWork } from './comparison-work';
import type { SplitOutcome } from './split-outcome';
import type { TrainedClassifier, TrainingData } from './trained-classifier';

/** Who computes the parts. */
export interface PartRunner {
  /** Parts that are computed at a time. */
  readonly lanes: number;
  run(part: ComparisonPart, onWork: OnWork): Promise<PartOutcome>;
}

/**
 * `trainClassifier` with its parts computed elsewhere: the same result for any number of lanes. The fit to all rows is the
 * longest part, so it is begun first.
 *
 * @param data and options that `requireTraining` let pass
 */
export async function trainByParts(
  data: TrainingData,
  options: ClassifierOptions,
  { lanes, run }: PartRunner,
): Promise<TrainedClassifier> {
  const { splits: asked = 10, maxMinutes = Number.POSITIVE_INFINITY } = options;
  const parts: ComparisonPart[] = ['final', ...Array.from({ length: asked }, (_, split) => split)];
  const work = progressOf(data, options, parts);
  const deadline = performance.now() + 60_000 * maxMinutes;
  const outcomes: PartOutcome[] = [];
  const next = (): ComparisonPart | undefined =>
    parts.length > 0 && (parts[0] === 'final' || parts[0] === 0 || performance.now() < deadline)
      ? parts.shift()
      : undefined;
  const lane = async (): Promise<void> => {
    for (let part = next(); part !== undefined; part = next()) outcomes.push(await run(part, work.add));
  };
  await Promise.all(Array.from({ length: Math.min(lanes, parts.length) }, lane));
  const splits: SplitOutcome[] = [];
  let final: FinalFit | undefined;
  for (const outcome of outcomes) {
    if (outcome.part === 'final') final = outcome.final;
    else splits[outcome.part] = outcome.split;
  }
  if (!final) throw new Error('the fit to all rows is missing');
  work.end(splits.length);
  return assembled(data, options, splits, final);
}

/** Tells of progress by what the parts cost. */
function progressOf(
  data: TrainingData,
  options: ClassifierOptions,
  parts: readonly ComparisonPart[],
): { add: OnWork; end(splits: number): void } {
  const total = parts.reduce<number>((sum, part) => sum + partWork(data, options, part), 0);
  let done = 0;
  const fitsOf = (splits: number) => (splits + 1) * trainedMethods.length;
  const tell = (value: number, splits: number) =>
    options.onProgress?.({ done: value, total, fits: fitsOf(splits) });
  tell(0, parts.length - 1);
  return {
    add(seconds) {
      done += seconds;
      // Estimates may fall short: the end is told by `end` alone.
      tell(Math.min(done, 0.99 * total), parts.length - 1);
    },
    end: (splits) => tell(total, splits),
  };
}

function assembled(
  data: TrainingData,
  options: ClassifierOptions,
  splits: readonly SplitOutcome[],
  final: FinalFit,
): TrainedClassifier {
  const { diagnosis, convergence } = final;
  const testSize = Math.ceil(testFraction * data.X.rows);
  const comparison = compareMethods(splits, { testSize, trainSize: data.X.rows - testSize });
  const approximation = approximationFor(data.X.rows, options.exact);
  const classifier: Classifier = {
    target: data.target ?? 'class',
    classNames: data.classNames,
    columns: final.columns,
    model: final.fit.model,
    provenance: {
      data: {
        ...{ name: data.name, rows: data.X.rows, features: data.X.cols },
        classes: data.classNames.length,
      },
      settings: settingsOf(options, splits.length),
      ...(approximation && { approximation }),
      chosen: chosenOf(final),
      accuracies: comparison.accuracies,
    },
  };
  return {
    ...comparison,
    diagnosis,
    convergence,
    approximation,
    warnings: [
      ...(data.warnings ?? []),
      ...cutShort(splits.length, options),
      ...warningsOf(diagnosis, final.density),
      ...cautionsOf(comparison, commonestClass(data), convergence),
    ],
    classifier,
  };
}

function cutShort(measured: number, { splits = 10, maxMinutes }: ClassifierOptions): string[] {
  if (measured === splits) return [];
  return [
    `Time was up (${maxMinutes} minutes) after ${measured} of ${splits} splits: the accuracies are of these alone.`,
  ];
}

function settingsOf(options: ClassifierOptions, splits: number) {
  const { seed = 0, folds = 6, scaling = 'standardised', nominal = 'one-hot', epochs } = options;
  return { seed, splits, folds, scaling, nominal, ...(epochs !== undefined && { epochs }) };
}

function chosenOf({ fit: { method, learningRate, gamma, epochs, score } }: FinalFit) {
  return { method, learningRate, ...(gamma !== undefined && { gamma }), epochs, crossValidation: score };
}

function commonestClass({ y, classNames }: Dataset): string {
  const counts = new Int32Array(classNames.length);
  for (const c of y) counts[c]++;
  return classNames[counts.indexOf(Math.max(...counts))];
}
