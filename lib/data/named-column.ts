import { excerpt } from './arff-error';
import { nearestName } from './nearest-name';
import { TableError } from './table-error';

/** Columns of a table, found by name. */
export interface ColumnNames {
  readonly all: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  /** Of the table, for messages. */
  readonly source: string;
}

/** Columns by name; of equal names the first. */
export function columnNames(all: readonly string[], source: string): ColumnNames {
  const places = new Map<string, number>();
  all.forEach((name, j) => {
    if (!places.has(name)) places.set(name, j);
  });
  return { all, places, source };
}

/**
 * Place of a column.
 *
 * @param what for messages, for example `the target`
 * @throws TableError naming the nearest column and all of them, if there is no such column
 */
export function namedColumn({ all, places, source }: ColumnNames, name: string, what: string): number {
  const found = places.get(name) ?? places.get(name.trim());
  if (found !== undefined) return found;
  const nearest = nearestName(
    name.toLowerCase(),
    all.map((column) => column.toLowerCase()),
  );
  const suggested = all.find((column) => column.toLowerCase() === nearest);
  const headless = all.filter((column) => Number.isFinite(Number(column))).length > all.length / 2;
  const hint = headless
    ? '; the first line holds numbers, expected the names of the columns: has the file no header? Then read it by --no-header.'
    : suggested === undefined
      ? '.'
      : `; did you mean ${excerpt(suggested)}?`;
  throw new TableError(
    source,
    `there is no column ${excerpt(name)} for ${what}${hint} The columns are ${listed(all)}`,
  );
}

/**
 * Places of columns, each given by its name or several in one text with commas between them; commas that belong to a
 * name are found by comparison with the names that there are, of several readings the longest.
 *
 * @throws TableError as `namedColumn`
 */
export function namedColumns(names: ColumnNames, entries: readonly string[], what: string): number[] {
  return entries.flatMap((entry) => {
    const whole = names.places.get(entry) ?? names.places.get(entry.trim());
    if (whole !== undefined) return [whole];
    const parts = entry.split(',');
    const found: number[] = [];
    for (let first = 0; first < parts.length; ) {
      const end = longestName(names, parts, first);
      if (end === undefined && parts[first].trim() === '') first++;
      else {
        const last = end ?? first + 1;
        found.push(namedColumn(names, parts.slice(first, last).join(',').trim(), what));
        first = last;
      }
    }
    return found;
  });
}

/** The end of the longest run of parts that is a name. Names seldom have more than 20 commas. */
function longestName({ places }: ColumnNames, parts: readonly string[], first: number): number | undefined {
  for (let end = Math.min(parts.length, first + 20); end > first; end--) {
    const text = parts.slice(first, end).join(',');
    if (places.has(text) || places.has(text.trim())) return end;
  }
  return undefined;
}

/** Names of columns in a sentence, not more than 40 of them. */
export function listed(columns: readonly string[]): string {
  const shown = columns
    .slice(0, 40)
    .map((column) => (/^[\w.-]{1,60}$/.test(column) ? column : excerpt(column)));
  return `${shown.join(', ')}${columns.length > 40 ? `, … (${columns.length} in all)` : ''}`;
}
