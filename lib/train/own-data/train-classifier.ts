import { requireClassifiable } from '../../data/classifiable';
import type { Dataset } from '../../data/dataset';
import { type PreparedColumn, prepareColumns } from '../../data/prepared-column';
import { fitColumns, type NominalEncoding, type Scaling } from '../../data/preprocess';
import { kFold, stratifiedSplit } from '../../data/splits';
import { accuracies } from '../../kernels/classify';
import { selectRows } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import { selectPoints } from '../cross-validate';
import { requireTwoRowsOfEachClass } from '../require-two-rows';
import type { LabelledPoints } from '../sweep';
import type { Classifier } from './classifier';
import { type Diagnosis, diagnose, warningsOf } from './classifier-diagnosis';
import { type AccuracyOfMethods, type Comparison, cautionsOf, compareMethods } from './compare-methods';
import { type ComparedMethod, comparedMethods } from './compared-methods';
import { betterFit, fitLinear, type LinearFit } from './fit-linear';

/** What `trainClassifier` may be told. */
export interface ClassifierOptions {
  /** Equal seeds give equal results, bit for bit. Default 0. */
  readonly seed?: number | string;
  /** Random stratified 70/30 splits on which accuracies are measured, at least 2. Default 10. */
  readonly splits?: number;
  /** Folds of the cross-validation that chooses learning rate, loss ratio and number of epochs. Default 6. */
  readonly folds?: number;
  /** Default `standardised`; densities need features of about unit scale. */
  readonly scaling?: Scaling;
  /** Default `one-hot`. */
  readonly nominal?: NominalEncoding;
  /** Whose model is kept. Default `genLabel`. */
  readonly method?: 'vanilla' | 'mixup' | 'genLabel';
  /** Called before the first fit and after each. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** The comparison of the methods on the data set, and the classifier that was kept. */
export interface TrainedClassifier extends Comparison {
  readonly diagnosis: Diagnosis;
  /** What speaks against GenLabel on these data; empty if nothing does. */
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
 * epochs (at most 100) are chosen by k-fold cross-validation on the training part, GenLabel's density as well; no test row
 * takes part. All methods of a split share initial parameters, batches and lambdas. The classifier that is kept is trained
 * in the same way on all rows.
 *
 * @throws RangeError naming the set, the problem and the cure: fewer than two classes, a class with one row, too few rows
 *   for the folds, a column without values, an infinite value
 *
 * @example
 * const data = await readTable('my.csv', { target: 'y', drop: ['id'] });
 * const { accuracies, warnings, classifier } = await trainClassifier(data, { seed: 1 });
 * console.log(accuracies.genLabel); // mean, low and high, shares in [0, 1]
 * await saveClassifier('model.json', classifier);
 */
export async function trainClassifier(
  data: Dataset & { readonly target?: string | null },
  options: ClassifierOptions = {},
): Promise<TrainedClassifier> {
  const { splits = 10, folds = 6, method = 'genLabel', onProgress } = options;
  if (!Number.isInteger(splits) || splits < 2) {
    throw new RangeError(`splits is ${splits}, expected an integer of at least 2: intervals need two splits`);
  }
  if (!Number.isInteger(folds) || folds < 2) {
    throw new RangeError(`folds is ${folds}, expected an integer of at least 2`);
  }
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
  const rows: AccuracyOfMethods[] = [];
  for (let split = 0; split < splits; split++) {
    rows.push(await accuraciesOnSplit(data, options, folds, stream.split('split').split(split), advance));
  }
  const testSize = Math.ceil(testFraction * data.X.rows);
  const comparison = compareMethods(rows, { testSize, trainSize: data.X.rows - testSize });
  const final = stream.split('final');
  const order = final.split('order').permutation(data.X.rows);
  const { columns, training } = prepared(data, order, options);
  const fits = await fitAll(training, data.classNames.length, folds, final.split('training'), advance);
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
    warnings: [
      ...warningsOf(diagnosis, fits.genLabel.method === 'genLabelKernel' ? 'kernel' : 'gaussian'),
      ...cautionsOf(comparison),
    ],
    classifier,
  };
}

async function accuraciesOnSplit(
  data: Dataset,
  options: ClassifierOptions,
  folds: number,
  stream: RandomStream,
  advance: () => Promise<void>,
): Promise<AccuracyOfMethods> {
  const { train, test } = stratifiedSplit(data.y, testFraction, stream.split('split'));
  const { columns, training } = prepared(data, train, options);
  const fits = await fitAll(training, data.classNames.length, folds, stream.split('training'), advance);
  const raw = selectPoints(data, test);
  const points = { X: prepareColumns(columns, raw.X), y: raw.y };
  const values = accuracies(
    comparedMethods.map((method) => fits[method].model),
    points,
  );
  return Object.fromEntries(comparedMethods.map((method, i) => [method, values[i]])) as AccuracyOfMethods;
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
  numClasses: number,
  numFolds: number,
  stream: RandomStream,
  advance: () => Promise<void>,
): Promise<Fits> {
  const input = { training, numClasses, folds: kFold(training.X.rows, numFolds), stream, ...protocol };
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
  { seed = 0, scaling = 'standardised', nominal = 'one-hot' }: ClassifierOptions,
  sizes: { readonly splits: number; readonly folds: number },
  { method, learningRate, gamma, epochs, score }: LinearFit,
  { accuracies: measured }: Comparison,
): Classifier['provenance'] {
  return {
    data: { name: data.name, rows: data.X.rows, features: data.X.cols, classes: data.classNames.length },
    settings: { seed, ...sizes, scaling, nominal },
    chosen: { method, learningRate, ...(gamma !== undefined && { gamma }), epochs, crossValidation: score },
    accuracies: measured,
  };
}
