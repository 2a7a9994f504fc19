import exp from '@stdlib/math-base-special-exp';
import type { Feature } from '../../data/dataset';
import { type PreparedColumn, prepareColumns } from '../../data/prepared-column';
import type { LinearModel } from '../../kernels/sweep-options';
import { type Matrix, zeros } from '../../numeric/matrix';

/** Softmax regression with all that it needs to classify raw features. */
export interface Classifier {
  /** Name of the class column. */
  readonly target: string;
  readonly classNames: readonly string[];
  /** How raw features become inputs, one entry a feature. */
  readonly columns: readonly PreparedColumn[];
  readonly model: LinearModel;
  /** How it came about: settings, data, versions, accuracies. Values that survive JSON. */
  readonly provenance: { readonly [key: string]: unknown };
}

/** What a classifier says about points. */
export interface Classification {
  /** Most probable class of each point, by index; of equals the first. */
  readonly classes: Int32Array;
  /** [n x numClasses], rows sum to 1 */
  readonly probabilities: Matrix;
}

/** The features that a classifier expects, in their order. */
export function featuresOf({ columns }: Pick<Classifier, 'columns'>): Feature[] {
  if (!Array.isArray(columns)) throw new RangeError(`columns are ${typeof columns}, expected an array`);
  return columns.map((column) =>
    column.kind === 'numeric'
      ? { name: column.name, kind: column.kind }
      : { name: column.name, kind: column.kind, categories: column.categories },
  );
}

/**
 * Classes and their probabilities, softmax(W x + v), for raw features.
 *
 * @param classifier of `trainClassifier` or `loadClassifier`
 * @param X [n x numFeatures], columns as in `featuresOf`; NaN where missing
 * @throws RangeError if X has another width, a code is no category, or a value is infinite
 *
 * @example
 * const data = await readTable('my.csv', { target: 'y', drop: ['id'] });
 * const { classifier } = await trainClassifier(data, { splits: 2 });
 * const { classes, probabilities } = classify(classifier, matrix([[0, 1]]));
 * classifier.classNames[classes[0]]; // 'upper'
 */
export function classify(
  { columns, model }: Pick<Classifier, 'columns' | 'model'>,
  X: Matrix,
): Classification {
  const inputs = prepareColumns(columns, X);
  const { weights, bias } = model;
  const numClasses = bias.length;
  const probabilities = zeros(X.rows, numClasses);
  const classes = new Int32Array(X.rows);
  for (let i = 0; i < X.rows; i++) {
    const logits = Float64Array.from(bias);
    for (let c = 0; c < numClasses; c++) {
      for (let j = 0; j < inputs.cols; j++) {
        logits[c] += weights.data[c * inputs.cols + j] * inputs.data[i * inputs.cols + j];
      }
      if (!Number.isFinite(logits[c])) {
        throw new RangeError(`row ${i} gives the logit ${logits[c]}, expected finite features`);
      }
      if (logits[c] > logits[classes[i]]) classes[i] = c;
    }
    const highest = logits[classes[i]];
    const terms = logits.map((logit) => exp(logit - highest));
    const sum = terms.reduce((a, b) => a + b, 0);
    probabilities.data.set(
      terms.map((term) => term / sum),
      i * numClasses,
    );
  }
  return { classes, probabilities };
}
