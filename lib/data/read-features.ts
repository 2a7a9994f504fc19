import { basename } from 'node:path';
import { parseArff } from './arff';
import { excerpt } from './arff-error';
import { refuseValues } from './column-problems';
import { tableOf } from './csv';
import { type CsvColumn, readColumnAs } from './csv-columns';
import { type CsvFormat, type CsvRecords, readCsvRecords } from './csv-records';
import type { Dataset, Feature } from './dataset';
import { columnNames, namedColumn } from './named-column';
import { isMissing } from './number-texts';
import { isArff } from './read-table';
import { readTableText } from './read-text';
import { TableError } from './table-error';

/** Features of new rows, for a model that knows what columns it wants. */
export interface FeatureTable {
  /** [n x numFeatures], NaN where missing or of an unknown category */
  readonly X: Dataset['X'];
  /** Text of the class of each row, `undefined` where it is missing; absent if the file has no such column. */
  readonly actual?: readonly (string | undefined)[];
  /** Texts that are no category of their column. */
  readonly unknown: readonly { readonly column: string; readonly texts: readonly string[] }[];
  /** Number of missing values, unknown categories not counted. */
  readonly missing: number;
  /** Columns of the file that were not needed. */
  readonly unused: readonly string[];
}

/** How the file of new rows is read. */
export interface FeatureOptions extends CsvFormat {
  /** Column of the classes, read if it is there. */
  readonly target?: string;
  /** Of the text, a label such as `latin1`; default UTF-8, or what a byte order mark says. */
  readonly encoding?: string;
}

/**
 * Reads the features of a model from a CSV or ARFF file, columns by name in whatever order.
 *
 * @param options.target column of the classes, read if it is there
 * @throws TableError as `readCsvRecords`; if a feature has no column, or a numeric one holds text
 * @throws ArffError as `parseArff`
 */
export async function readFeatures(
  path: string,
  features: readonly Feature[],
  options: FeatureOptions = {},
): Promise<FeatureTable> {
  const { target } = options;
  const source = basename(path);
  const text = await readTableText(path, options.encoding);
  const records = isArff(path, text)
    ? arffRecords(text, source, features)
    : readCsvRecords(text, source, options);
  const names = columnNames(records.columns, source);
  const places = features.map(({ name }) => namedColumn(names, name, 'a feature of the model'));
  const read = features.map((feature, f) => readColumnAs(records, places[f], feature));
  refuseValues(
    source,
    read.map(({ problem }) => problem).filter((problem) => problem !== undefined),
  );
  const columns = read.map(({ column }) => column as CsvColumn);
  const classColumn = target === undefined ? undefined : names.places.get(target);
  const needed = new Set([...places, classColumn]);
  return {
    X: tableOf(columns, records.rows.length).X,
    ...(classColumn !== undefined && {
      actual: records.rows.map((row) => (isMissing(row[classColumn]) ? undefined : row[classColumn])),
    }),
    unknown: read.flatMap(({ unknown }, f) =>
      unknown.length > 0 ? [{ column: features[f].name, texts: unknown }] : [],
    ),
    missing: columns.reduce((sum, { missing }) => sum + missing, 0),
    unused: records.columns.filter((_, j) => !needed.has(j)),
  };
}

/** The rows of an ARFF file as texts. */
function arffRecords(text: string, source: string, wanted: readonly Feature[]): CsvRecords {
  const { X, features, featureNames } = parseArff(text, { source, target: null });
  const byName = new Map(features.map((feature) => [feature.name, feature]));
  for (const { name, kind } of wanted) {
    const found = byName.get(name);
    if (found && kind === 'numeric' && found.kind === 'nominal') {
      throw new TableError(source, `attribute ${excerpt(name)} is nominal, expected numeric as in the model`);
    }
  }
  const textOf = (value: number, feature: Feature) => {
    if (Number.isNaN(value)) return '';
    return feature.kind === 'nominal' ? feature.categories[value] : String(value);
  };
  const rows = Array.from({ length: X.rows }, (_, i) =>
    features.map((feature, j) => textOf(X.data[i * X.cols + j], feature)),
  );
  return { source, delimiter: ',', columns: featureNames, rows, lines: rows.map((_, i) => i + 1) };
}
