import type { Comparison } from '../report/comparison';
import { accuracyTable08, accuracyTable09 } from './additional/accuracy-tables';
import { accuracyTable01, accuracyTable02 } from './failure-of-mixup/accuracy-tables';
import { accuracyTable04 } from './tabular/accuracy-table';
import { compareTable, type TableRecords } from './tabular/table-samples';
import { tableDatasets } from './tabular/tabular-datasets';
import { type TabularOutcome, type TabularRecord, tabularOutcomes } from './tabular/tabular-record';

/** Keys of the printed tables of accuracies. */
export const accuracyTables = {
  'table-01': accuracyTable01,
  'table-02': accuracyTable02,
  'table-04': accuracyTable04,
  'table-08': accuracyTable08,
  'table-09': accuracyTable09,
} as const;

/** Printed tables whose cells are accuracies of our records. */
export type AccuracyTable = keyof typeof accuracyTables;

/** Table 1, 2, 4, 8 or 9 beside ours on the authors' split and over splits: `compareTable` with the key of that table. */
export function compareAccuracies(
  id: AccuracyTable,
  records: TableRecords,
  missing: readonly string[] = [],
): Comparison[] {
  return compareTable(accuracyTables[id], records, missing);
}

/** Records of a table's OpenML sets in an experiment of all methods, `tabular` or `authors-split`, told at length. */
export function recordsOfTable(id: AccuracyTable, records: readonly TabularRecord[]): TabularOutcome[] {
  return tabularOutcomes(
    records.filter(({ configuration }) => tableDatasets[id].includes(configuration.dataset)),
  );
}
