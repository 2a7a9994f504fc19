import { requireClassifiable } from '../../data/classifiable';
import type { Dataset } from '../../data/dataset';
import { type PreparedColumn, prepareColumns } from '../../data/prepared-column';
import { fitColumns } from '../../data/preprocess';
import { kFold, stratifiedSplit } from '../../data/splits';
import type { LinearModel } from '../../kernels/sweep-options';
import { selectRows } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import { selectPoints } from '../cross-validate';
import { requireTwoRowsOfEachClass } from '../require-two-rows';
import type { LabelledPoints } from '../sweep';
import type { Classifier } from './classifier';
import { type Diagnosis, diagnose, warningsOf } from './classifier-diagnosis';
import type { ClassifierOptions } from './classifier-options';
import { type Comparison, compareMethods } from './compare-methods';
import type { ComparedMethod } from './compared-methods';
import { type Convergence, cautionsOf } from './comparison-cautions';
import { betterFit, fitLinear, type LinearFit } from './fit-linear';
import { linearEpochs } from './linear-methods';
import { requireTrainable } from './require-trainable';
import { relativeGradient } from './softmax-loss';
import { type SplitOutcome, splitOutcome } from './split-outcome';

export type { ClassifierOptions } from './classifier-options';

/** The comparison of the methods on the data set, and the classifier that was kept. */
export interface TrainedClassifier extends Comparison {
  readonly diagnosis: Diagnosis;
  /** Share of the rows that the commonest class has: the accuracy of answering it always. */
  readonly majorityShare: number;
  /** Of vanilla training on all rows. */
  readonly convergence: Convergence;
  /** What was left out of the data, and what speaks against the results or against GenLabel; empty if nothing does. */
  readonly warnings: readonly string[];
  /** Trained on all rows, by the chosen method. */
  readonly classifier: Classifier;
}

/** As in the study of the paper's OpenML sets. */
const testFraction = 0.3;
const protocol = { keep: 'best', shuffle: true, trainsGenerator: true } as const;
const trained = ['vanilla', 'mixup', 'genLabelGaussian', 'genLabelKernel'] as const;

type Fits = { readonly [method in ComparedMethod]: LinearFit };

/**
 * Trains softmax regression on a data set by vanilla training, mixup and GenLabel (Gaussian and kernel densities), as in
 * Section 6.1, and measures them on repeated stratified 70/30 splits. Learning rate (of 4), loss ratio (of 6) and number of
 * epochs (at most 100, unless told) are chosen by k-fold cross-validation on the training part, GenLabel's density as well; no test row
 * takes part. All methods of a split share initial parameters, batches and lambdas. The classifier that is kept is trained
 * in the same way on all rows.
 *
 * @param data its `warnings` come first in those of the result
 * @throws RangeError naming the set, the problem and the cure: fewer than two classes, a class with one row, too few rows
 *   for the folds, a column without values, an infinite value, parts that do not fit together; an option that is not known,
 *   or has no such choice
 *
 * @example
 * const data = await readTable('my.csv', { target: 'y', drop: ['id'] });
 * const { accuracies, warnings, classifier } = await trainClassifier(data, { seed: 1 });
 * console.log(accuracies.genLabel); // mean, low and high, shares in [0, 1]
 * await saveClassifier('model.json', classifier);
 */
