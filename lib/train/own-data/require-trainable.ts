import type { Dataset } from '../../data/dataset';
import { scalings } from '../../data/preprocess';
import { requireOptions } from '../../data/require-options';
import {
  requireChoice,
  requireInteger,
  requireLabels,
  requirePositive,
  requireShape,
} from '../../numeric/require';
import type { ClassifierOptions } from './classifier-options';

/** All options, so that a misspelt one is found. */
const known: { readonly [option in keyof Required<ClassifierOptions>]: true } = {
  seed: true,
  splits: true,
  folds: true,
  epochs: true,
  scaling: true,
  nominal: true,
  method: true,
  exact: true,
  maxMinutes: true,
  onProgress: true,
};

/** More would take months. */
const mostSplits = 10_000;
const mostEpochs = 1_000_000;

/**
 * Refuses options that there are not, choices that there are not, and data whose parts do not fit together.
 *
 * @throws RangeError naming it
 */
export function requireTrainable(data: Dataset, options: ClassifierOptions): void {
  requireOptions(options, Object.keys(known));
  const { seed = 0, splits = 10, folds = 6, epochs = 100, method = 'genLabel' } = options;
  if (typeof seed !== 'string' && !Number.isFinite(seed)) {
    throw new RangeError(`seed is ${String(seed)}, expected a text or a finite number`);
  }
  requireInteger('splits', splits, 2, mostSplits);
  requireInteger('folds', folds, 2);
  requireInteger('epochs', epochs, 1, mostEpochs);
  if (options.maxMinutes !== undefined) requirePositive('maxMinutes', options.maxMinutes);
  if (options.exact !== undefined && typeof options.exact !== 'boolean') {
    throw new RangeError(`exact is ${String(options.exact)}, expected true or false`);
  }
  requireChoice('method', method, ['vanilla', 'mixup', 'genLabel']);
  requireChoice('scaling', options.scaling ?? 'standardised', scalings);
  requireChoice('nominal', options.nominal ?? 'one-hot', ['integer', 'one-hot']);
  requireParts(data);
}

function requireParts({ name, X, y, features, featureNames, classNames }: Dataset): void {
  const refuse = (problem: string): never => {
    throw new RangeError(`data set ${String(name)}: ${problem}`);
  };
  if (typeof name !== 'string') refuse('its name is no text, expected one');
  try {
    requireShape('X', X);
    requireTexts('classNames', classNames);
    requireTexts('featureNames', featureNames, X.cols);
    requireLabels('y', y, X.rows, classNames.length);
  } catch (error) {
    refuse((error as Error).message);
  }
  if (!Array.isArray(features) || features.length !== X.cols) {
    refuse(`there are ${features?.length} features, expected ${X.cols}, one a column of X`);
  }
  const repeated = classNames.find((text, c) => classNames.indexOf(text) !== c);
  if (repeated !== undefined) refuse(`class ${JSON.stringify(repeated)} is named twice`);
}

function requireTexts(name: string, texts: readonly string[], length = texts?.length): void {
  if (!Array.isArray(texts) || !texts.every((text) => typeof text === 'string')) {
    throw new RangeError(`${name} is no array of texts`);
  }
  if (texts.length !== length) {
    throw new RangeError(`${name} has ${texts.length} texts, expected ${length}, one a column of X`);
  }
}
