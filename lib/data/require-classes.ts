import { excerpt } from './arff-error';
import { optionText } from './option-text';
import { TableError } from './table-error';

/** More distinct numbers than that are a measurement, not classes; fractions are one sooner. */
const mostNumbers = 50;
const mostFractions = 10;

/**
 * Refuses a target whose classes are the distinct values of a measurement.
 *
 * @throws TableError saying what a regression target looks like, and the cure
 */
export function requireClasses(
  target: string,
  classNames: readonly string[],
  numRows: number,
  source: string,
): void {
  const values = classNames.map(Number);
  if (classNames.includes('') || !values.every(Number.isFinite)) return;
  const most = values.every(Number.isInteger) ? mostNumbers : mostFractions;
  if (classNames.length <= most) return;
  throw new TableError(
    source,
    `the target ${excerpt(target)} has ${classNames.length} different numbers in ${numRows} rows, expected a few ` +
      'classes: this looks like regression, and only classifiers are trained here; name another target, group its ' +
      `values into classes, or say that they are classes (${optionText('nominal', [target])})`,
  );
}
