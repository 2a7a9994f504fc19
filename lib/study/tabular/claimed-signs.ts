import { judgeSigns, type SignJudgement } from '../../report/judge-sign';
import { tabularMethodStyle } from '../common/tabular-method-style';
import type { TabularMethod } from '../common/tabular-methods';
import { gainRuns } from './set-runs';
import { type Reading, setOf } from './tabular-claims';

/** That one method is more accurate than another on a data set. */
export interface ClaimedSign {
  readonly dataset: number;
  readonly method: TabularMethod;
  readonly over: TabularMethod;
}

const keyOf = ({ dataset, method, over }: ClaimedSign) => `${dataset} ${method} ${over}`;

/**
 * Judges the signs claimed of one table: all of them are Holm's family, each once, whatever the claim asks for.
 *
 * @param family of the table
 * @param wanted those that a claim is about, all of the family
 * @throws RangeError if one is not of the family
 */
export function judgeFamily(
  reading: Reading,
  family: readonly ClaimedSign[],
  wanted: readonly ClaimedSign[],
): SignJudgement[] {
  const distinct = [...new Map(family.map((sign) => [keyOf(sign), sign])).values()];
  const judged = judgeSigns(
    distinct.map((sign) => ({ ...runsOf(reading, sign), label: labelOf(sign), sign: 1 })),
  );
  return wanted.map((sign) => {
    const place = distinct.findIndex((other) => keyOf(other) === keyOf(sign));
    if (place < 0) throw new RangeError(`${labelOf(sign)} is no sign of its table's family`);
    return judged[place];
  });
}

function runsOf(reading: Reading, { dataset, method, over }: ClaimedSign) {
  return gainRuns(setOf(reading, dataset), method, over, reading.question);
}

function labelOf({ dataset, method, over }: ClaimedSign): string {
  return `${tabularMethodStyle(method).label} above ${tabularMethodStyle(over).label} on ${dataset}`;
}
