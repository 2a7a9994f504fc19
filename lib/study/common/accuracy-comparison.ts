import type { PaperTable } from '../../paper/table';
import { type Comparison, compareWithPaper } from '../../report/comparison';
import { cellResult } from './cell-result';
import { type Protocol, protocols } from './protocol';
import {
  type AccuracyCell,
  type AccuracyRecord,
  summariseAccuracy,
  summariseDifference,
} from './summarise-accuracy';

/** How the rows and columns of a printed accuracy table are called in the records. */
export interface AccuracyTableKey {
  readonly table: PaperTable;
  readonly methods: { readonly [row: string]: string };
  readonly datasetOf: (column: string) => string | number;
  readonly notes?: readonly string[];
  /** Differences of interest, the main one first: [row, minus]. */
  readonly differences: readonly (readonly [string, string])[];
}

/**
 * A printed accuracy table beside ours, one comparison per protocol: mean of our trials with its 95 % confidence interval, whether
 * the printed value lies in the 95 % prediction interval of an experiment of the paper's size, and the paired
 * differences of the methods.
 *
 * @param missing data sets that are not on this machine, said in a note
 */
export function compareAccuracies(
  key: AccuracyTableKey,
  records: readonly AccuracyRecord[],
  missing: readonly string[] = [],
): Comparison[] {
  const { table, methods, datasetOf, differences, notes = [] } = key;
  const absent = missing.length > 0 ? [`Not on this machine: ${missing.join(', ')}.`] : [];
  return protocols.map((protocol) => {
    const find = (cells: readonly AccuracyCell[], column: string) =>
      cells.find((cell) => cell.protocol === protocol && cell.dataset === datasetOf(column));
    const of = (method: string) => summariseAccuracy(records, method);
    const cells = new Map(Object.entries(methods).map(([name, method]) => [name, of(method)]));
    return compareWithPaper(table, {
      title: `${table.title} (protocol ${protocol})`,
      measured: (name, column) => cellResult(find(cells.get(name)!, column)),
      differences: differences.map(([row, minus]) => {
        const paired = summariseDifference(records, methods[row], methods[minus]);
        return { row, minus, measured: (column) => cellResult(find(paired, column)) };
      }),
      notes: [...notes, ...absent],
    });
  });
}

/** With fewer trials an unresolved sign decides nothing. */
const fewestTrials = 10;

/** What the trials say about the sign of a paired difference. */
export interface DirectionFinding {
  readonly verdict: 'holds' | 'holds-conditionally' | 'fails' | 'not-attempted';
  readonly ours: string;
  readonly note: string;
}

/**
 * Verdict on a claimed sign of the (main) difference in one column of a table. It `holds` if the 95 % confidence interval of the
 * paired difference lies on the claimed side of 0 in both protocols, conditionally if in one; it `fails` if in none,
 * and the note tells whether the sign is the other one or not resolved. A sign that few trials do not resolve is
 * `not-attempted`.
 *
 * @param sign -1 if the difference is claimed to be negative, 1 if positive
 */
export function directionOf(
  key: AccuracyTableKey,
  records: readonly AccuracyRecord[],
  column: string,
  sign: 1 | -1,
): DirectionFinding {
  const { methods, datasetOf, differences } = key;
  const [row, minus] = differences[0];
  const cells = summariseDifference(records, methods[row], methods[minus]).filter(
    (cell) => cell.dataset === datasetOf(column),
  );
  if (cells.length === 0) return { verdict: 'not-attempted', ours: '', note: 'No records of this data set.' };
  const sides = cells.map(({ interval }) => side(interval, sign));
  const shown = sides.filter((word) => word === 'as claimed').length;
  const tooFew = cells.every(({ trials }, i) => trials < fewestTrials && sides[i] === 'sign not resolved');
  return {
    verdict: tooFew
      ? 'not-attempted'
      : shown === cells.length
        ? 'holds'
        : shown > 0
          ? 'holds-conditionally'
          : 'fails',
    ours: cells.map((cell) => `${differenceText(cell)} (${cell.protocol})`).join('; '),
    note: cells.map(({ protocol, trials }, i) => `${protocol}: ${sides[i]}, ${trials} trials`).join('; '),
  };
}

type Side = 'as claimed' | 'the other sign' | 'sign not resolved';

function side(interval: AccuracyCell['interval'], sign: 1 | -1): Side {
  if (!interval || (interval.low <= 0 && interval.high >= 0)) return 'sign not resolved';
  return Math.sign(interval.low) === sign ? 'as claimed' : 'the other sign';
}

function differenceText({ mean, interval }: AccuracyCell): string {
  const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
  return interval
    ? `${signed(mean)} [${signed(interval.low)}, ${signed(interval.high)}] points`
    : `${signed(mean)} points`;
}

/** Number of columns in which the mean difference is positive, and in which its interval lies above 0. */
export function countHigher(
  key: AccuracyTableKey,
  records: readonly AccuracyRecord[],
  protocol: Protocol,
): { readonly columns: number; readonly higher: number; readonly resolved: number } {
  const { methods, differences } = key;
  const [row, minus] = differences[0];
  const cells = summariseDifference(records, methods[row], methods[minus]).filter(
    (cell) => cell.protocol === protocol,
  );
  return {
    columns: cells.length,
    higher: cells.filter(({ mean }) => mean > 0).length,
    resolved: cells.filter(({ interval }) => interval !== undefined && interval.low > 0).length,
  };
}