export async function trainClassifier(
  data: Dataset & { readonly target?: string | null; readonly warnings?: readonly string[] },
  options: ClassifierOptions = {},
): Promise<TrainedClassifier> {
  requireTrainable(data, options);
  const { splits = 10, folds = 6, method = 'genLabel', onProgress } = options;
  requireTwoRowsOfEachClass(data);
  requireClassifiable(data, folds);
  const progress = { done: 0, total: (splits + 1) * trained.length };
  onProgress?.({ ...progress });
  const advance = async () => {
    progress.done++;
    onProgress?.({ ...progress });
    // Signals and displays of a notebook are served between fits. Browsers have no setImmediate.
    await new Promise((resolve) => setTimeout(resolve));
  };
  const stream = randomStream(options.seed ?? 0).split('classifier');
  const outcomes: SplitOutcome[] = [];
  for (let split = 0; split < splits; split++) {
    outcomes.push(await outcomeOfSplit(data, options, folds, stream.split('split').split(split), advance));
  }
  const testSize = Math.ceil(testFraction * data.X.rows);
  const comparison = compareMethods(outcomes, { testSize, trainSize: data.X.rows - testSize });
  const final = stream.split('final');
  const order = final.split('order').permutation(data.X.rows);
  const { columns, training } = prepared(data, order, options);
  const fits = await fitAll(training, data, options, folds, final.split('training'), advance);
  const majority = commonestClass(data);
  const convergence = {
    relativeGradient: relativeGradient(training, fits.vanilla.model),
    epochs: fits.vanilla.epochs,
    mostEpochs: options.epochs ?? linearEpochs,
  };
  const diagnosis = diagnose(training, data.classNames.length, final.split('diagnosis'));
  const classifier = {
    target: data.target ?? 'class',
    classNames: data.classNames,
    columns,
    model: fits[method].model,
    provenance: provenanceOf(data, options, { splits, folds }, fits[method], comparison),
  };
  return {
    ...comparison,
    diagnosis,
    majorityShare: majority.share,
    convergence,
    warnings: [
      ...(data.warnings ?? []),
      ...warningsOf(diagnosis, fits.genLabel.method === 'genLabelKernel' ? 'kernel' : 'gaussian'),
      ...cautionsOf(comparison, majority, convergence),
    ],
    classifier,
  };
}

async function outcomeOfSplit(
  data: Dataset,
  options: ClassifierOptions,
  folds: number,
  stream: RandomStream,
  advance: () => Promise<void>,
): Promise<SplitOutcome> {
  const { train, test } = stratifiedSplit(data.y, testFraction, stream.split('split'));
  const { columns, training } = prepared(data, train, options);
  const fits = await fitAll(training, data, options, folds, stream.split('training'), advance);
  const raw = selectPoints(data, test);
  const points = { X: prepareColumns(columns, raw.X), y: raw.y };
  const models = Object.fromEntries(Object.entries(fits).map(([method, { model }]) => [method, model]));
  return splitOutcome(models as { readonly [method in ComparedMethod]: LinearModel }, training, points);
}

function commonestClass({ y, classNames }: Dataset): {
  readonly share: number;
  readonly name: string;
  readonly numClasses: number;
} {
  const counts = new Int32Array(classNames.length);
  for (const c of y) counts[c]++;
  const most = Math.max(...counts);
  return {
    share: most / y.length,
    name: classNames[counts.indexOf(most)],
    numClasses: counts.filter((count) => count > 0).length,
  };
}

/** Inputs of some rows, prepared with the statistics of these rows. */
function prepared(
  data: Dataset,
  rows: Int32Array,
  { scaling = 'standardised', nominal = 'one-hot' }: ClassifierOptions,
): { readonly columns: PreparedColumn[]; readonly training: LabelledPoints } {
  const columns = fitColumns(data.features, selectRows(data.X, rows), { scaling, nominal });
  const { X, y } = selectPoints(data, rows);
  return { columns, training: { X: prepareColumns(columns, X), y } };
}

/** @param training rows in random order: folds are contiguous */
async function fitAll(
  training: LabelledPoints,
  { classNames }: Dataset,
  { epochs }: ClassifierOptions,
  numFolds: number,
  stream: RandomStream,
  advance: () => Promise<void>,
): Promise<Fits> {
  const numClasses = classNames.length;
  const folds = kFold(training.X.rows, numFolds);
  const input = { training, numClasses, folds, epochs, stream, ...protocol };
  const fits: { [method: string]: LinearFit } = {};
  for (const method of trained) {
    fits[method] = fitLinear(input, method);
    await advance();
  }
  const genLabel = betterFit(fits.genLabelGaussian, fits.genLabelKernel);
  return { ...(fits as Omit<Fits, 'genLabel'>), genLabel };
}

function provenanceOf(
  data: Dataset,
  { seed = 0, scaling = 'standardised', nominal = 'one-hot', epochs: mostEpochs }: ClassifierOptions,
  sizes: { readonly splits: number; readonly folds: number },
  { method, learningRate, gamma, epochs, score }: LinearFit,
  { accuracies: measured }: Comparison,
): Classifier['provenance'] {
  return {
    data: { name: data.name, rows: data.X.rows, features: data.X.cols, classes: data.classNames.length },
    settings: { seed, ...sizes, scaling, nominal, ...(mostEpochs !== undefined && { epochs: mostEpochs }) },
    chosen: { method, learningRate, ...(gamma !== undefined && { gamma }), epochs, crossValidation: score },
    accuracies: measured,
  };
}
