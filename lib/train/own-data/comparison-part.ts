import type { Dataset } from '../../data/dataset';
import { type PreparedColumn, prepareColumns } from '../../data/prepared-column';
import { fitColumns } from '../../data/preprocess';
import { kFold, stratifiedSplit } from '../../data/splits';
import type { LinearModel } from '../../kernels/sweep-options';
import { selectRows } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import { selectPoints } from '../cross-validate';
import type { LabelledPoints } from '../sweep';
import { withCoordinates } from '../wide-densities';
import { approximationFor } from './approximation';
import { type Diagnosis, diagnose } from './classifier-diagnosis';
import type { ClassifierOptions } from './classifier-options';
import type { Convergence } from './comparison-cautions';
import type { LinearFit } from './fit-linear';
import { fitMethods, type MethodFits } from './fit-methods';
import { linearEpochs } from './linear-methods';
import { relativeGradient } from './softmax-loss';
import { type SplitOutcome, splitOutcome } from './split-outcome';

/** What is computed on its own, by any thread: one of the splits, from 0, or the fit to all rows. */
export type ComparisonPart = number | 'final';

/** What a part gave, values that can be sent between threads. */
export type PartOutcome =
  | { readonly part: number; readonly split: SplitOutcome }
  | { readonly part: 'final'; readonly final: FinalFit };

/** The model that is kept, and what all rows say. */
export interface FinalFit {
  readonly columns: readonly PreparedColumn[];
  /** By the method that was asked for. */
  readonly fit: LinearFit;
  /** Of GenLabel's densities, the one that cross-validation chose. */
  readonly density: 'gaussian' | 'kernel';
  readonly convergence: Convergence;
  readonly diagnosis: Diagnosis;
}

/** Told of a part's progress: seconds of work done since it was told last. */
export type OnWork = (seconds: number) => void;

/** As in the study of the paper's OpenML sets. */
export const testFraction = 0.3;
const protocol = { keep: 'best', shuffle: true, trainsGenerator: true } as const;

/**
 * Computes a part of a comparison: the same whichever thread computes it, and whatever parts were computed before.
 *
 * @param options as of `trainClassifier`
 * @throws RangeError as `fitMethods`
 */
export async function comparisonPart(
  data: Dataset,
  options: ClassifierOptions,
  part: ComparisonPart,
  onWork: OnWork,
): Promise<PartOutcome> {
  const stream = randomStream(options.seed ?? 0).split('classifier');
  if (part === 'final') return { part, final: await finalFit(data, options, stream.split('final'), onWork) };
  return { part, split: await outcomeOfSplit(data, options, stream.split('split').split(part), onWork) };
}

async function outcomeOfSplit(
  data: Dataset,
  options: ClassifierOptions,
  stream: RandomStream,
  onWork: OnWork,
): Promise<SplitOutcome> {
  const { train, test } = stratifiedSplit(data.y, testFraction, stream.split('split'));
  const { columns, training: points } = prepared(data, train, options);
  const training = withCoordinates(points);
  const fits = await fitAll(training, data, options, stream.split('training'), onWork);
  const raw = selectPoints(data, test);
  const tested = { X: prepareColumns(columns, raw.X), y: raw.y };
  const models = Object.fromEntries(Object.entries(fits).map(([method, { model }]) => [method, model]));
  return splitOutcome(models as { readonly [method in keyof MethodFits]: LinearModel }, training, tested);
}

async function finalFit(
  data: Dataset,
  options: ClassifierOptions,
  stream: RandomStream,
  onWork: OnWork,
): Promise<FinalFit> {
  const order = stream.split('order').permutation(data.X.rows);
  const { columns, training: points } = prepared(data, order, options);
  const training = withCoordinates(points);
  const fits = await fitAll(training, data, options, stream.split('training'), onWork);
  return {
    columns,
    fit: fits[options.method ?? 'genLabel'],
    density: fits.genLabel.method === 'genLabelKernel' ? 'kernel' : 'gaussian',
    convergence: {
      relativeGradient: relativeGradient(training, fits.vanilla.model),
      epochs: fits.vanilla.epochs,
      mostEpochs: options.epochs ?? linearEpochs,
    },
    diagnosis: diagnose(
      training,
      data.classNames.length,
      stream.split('diagnosis'),
      approximationFor(data.X.rows, options.exact),
    ),
  };
}

/** Inputs of some rows, prepared with the statistics of these rows. */
export function prepared(
  data: Dataset,
  rows: Int32Array,
  { scaling = 'standardised', nominal = 'one-hot' }: Pick<ClassifierOptions, 'scaling' | 'nominal'>,
): { readonly columns: PreparedColumn[]; readonly training: LabelledPoints } {
  const columns = fitColumns(data.features, selectRows(data.X, rows), { scaling, nominal });
  const { X, y } = selectPoints(data, rows);
  return { columns, training: { X: prepareColumns(columns, X), y } };
}

/** @param training rows in random order: folds are contiguous */
function fitAll(
  training: LabelledPoints,
  data: Dataset,
  { epochs, folds: numFolds = 6, exact }: ClassifierOptions,
  stream: RandomStream,
  onWork: OnWork,
): Promise<MethodFits> {
  const numClasses = data.classNames.length;
  const folds = kFold(training.X.rows, numFolds);
  const approximation = approximationFor(data.X.rows, exact);
  const input = {
    training,
    numClasses,
    folds,
    epochs,
    stream,
    approximation,
    upToRounding: true,
    onWork,
    ...protocol,
  };
  // Signals and displays of a notebook are served between sweeps. Browsers have no setImmediate.
  return fitMethods(input, () => new Promise((resolve) => setTimeout(resolve)));
}
