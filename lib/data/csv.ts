import { zeros } from '../numeric/matrix';
import { excerpt } from './arff-error';
import { byCodeUnits, type CsvColumn, isMissing, readColumn } from './csv-columns';
import { type CsvRecords, readCsvRecords } from './csv-records';
import type { Dataset } from './dataset';
import { listed, namedColumn } from './named-column';
import { requireClasses } from './require-classes';
import { TableError } from './table-error';

/** What `parseCsv` takes: the column of the class, and how to read the others. */
export interface CsvOptions {
  /** Column that holds the class. */
  readonly target: string;
  /** File name or other origin, for messages and as name of the data set (default `CSV text`). */
  readonly source?: string;
  /** Columns to read as categories though they hold numbers. */
  readonly nominal?: readonly string[];
  /** Columns to leave out, such as row numbers. */
  readonly drop?: readonly string[];
  /** Default: comma, semicolon, tab or bar, whichever is most frequent in the header. */
  readonly delimiter?: string;
}

/** How a column was read. */
export interface ColumnSummary {
  readonly name: string;
  readonly kind: 'numeric' | 'nominal';
  readonly numCategories?: number;
  readonly missing: number;
  readonly note?: string;
}

/** A data set read from a table. Missing values of X are NaN. */
export interface TableDataset extends Dataset {
  readonly target: string;
  readonly columns: readonly ColumnSummary[];
}

/**
 * Reads a data set from CSV with a header (`readCsvRecords`). A column is numeric if all its values are numbers, else
 * nominal; empty fields, `?`, `NA`, `N/A`, `NaN` and `null` are missing. Classes are the distinct texts of the target, in
 * ascending order (as numbers, if all are).
 *
 * @throws TableError naming source, line, what was found, what was expected and the cure, for what cannot be read or is no
 *   classification problem: no such column, rows without a class, a target with many distinct numbers, text among numbers, …
 *
 * @example
 * const { X, y, classNames } = parseCsv('width,height,kind\n1,2,a\n3,1,b\n', { target: 'kind' });
 * X; // [[1, 2], [3, 1]]
 * classNames[y[1]]; // 'b'
 */
export function parseCsv(text: string, options: CsvOptions): TableDataset {
  const { target, source = 'CSV text', nominal = [], drop = [] } = options;
  const records = readCsvRecords(text, source, options.delimiter);
  const { columns: names } = records;
  const place = (name: string, what: string) => namedColumn(names, name, what, source);
  const y = place(target, 'the target');
  const dropped = new Set(drop.map((name) => place(name, 'dropping')));
  const categorical = new Set(nominal.map((name) => place(name, 'nominal values')));
  if (dropped.has(y))
    throw new TableError(source, `the target ${excerpt(target)} is dropped; choose another`);
  const inputs = [...names.keys()].filter((j) => j !== y && !dropped.has(j));
  if (inputs.length === 0) {
    throw new TableError(
      source,
      `there is no column besides the target ${excerpt(target)} (columns: ${listed(names)}); ` +
        `name the delimiter (--delimiter) if it is not ${JSON.stringify(records.delimiter)}`,
    );
  }
  const classes = classesOf(records, y);
  if (!categorical.has(y)) requireClasses(target, classes.classNames, records.rows.length, source);
  const columns = inputs.map((j) => readColumn(records, j, categorical.has(j)));
  return { name: source, ...tableOf(columns, records.rows.length), ...classes, target };
}

/** Columns as a matrix [numRows x numColumns], with what they mean. */
export function tableOf(
  columns: readonly CsvColumn[],
  numRows: number,
): Pick<TableDataset, 'X' | 'features' | 'featureNames' | 'columns'> {
  const X = zeros(numRows, columns.length);
  columns.forEach(({ values }, j) => {
    for (let i = 0; i < numRows; i++) X.data[i * columns.length + j] = values[i];
  });
  const features = columns.map(({ feature }) => feature);
  return {
    X,
    features,
    featureNames: features.map(({ name }) => name),
    columns: columns.map(({ feature, missing, note }) => ({
      name: feature.name,
      kind: feature.kind,
      ...(feature.kind === 'nominal' && { numCategories: feature.categories.length }),
      missing,
      ...(note && { note }),
    })),
  };
}

function classesOf(
  { source, columns, rows, lines }: CsvRecords,
  j: number,
): { y: Int32Array; classNames: string[] } {
  const missing = rows.findIndex((row) => isMissing(row[j]));
  if (missing >= 0) {
    throw new TableError(
      source,
      `the class ${excerpt(columns[j])} is missing (${excerpt(rows[missing][j])}), expected a value; remove the row, ` +
        'or choose another target',
      lines[missing],
    );
  }
  const texts = [...new Set(rows.map((row) => row[j]))];
  const numeric = texts.every((text) => Number.isFinite(Number(text)));
  const classNames = texts.sort((a, b) => (numeric && Number(a) - Number(b)) || byCodeUnits(a, b));
  const indexOf = new Map(classNames.map((name, c) => [name, c]));
  return { y: Int32Array.from(rows, (row) => indexOf.get(row[j]) as number), classNames };
}
