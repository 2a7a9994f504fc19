import { basename } from 'node:path';
import { parseArff } from './arff';
import { excerpt } from './arff-error';
import { tableOf } from './csv';
import { isMissing, readColumnAs } from './csv-columns';
import { type CsvRecords, readCsvRecords } from './csv-records';
import type { Dataset, Feature } from './dataset';
import { namedColumn } from './named-column';
import { isArff, readText } from './read-table';
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
  { target, delimiter }: { readonly target?: string; readonly delimiter?: string } = {},
): Promise<FeatureTable> {
  const source = basename(path);
  const text = await readText(path);
  const records = isArff(path)
    ? arffRecords(text, source, features)
    : readCsvRecords(text, source, delimiter);
  const places = features.map(({ name }) =>
    namedColumn(records.columns, name, 'a feature of the model', source),
  );
  const read = features.map((feature, f) => readColumnAs(records, places[f], feature));
  const classColumn = target === undefined ? -1 : records.columns.indexOf(target);
  const needed = new Set([...places, classColumn]);
  return {
    X: tableOf(
      read.map(({ column }) => column),
      records.rows.length,
    ).X,
    ...(classColumn >= 0 && {
      actual: records.rows.map((row) => (isMissing(row[classColumn]) ? undefined : row[classColumn])),
    }),
    unknown: read.flatMap(({ unknown }, f) =>
      unknown.length > 0 ? [{ column: features[f].name, texts: unknown }] : [],
    ),
    missing: read.reduce((sum, { column }) => sum + column.missing, 0),
    unused: records.columns.filter((_, j) => !needed.has(j)),
  };
}

/** The rows of an ARFF file as texts. */
function arffRecords(text: string, source: string, wanted: readonly Feature[]): CsvRecords {
  const { X, features, featureNames } = parseArff(text, { source, target: null });
  for (const { name, kind } of wanted) {
    const found = features.find((feature) => feature.name === name);
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
