import type { TableDataset } from '../data/csv';
import { TableError } from '../data/table-error';
import { resampledInterval } from '../numeric/resampled-interval';
import { mean } from '../numeric/statistics';
import { fitProgress } from '../runtime/fit-progress';
import type { Classifier } from '../train/own-data/classifier';
import { leastSplits } from '../train/own-data/compare-methods';
import type { ClassifierOptions, TrainedClassifier } from '../train/own-data/train-classifier';
import {
  type RequestedMethod,
  type RequestedResult,
  requireForDensity,
  trainRequested,
} from '../train/own-data/train-requested';

/** What `--method` calls the methods that are trained on request alone. */
const requestedMethods = { 'genmix-gm': 'genMixGaussian', 'genlabel-flow': 'genLabelFlow' } as const;

/** The method of a name of `--method`, if it is one that is trained on request alone. */
export const requestedMethod = (name = ''): RequestedMethod | undefined =>
  Object.entries(requestedMethods).find(([own]) => own === name)?.[1];

/** Refuses data before the comparison is run. @throws TableError if they do not suffice for the method */
export function requireForRequest(
  data: TableDataset,
  method: RequestedMethod,
  settings: Pick<ClassifierOptions, 'nominal'>,
): void {
  try {
    requireForDensity(data, method, settings);
  } catch (error) {
    throw asTableError(error, data, method);
  }
}

function asTableError(error: unknown, data: TableDataset, method: RequestedMethod): unknown {
  if (!(error instanceof RangeError)) return error;
  return new TableError(data.name, `${names[method]}: ${error.message}`, undefined, { cause: error });
}

const names: { readonly [method in RequestedMethod]: string } = {
  genMixGaussian: 'GenMix+GM',
  genLabelFlow: 'GenLabel (flow)',
};

/**
 * Trains a method beside those of the comparison, on its splits.
 *
 * @returns its classifier, and what to print
 * @throws TableError if the data do not suffice for it
 */
export async function requestedTraining(
  data: TableDataset,
  method: RequestedMethod,
  comparison: TrainedClassifier,
  settings: Pick<ClassifierOptions, 'seed' | 'nominal' | 'maxMinutes'>,
): Promise<{ readonly classifier: Classifier; readonly text: string }> {
  const { perSplit, testSize, classifier } = comparison;
  try {
    const onProgress = fitProgress(`Training ${names[method]}`);
    const { seed, nominal, maxMinutes } = settings;
    const options = { seed, nominal, maxMinutes };
    const result = await trainRequested(data, method, perSplit.length, options, onProgress);
    const sizes = { testSize, trainSize: data.X.rows - testSize };
    const accuracies = { [method]: { mean: mean(result.perSplit) } };
    const measured = {
      settings: { ...(classifier.provenance.settings as object), splits: result.perSplit.length },
      accuracies,
    };
    const provenance = { ...classifier.provenance, ...result.classifier.provenance, ...measured };
    return {
      classifier: { ...result.classifier, target: classifier.target, provenance },
      text: requestedText(method, result, comparison, sizes),
    };
  } catch (error) {
    throw asTableError(error, data, method);
  }
}

type Sizes = Parameters<typeof resampledInterval>[1];

function requestedText(
  method: RequestedMethod,
  { perSplit, chosen }: RequestedResult,
  comparison: TrainedClassifier,
  sizes: Sizes,
): string {
  const differences = (['vanilla', 'mixup', 'genLabel'] as const).map((minus) => {
    const values = perSplit.map((value, split) => value - comparison.perSplit[split][minus]);
    const other = minus === 'genLabel' ? 'GenLabel (chosen)' : minus;
    return `  ${names[method]} − ${other}: ${signed(mean(values))}${intervalText(values, sizes)} points`;
  });
  const { learningRate, gamma } = chosen;
  const ratio = gamma === undefined ? '' : `, loss ratio ${gamma}`;
  const [measured, all] = [perSplit.length, comparison.perSplit.length];
  const splits =
    measured === all ? 'the same splits' : `the first ${measured} of these ${all} splits, as time was up`;
  return [
    '',
    `On request, on ${splits}: ${names[method]} ${(100 * mean(perSplit)).toFixed(2)} % of test accuracy.`,
    ...differences,
    `Its model, trained on all rows, is the one that is saved: learning rate ${learningRate}${ratio}.`,
  ].join('\n');
}

const signed = (share: number) => {
  const points = Math.abs(100 * share).toFixed(2);
  return `${share < 0 && points !== '0.00' ? '−' : '+'}${points}`;
};

/** None of fewer than five splits, and none where all splits agree. */
function intervalText(values: readonly number[], sizes: Sizes): string {
  if (values.length < leastSplits || values.every((value) => value === values[0])) return '';
  const { low, high } = resampledInterval(values, sizes);
  return ` [${signed(low)}, ${signed(high)}]`;
}
