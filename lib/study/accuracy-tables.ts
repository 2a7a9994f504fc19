import type { Comparison } from '../report/comparison';
import { accuracyTable08, accuracyTable09 } from './additional/accuracy-tables';
import * as common from './common/accuracy-comparison';
import type { Protocol } from './common/protocol';
import type { AccuracyRecord } from './common/summarise-accuracy';
import { accuracyTable01, accuracyTable02 } from './failure-of-mixup/accuracy-tables';

const keys = {
  'table-01': accuracyTable01,
  'table-02': accuracyTable02,
  'table-08': accuracyTable08,
  'table-09': accuracyTable09,
} as const;

/** Printed tables whose cells are accuracies of our records. */
export type AccuracyTable = keyof typeof keys;

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
