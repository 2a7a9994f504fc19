import { excerpt } from './arff-error';
import { nearestName } from './nearest-name';
import { TableError } from './table-error';

/**
 * Place of a column.
 *
 * @param what for messages, for example `the target`
 * @throws TableError naming the nearest column and all of them, if there is no such column
 */
export function namedColumn(columns: readonly string[], name: string, what: string, source: string): number {
  const found = columns.indexOf(name);
  if (found >= 0) return found;
  const nearest = nearestName(
    name.toLowerCase(),
    columns.map((column) => column.toLowerCase()),
  );
  const suggested = columns.find((column) => column.toLowerCase() === nearest);
  const headless = columns.filter((column) => Number.isFinite(Number(column))).length > columns.length / 2;
  const hint = headless
    ? '; the first line holds numbers, expected the names of the columns: has the file no header?'
    : suggested === undefined
      ? '.'
      : `; did you mean ${excerpt(suggested)}?`;
  throw new TableError(
    source,
    `there is no column ${excerpt(name)} for ${what}${hint} The columns are ${listed(columns)}`,
  );
}

/** Names of columns in a sentence, not more than 40 of them. */
export function listed(columns: readonly string[]): string {
  const shown = columns.slice(0, 40).map((column) => (/^[\w.-]+$/.test(column) ? column : excerpt(column)));
  return `${shown.join(', ')}${columns.length > 40 ? `, … (${columns.length} in all)` : ''}`;
}
