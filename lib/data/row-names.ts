/** More categories than that are names of the rows, if a category has two rows or fewer on average. */
const fewCategories = 20;

/** So many categories are no kinds any more, however many rows there are. */
const manyCategories = 500;

/** Whether so many different texts in so many rows tell rows apart, not kinds of rows. */
export function namesRows(different: number, rows: number): boolean {
  return different > manyCategories || (different > fewCategories && 2 * different >= rows);
}

/** Shorter columns increase by chance. */
const leastCounted = 10;
const leastIncreasing = 20;

/**
 * Whether numbers tell the row: consecutive (…, 7, 8, 9, …, also downwards), or each greater than the one before, or each
 * less. Such a column numbers the rows, identifies them or gives the time; since files are often sorted by class, a
 * classifier would learn the order of the file from it.
 *
 * @returns what it is like, in words; undefined if it is not
 */
export function rowNumbers(values: Float64Array): string | undefined {
  const n = values.length;
  if (n < leastCounted) return undefined;
  const step = values[1] - values[0];
  let [consecutive, monotone] = [Math.abs(step) === 1, n >= leastIncreasing && step !== 0];
  for (let i = 1; i < n && (consecutive || monotone); i++) {
    const difference = values[i] - values[i - 1];
    if (difference !== step) consecutive = false;
    // Also where one is missing.
    if (!(difference * step > 0)) monotone = false;
  }
  if (consecutive) return 'counts the rows';
  if (!monotone) return undefined;
  return step > 0 ? 'increases from row to row' : 'decreases from row to row';
}
