import { basename } from 'node:path';
import { arffNames } from './arff';
import { arffTable } from './arff-table';
import { type CsvOptions, parseCsv, type TableDataset } from './csv';
import { readCsvRecords } from './csv-records';
import { listed } from './named-column';
import { readTableText } from './read-text';
import { TableError } from './table-error';

/** What `readTable` may be told: as `parseCsv`, the target left open. */
export interface TableOptions extends Omit<CsvOptions, 'target' | 'source'> {
  /** Column that holds the class; without it the columns are listed in the error. */
  readonly target?: string;
  /** Of the text, a label such as `latin1`; default UTF-8, or what a byte order mark says. */
  readonly encoding?: string;
}

/**
 * Reads a data set from a CSV file (`parseCsv`) or an ARFF file (`parseArff`), which is told by its name or its first
 * line. Either may be compressed by gzip. Classes without rows are left out. Columns that name or number the rows are
 * treated alike in both.
 *
 * @throws TableError as `parseCsv`; if the file is not there, or of another format or encoding; if no target is given,
 *   listing the columns
 * @throws ArffError as `parseArff`
 *
 * @example
 * const data = await readTable('my.csv', { target: 'y', drop: ['id'] });
 * data.featureNames; // ['x1', 'x2']: the columns that are left
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<TableDataset> {
  const text = await readTableText(path, options.encoding);
  const source = basename(path);
  const { target } = options;
  if (isArff(path, text)) {
    if (target === undefined) throw noTarget(source, arffNames(text, source));
    return arffTable(text, source, { ...options, target });
  }
  if (target === undefined) throw noTarget(source, readCsvRecords(text, source, options).columns);
  return parseCsv(text, { ...options, target, source });
}

/** Whether a file is read as ARFF: by its name, or since its first line that is no comment says so. */
export function isArff(path: string, text: string): boolean {
  return (
    /\.arff(\.gz)?$/i.test(path) || /^\uFEFF?(?:\s*%[^\r\n]*)*\s*@relation\s/i.test(text.slice(0, 100_000))
  );
}

function noTarget(source: string, columns: readonly string[]): TableError {
  return new TableError(
    source,
    `which column is the class? Name it (--target); the columns are ${listed(columns)}`,
  );
}
