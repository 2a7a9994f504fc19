import { printedValue } from '../paper/table';
import { measure } from '../report/cell-sample';
import type { Verdict } from '../report/rules';
import { accuracyTables } from './accuracy-tables';
import type { Protocol } from './common/protocol';
import { type TableRecords, tableSamples } from './tabular/table-samples';

/** One printed accuracy beside ours, percent. */
export interface PrintedPoint {
  /** `Table 4`, for example. */
  readonly table: string;
  readonly row: string;
  readonly column: string;
  readonly printed: number;
  readonly ours: number;
  readonly verdict: Verdict | null;
}

/**
 * Every printed accuracy of Tables 1, 2, 4, 8 and 9 beside ours under one question, a point a cell. Cells that two tables print of the same runs are there twice.
 */
export function printedPoints(
  records: TableRecords,
  question: 'reproduces' | 'generalises',
  protocol: Protocol,
): PrintedPoint[] {
  return Object.values(accuracyTables).flatMap((key) => {
    const { table } = key;
    const { cell } = tableSamples(key, records, protocol);
    return table.columns.flatMap((column) =>
      table.rows.flatMap((row) => {
        const printed = printedValue(table, row, column);
        const sample = cell(row, column)[question];
        const ours = sample && measure({ question, printed, decimals: table.decimals }, sample);
        return printed === null || !ours
          ? []
          : [
              {
                table: `Table ${table.number}`,
                row,
                column,
                printed,
                ours: ours.mean,
                verdict: ours.verdict,
              },
            ];
      }),
    );
  });
}

/** Root of the mean squared difference, points; NaN without points. */
export function rootMeanSquare(points: readonly PrintedPoint[]): number {
  const squares = points.reduce((sum, { printed, ours }) => sum + (ours - printed) ** 2, 0);
  return Math.sqrt(squares / points.length);
}
