import { type Matrix, zeros } from '../numeric/matrix';

/** How one column of raw features becomes inputs of a model: values that survive JSON. */
export type PreparedColumn = NumericColumn | IntegerColumn | OneHotColumn;

interface Scaled {
  readonly name: string;
  /** Stands for a missing value. */
  readonly substitute: number;
  /** The input is (x - shift) / divisor. */
  readonly shift: number;
  readonly divisor: number;
}

export interface NumericColumn extends Scaled {
  readonly kind: 'numeric';
}

/** A category as a scaled number, its place in the list. */
export interface IntegerColumn extends Scaled {
  readonly kind: 'nominal';
  readonly encoding: 'integer';
  readonly categories: readonly string[];
}

/** A category as a 1 in its column among 0s. */
export interface OneHotColumn {
  readonly name: string;
  readonly kind: 'nominal';
  readonly encoding: 'one-hot';
  readonly categories: readonly string[];
  /** Place of the category that stands for a missing one. */
  readonly substitute: number;
}

/** Number of inputs that a column becomes. */
export function widthOf(column: PreparedColumn): number {
  return column.kind === 'nominal' && column.encoding === 'one-hot' ? column.categories.length : 1;
}

/**
 * Inputs of a model from raw features.
 *
 * @param X [n x numFeatures], NaN where missing, one column a prepared column
 * @returns [n x sum of widths]
 * @throws RangeError if the numbers of columns differ, or a nominal code is no index of a category
 */
export function prepareColumns(columns: readonly PreparedColumn[], X: Matrix): Matrix {
  requireWidth(columns.length, X);
  const cols = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const result = zeros(X.rows, cols);
  let first = 0;
  columns.forEach((column, j) => {
    for (let i = 0; i < X.rows; i++) {
      write(column, X.data[i * X.cols + j], result.data, i * cols + first);
    }
    first += widthOf(column);
  });
  return result;
}

/** @throws RangeError unless X has as many columns as there are features */
export function requireWidth(numFeatures: number, X: Matrix): void {
  if (X.cols !== numFeatures) {
    throw new RangeError(`X has ${X.cols} columns, expected ${numFeatures}: one a feature`);
  }
}

/** @throws RangeError unless `code` is the index of a category */
export function requireCode(name: string, code: number, numCategories: number): void {
  if (!Number.isInteger(code) || code < 0 || code >= numCategories) {
    throw new RangeError(
      `nominal feature ${JSON.stringify(name)} holds ${code}, expected the index of one of its ${numCategories} categories`,
    );
  }
}

function write(column: PreparedColumn, value: number, target: Float64Array, offset: number): void {
  const known = Number.isNaN(value) ? column.substitute : value;
  if (column.kind === 'nominal' && !Number.isNaN(value)) {
    requireCode(column.name, value, column.categories.length);
  }
  if (column.kind === 'nominal' && column.encoding === 'one-hot') target[offset + known] = 1;
  else target[offset] = (known - column.shift) / column.divisor;
}
