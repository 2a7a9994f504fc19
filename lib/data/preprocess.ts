import type { Matrix } from '../numeric/matrix';
import { requireChoice, requireMatrix } from '../numeric/require';
import type { Feature } from './dataset';
import { type PreparedColumn, prepareColumns, requireCode, requireWidth } from './prepared-column';

/** `raw`: as they are. `standardised`: mean 0, standard deviation 1. `min-max`: from 0 to 1. */
export type Scaling = (typeof scalings)[number];
export const scalings = ['raw', 'standardised', 'min-max'] as const;

/** `integer`: the index of the category, scaled like a number. `one-hot`: one 0/1 column a category, never scaled. */
export type NominalEncoding = 'integer' | 'one-hot';

/**
 * Turns a raw feature matrix into the inputs of a model, with statistics of the given (training) rows only.
 *
 *   standardised: (x - mean) / sd, sd with divisor n        min-max: (x - min) / (max - min)
 *
 * A column that is constant in the training rows becomes x - constant (0 in these rows). Missing values (NaN) become
 * the training mean of a number and the commonest training category of a nominal feature (the first of equals); where
 * a column has no training value at all, 0. One-hot gives as many columns as the feature has categories, in their order.
 *
 * The paper does not say how its inputs were prepared: all six combinations are offered.
 *
 * @param features one a column of X
 * @param X [numPoints x numFeatures] training rows
 * @returns a function from [n x numFeatures] to [n x numColumns], the same columns for every matrix
 * @throws RangeError if X has no rows, X and features differ in width, a value is infinite, a nominal code is no index of a
 *   category, or there is no such scaling or encoding
 */
export function fitPreprocessor(
  features: readonly Feature[],
  X: Matrix,
  way: { readonly scaling: Scaling; readonly nominal: NominalEncoding },
): (X: Matrix) => Matrix {
  const columns = fitColumns(features, X, way);
  return (raw) => prepareColumns(columns, raw);
}

/**
 * What `fitPreprocessor` learns from the training rows, one entry a feature, for `prepareColumns`.
 *
 * @throws RangeError as `fitPreprocessor`
 */
export function fitColumns(
  features: readonly Feature[],
  X: Matrix,
  { scaling, nominal }: { readonly scaling: Scaling; readonly nominal: NominalEncoding },
): PreparedColumn[] {
  requireMatrix('X', X, { missing: true });
  requireChoice('scaling', scaling, scalings);
  requireChoice('nominal', nominal, ['integer', 'one-hot']);
  if (X.rows === 0) throw new RangeError('X has no rows: statistics need one training row or more');
  requireWidth(features.length, X);
  return features.map((feature, j) => fitColumn(feature, columnOf(X, j), scaling, nominal));
}

function fitColumn(
  feature: Feature,
  values: Float64Array,
  scaling: Scaling,
  encoding: NominalEncoding,
): PreparedColumn {
  const known = values.filter((value) => !Number.isNaN(value));
  if (feature.kind === 'numeric') {
    const substitute = mean(known);
    return {
      name: feature.name,
      kind: 'numeric',
      substitute,
      ...scaleOf(feature.name, filled(values, substitute), scaling),
    };
  }
  const { name, kind, categories } = feature;
  for (const code of known) requireCode(name, code, categories.length);
  const substitute = mode(known, categories.length);
  if (encoding === 'one-hot') return { name, kind, encoding, categories, substitute };
  return {
    name,
    kind,
    encoding,
    categories,
    substitute,
    ...scaleOf(feature.name, filled(values, substitute), scaling),
  };
}

function filled(values: Float64Array, substitute: number): Float64Array {
  return values.map((value) => (Number.isNaN(value) ? substitute : value));
}

/** Shift and divisor of one column. Constancy is tested on the values: a rounded mean leaves a sd just above 0. */
function scaleOf(name: string, values: Float64Array, scaling: Scaling): { shift: number; divisor: number } {
  if (scaling === 'raw') return { shift: 0, divisor: 1 };
  let min = values[0];
  let max = values[0];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min === max) return { shift: min, divisor: 1 };
  if (max - min === Number.POSITIVE_INFINITY) {
    throw new RangeError(
      `feature ${JSON.stringify(name)} reaches from ${min} to ${max}, which is beyond the range of doubles: rescale it`,
    );
  }
  if (scaling === 'min-max') return { shift: min, divisor: max - min };
  const centre = mean(values);
  const divisor = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
  return Number.isFinite(divisor) && divisor > 0
    ? { shift: centre, divisor }
    : extremeScale(values, min, max);
}

/** Where squares leave the range of doubles (values about 1e200 or 1e-200), the same in units of the largest value. */
function extremeScale(values: Float64Array, min: number, max: number): { shift: number; divisor: number } {
  const unit = Math.max(Math.abs(min), Math.abs(max));
  const shift = unit * mean(values.map((value) => value / unit));
  const reach = Math.max(Math.abs(max / unit - shift / unit), Math.abs(min / unit - shift / unit));
  const spread = mean(values.map((value) => ((value / unit - shift / unit) / reach) ** 2));
  const divisor = unit * reach * Math.sqrt(spread);
  // What is left are differences below the smallest double: the column is as good as constant.
  return Number.isFinite(divisor) && divisor > 0 ? { shift, divisor } : { shift, divisor: 1 };
}

function columnOf(X: Matrix, j: number): Float64Array {
  return Float64Array.from({ length: X.rows }, (_, i) => X.data[i * X.cols + j]);
}

function mean(values: Float64Array): number {
  if (values.length === 0) return 0;
  const result = values.reduce((sum, value) => sum + value, 0) / values.length;
  // The sum of finite values may be beyond the range of doubles, their mean is not.
  return Number.isFinite(result) ? result : values.reduce((sum, value) => sum + value / values.length, 0);
}

function mode(codes: Float64Array, numCategories: number): number {
  const counts = new Int32Array(numCategories);
  for (const code of codes) counts[code]++;
  let best = 0;
  for (let c = 1; c < numCategories; c++) if (counts[c] > counts[best]) best = c;
  return best;
}
