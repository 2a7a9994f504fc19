import { requireClassifiable } from '../../data/classifiable';
import type { Dataset } from '../../data/dataset';
import { requireTwoRowsOfEachClass } from '../require-two-rows';
import type { ClassifierOptions } from './classifier-options';
import { type ComparisonPart, comparisonPart, type OnWork } from './comparison-part';
import { requireTrainable } from './require-trainable';
import { trainByParts } from './train-by-parts';
import type { TrainedClassifier, TrainingData } from './trained-classifier';

export type { Approximation } from './approximation';
export type { ClassifierOptions, FitProgress } from './classifier-options';
export type { TrainedClassifier } from './trained-classifier';

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
  data: TrainingData,
  options: ClassifierOptions = {},
): Promise<TrainedClassifier> {
  requireTraining(data, options);
  const run = (part: ComparisonPart, onWork: OnWork) => comparisonPart(data, options, part, onWork);
  return trainByParts(data, options, { lanes: 1, run });
}

/** Refuses data and options that cannot be trained on. @throws RangeError as `trainClassifier` */
export function requireTraining(data: Dataset, options: ClassifierOptions): void {
  requireTrainable(data, options);
  requireTwoRowsOfEachClass(data);
  requireClassifiable(data, options.folds ?? 6);
}
