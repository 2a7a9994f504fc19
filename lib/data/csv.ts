import { zeros } from '../numeric/matrix';
import { excerpt } from './arff-error';
import { categoryLookup, distinctCategories } from './category-lookup';
import { refuseColumns } from './column-problems';
import { byCodeUnits, type CsvColumn, readColumn } from './csv-columns';
import { type CsvFormat, type CsvRecords, readCsvRecords } from './csv-records';
import type { Dataset } from './dataset';
import { type ColumnNames, columnNames, listed, namedColumn, namedColumns } from './named-column';
import { isMissing } from './number-texts';
import { optionText } from './option-text';
import { requireClasses } from './require-classes';
import { rowNumberColumns } from './row-number-columns';
import { TableError } from './table-error';

/** What `parseCsv` takes: the column of the class, and how to read the others. */
export interface CsvOptions extends CsvFormat {
  /** Column that holds the class. */
  readonly target: string;
  /** File name or other origin, for messages and as name of the data set (default `CSV text`). */
  readonly source?: string;
  /** Columns to read as categories though they hold numbers. */
  readonly nominal?: readonly string[];
  /** Columns to leave out, such as names of the rows. */
  readonly drop?: readonly string[];
  /** Columns to keep though their numbers count the rows, or increase from row to row. */
  readonly keep?: readonly string[];
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
  /** What a user should know beside the results, such as columns that were left out. */
  readonly warnings: readonly string[];
}

/**
 * Reads a data set from CSV with a header (`readCsvRecords`). A column is numeric if all its values are numbers, else
 * nominal; empty fields, `?`, `NA`, `N/A`, `NaN` and `null` are missing, among numbers also `None`, `n/a`, `-`, `.` and the
 * like in any case. Classes are the distinct texts of the target, in ascending order (as numbers, if all are; equal numbers
 * are one class). Columns that count the rows, or increase from row to row, are left out with a warning.
 *
 * Columns are named one an entry, or several in one text with commas between them.
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
  const { target, source = 'CSV text' } = options;
  const records = readCsvRecords(text, source, options);
  const names = columnNames(records.columns, source);
  const { y, inputs, nominal, keep } = chosenColumns(names, options);
  if (inputs.length === 0) {
    throw new TableError(
      source,
      names.all.length > 1
        ? `every column besides the target ${excerpt(target)} is dropped; drop fewer`
        : `there is no column besides the target ${excerpt(target)} (columns: ${listed(names.all)}); ` +
            `name the delimiter (--delimiter) if it is not ${JSON.stringify(records.delimiter)}`,
    );
  }
  const classes = classesOf(records, y);
  if (!nominal.has(y)) requireClasses(target, classes.classNames, records.rows.length, source);
  const readings = inputs.map((j) => ({ j, ...readColumn(records, j, nominal.has(j)) }));
  refuseColumns(
    source,
    readings.map(({ problem }) => problem).filter((problem) => problem !== undefined),
  );
  const columns = readings.map(({ j, column }) => ({ keep: keep.has(j), ...(column as CsvColumn) }));
  const { kept, warnings } = rowNumberColumns(columns, source);
  return { name: source, ...tableOf(kept, records.rows.length), ...classes, target, warnings };
}

/**
 * Places of the target, of the inputs, and of the columns that are named in the options.
 *
 * @throws TableError if there is no such column, the target is dropped, or a column is dropped and used
 */
export function chosenColumns(
  names: ColumnNames,
  { target, nominal = [], drop = [], keep = [] }: Omit<CsvOptions, 'source'>,
): {
  readonly y: number;
  readonly inputs: readonly number[];
  readonly nominal: ReadonlySet<number>;
  readonly keep: ReadonlySet<number>;
} {
  const y = namedColumn(names, target, 'the target');
  const dropped = new Set(namedColumns(names, drop, 'dropping'));
  if (dropped.has(y)) {
    throw new TableError(names.source, `the target ${excerpt(target)} is dropped; choose another`);
  }
  const chosen = {
    nominal: new Set(namedColumns(names, nominal, 'nominal values')),
    keep: new Set(namedColumns(names, keep, 'keeping')),
  };
  for (const [option, columns] of Object.entries(chosen)) {
    const both = [...columns].find((j) => dropped.has(j));
    if (both === undefined) continue;
    const name = names.all[both];
    throw new TableError(
      names.source,
      `the column ${excerpt(name)} is to be dropped (${optionText('drop', [name])}) and used (${optionText(option, [name])}); give one of them`,
    );
  }
  return {
    y,
    ...chosen,
    inputs: [...names.all.keys()].filter((j) => j !== y && !dropped.has(j)),
  };
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
  const missing = rows.flatMap((row, i) => (isMissing(row[j]) ? [i] : []));
  if (missing.length > 0) {
    const [first] = missing;
    const more = missing.length > 1 ? ` and in ${missing.length - 1} rows more` : '';
    throw new TableError(
      source,
      `the class ${excerpt(columns[j])} is missing (${excerpt(rows[first][j])})${more}, expected a value; remove the ` +
        `${missing.length > 1 ? 'rows' : 'row'}, or choose another target`,
      lines[first],
    );
  }
  const texts = distinctCategories(rows.map((row) => row[j]));
  const numeric = texts.every((text) => Number.isFinite(Number(text)));
  const classNames = texts.sort((a, b) => (numeric && Number(a) - Number(b)) || byCodeUnits(a, b));
  const find = categoryLookup(classNames);
  return { y: Int32Array.from(rows, (row) => find(row[j]) as number), classNames };
}
