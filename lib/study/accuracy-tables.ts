import type { Comparison } from '../report/comparison';
import { accuracyTable08, accuracyTable09 } from './additional/accuracy-tables';
import * as common from './common/accuracy-comparison';
import type { Protocol } from './common/protocol';
import type { AccuracyRecord } from './common/summarise-accuracy';
import { accuracyTable01, accuracyTable02 } from './failure-of-mixup/accuracy-tables';
import { tableDatasets } from './tabular/tabular-datasets';
import { type TabularRecord, tabularOutcomes } from './tabular/tabular-record';

const keys = {
  'table-01': accuracyTable01,
  'table-02': accuracyTable02,
  'table-08': accuracyTable08,
  'table-09': accuracyTable09,
} as const;

/** Printed tables whose cells are accuracies of our records. */
export type AccuracyTable = keyof typeof keys;

/**
 * Records of a table's OpenML sets in an experiment of all methods, `tabular` or `authors-split`. The train accuracy of Table 9's
 * generative classifier is the method `gaussianTrain`.
 */
export function recordsOfTable(id: AccuracyTable, records: readonly TabularRecord[]): AccuracyRecord[] {
  const own = records.filter(({ configuration }) => tableDatasets[id].includes(configuration.dataset));
  return tabularOutcomes(own).map(({ configuration, result }) => {
    const { gaussianWithPriors } = result.fit;
    if (id !== 'table-09' || gaussianWithPriors === null) return { configuration, result };
    const accuracy = { ...result.accuracy, gaussianTrain: gaussianWithPriors };
    return { configuration, result: { ...result, accuracy } };
  });
}

/** Table 1, 2, 8 or 9 beside ours: `compareAccuracies` of `common` with the key of that table. */
export function compareAccuracies(
  id: AccuracyTable,
  records: readonly AccuracyRecord[],
  missing: readonly string[] = [],
): Comparison[] {
  return common.compareAccuracies(keys[id], records, missing);
}

/** What the trials say about a claimed sign in a column of that table: `directionOf` of `common`. */
export function directionOf(
  id: AccuracyTable,
  records: readonly AccuracyRecord[],
  column: string,
  sign: 1 | -1,
): common.DirectionFinding {
  return common.directionOf(keys[id], records, column, sign);
}

/** Number of columns of that table in which the mean difference is positive: `countHigher` of `common`. */
export function countHigher(
  id: AccuracyTable,
  records: readonly AccuracyRecord[],
  protocol: Protocol,
): ReturnType<typeof common.countHigher> {
  return common.countHigher(keys[id], records, protocol);
}
