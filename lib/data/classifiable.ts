import type { Dataset } from './dataset';
import { listed } from './named-column';

/**
 * Refuses data that no classifier can be trained and cross-validated on. What can be handled is not refused: missing
 * values are filled in, constant and equal columns are kept, and a class of one row is always for training.
 *
 * @throws RangeError naming the set, the columns or class, and the cure: an infinite value, columns without any value,
 *   fewer than two classes with rows, or too few rows for every fold to have one
 */
export function requireClassifiable(
  { name, X, y, featureNames, classNames }: Dataset,
  numFolds: number,
): void {
  const refuse = (problem: string, cure: string): never => {
    throw new RangeError(`data set ${name}: ${problem}; ${cure}`);
  };
  if (X.cols === 0) refuse('no feature', 'give at least one column besides the class');
  const present = classNames.filter((_, c) => y.includes(c));
  if (present.length < 2) {
    refuse(
      `${present.length === 1 ? `every row is of class ${present[0]}` : 'no rows'}`,
      'a classifier needs rows of two classes or more: choose another target or add rows',
    );
  }
  requireColumns(X, featureNames, refuse);
  const least = Math.ceil((numFolds + present.length) / 0.7);
  if (X.rows < least) {
    refuse(
      `${X.rows} rows, but ${present.length} classes and ${numFolds} folds of the 70 % for training need ${least}`,
      'add rows, or take fewer folds',
    );
  }
}

/** All columns without a value at once, and the first infinite value. */
function requireColumns(
  { data, rows, cols }: Dataset['X'],
  names: readonly string[],
  refuse: (problem: string, cure: string) => never,
): void {
  const known = new Uint8Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j];
      if (Number.isNaN(value)) continue;
      known[j] = 1;
      if (Number.isFinite(value)) continue;
      refuse(
        `row ${i} of column ${names[j]} is ${value}`,
        'expected finite numbers: correct it or leave it empty',
      );
    }
  }
  const empty = names.filter((_, j) => known[j] === 0);
  if (empty.length === 1) refuse(`column ${empty[0]} has no value`, 'remove it');
  if (empty.length > 1) refuse(`${empty.length} columns (${listed(empty)}) have no value`, 'remove them');
}
