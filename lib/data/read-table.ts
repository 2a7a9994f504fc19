import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ArffDataset, parseArff } from './arff';
import { excerpt } from './arff-error';
import { type CsvOptions, parseCsv, type TableDataset } from './csv';
import { readCsvRecords } from './csv-records';
import { listed, namedColumn } from './named-column';
import { withPresentClasses } from './present-classes';
import { requireClasses } from './require-classes';
import { TableError } from './table-error';

/** What `readTable` may be told: as `parseCsv`, the target left open. */
export interface TableOptions extends Omit<CsvOptions, 'target' | 'source'> {
  /** Column that holds the class; without it the columns are listed in the error. */
  readonly target?: string;
}

/**
 * Reads a data set from a CSV file (`parseCsv`) or, if its name ends in `.arff`, an ARFF file (`parseArff`). Classes
 * without rows are left out.
 *
 * @throws TableError as `parseCsv`; if the file is not there or no text in UTF-8; if no target is given, listing the
 *   columns
 * @throws ArffError as `parseArff`
 *
 * @example
 * const data = await readTable('my.csv', { target: 'y', drop: ['id'] });
 * data.featureNames; // ['x1', 'x2']: the columns that are left
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<TableDataset> {
  const text = await readText(path);
  const source = basename(path);
  const { target } = options;
  if (!isArff(path)) {
    if (target === undefined) throw noTarget(source, readCsvRecords(text, source, options.delimiter).columns);
    return parseCsv(text, { ...options, target, source });
  }
  const { featureNames } = parseArff(text, { source, target: null });
  if (target === undefined) throw noTarget(source, featureNames);
  return arffTable(text, source, featureNames, { ...options, target });
}

/** Whether a file is read as ARFF. */
export const isArff = (path: string): boolean => path.toLowerCase().endsWith('.arff');

/** Text of a file. @throws TableError if there is none, or it is not in UTF-8 */
export async function readText(path: string): Promise<string> {
  const refuse = (problem: string, cause: unknown): never => {
    throw new TableError(path, problem, undefined, { cause });
  };
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      return refuse('there is no such file; check the path, which is relative to the current folder', error);
    }
    if (error.code === 'EISDIR') return refuse('this is a folder, expected a CSV or ARFF file', error);
    return refuse(`cannot be read: ${error.message}`, error);
  });
  if (bytes.length === 0) return refuse('the file is empty, expected a header and rows', undefined);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    return refuse('is not text in UTF-8; save it in that encoding', error);
  }
}

function noTarget(source: string, columns: readonly string[]): TableError {
  return new TableError(
    source,
    `which column is the class? Name it (--target); the columns are ${listed(columns)}`,
  );
}

function arffTable(
  text: string,
  source: string,
  names: readonly string[],
  { target, nominal = [], drop = [] }: TableOptions & { readonly target: string },
): TableDataset {
  if (nominal.some((name) => name !== target)) {
    throw new TableError(
      source,
      'an ARFF file declares its types; change the @attribute line instead of --nominal',
    );
  }
  namedColumn(names, target, 'the target', source);
  for (const name of drop) namedColumn(names, name, 'dropping', source);
  if (drop.includes(target)) {
    throw new TableError(source, `the target ${excerpt(target)} is dropped; choose another`);
  }
  const { X, y, features, featureNames, classNames } = withPresentClasses(
    parseArff(text, { source, target, ignore: drop }),
  );
  if (!nominal.includes(target)) requireClasses(target, classNames, X.rows, source);
  return {
    name: source,
    X,
    y,
    features,
    featureNames,
    classNames,
    target,
    columns: summaries({ X, features }),
  };
}

function summaries({ X, features }: Pick<ArffDataset, 'X' | 'features'>): TableDataset['columns'] {
  return features.map((feature, j) => {
    let missing = 0;
    for (let i = 0; i < X.rows; i++) missing += Number(Number.isNaN(X.data[i * X.cols + j]));
    const numCategories = feature.kind === 'nominal' ? { numCategories: feature.categories.length } : {};
    return { name: feature.name, kind: feature.kind, ...numCategories, missing };
  });
}
