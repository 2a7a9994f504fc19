import { type PaperTable, printedValue } from '../paper/table';

/** `agrees`: the printed value lies in our 95 % prediction interval for an experiment of the paper's size. */
export type Agreement = 'agrees' | 'differs' | 'not attempted';

/** Mean over our trials with its 95 % confidence interval. */
export interface Measured {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly trials: number;
}

/** Interval of values. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** What we have for one cell: the mean, and the prediction interval for an experiment of the paper's size. */
export interface Result {
  readonly ours: Measured;
  readonly prediction?: Interval;
}

/** One cell: the printed value beside ours. Without a printed value there is no verdict. */
export interface ComparisonCell {
  readonly paper: number | null;
  readonly ours: Measured | null;
  readonly prediction: Interval | null;
  readonly verdict: Agreement | null;
}

/** One row of cells: a quantity, or the paired difference of two of them. */
export interface ComparisonRow {
  readonly label: string;
  readonly kind: 'value' | 'paired difference';
  readonly cells: readonly ComparisonCell[];
}

/** A table of the paper with our values in the same cells. */
export interface Comparison {
  readonly kind: 'comparison';
  readonly title: string;
  readonly place: string;
  readonly unit: string;
  readonly decimals: number;
  readonly rowHeader: string;
  readonly columnHeader: string;
  readonly columns: readonly string[];
  readonly rows: readonly ComparisonRow[];
  readonly notes: readonly string[];
}

/** Our results for a table of the paper; undefined where we have none. */
export interface OurResults {
  /** Our result for a cell of the table. */
  measured(row: string, column: string): Result | undefined;
  /** Paired differences `row` minus `minus`, trial by trial. */
  readonly differences?: readonly {
    readonly row: string;
    readonly minus: string;
    /** Our paired difference in a column. */
    measured(column: string): Result | undefined;
  }[];
  /** Replaces the paper's title, for example to name the profile. */
  readonly title?: string;
  /** Added to the notes of the paper's table. */
  readonly notes?: readonly string[];
}

/**
 * Comparison of a table of the paper with our results.
 *
 * @throws RangeError if a difference names a row that the table does not have
 */
export function compareWithPaper(table: PaperTable, results: OurResults): Comparison {
  const halfUnit = 0.5 * 10 ** -table.decimals;
  const values = table.rows.map(
    (row): ComparisonRow => ({
      label: row,
      kind: 'value',
      cells: table.columns.map((column) =>
        compareCell(printedValue(table, row, column), results.measured(row, column), halfUnit),
      ),
    }),
  );
  const differences = (results.differences ?? []).map(
    ({ row, minus, measured }): ComparisonRow => ({
      label: `${row} − ${minus}`,
      kind: 'paired difference',
      cells: table.columns.map((column) =>
        compareCell(printedDifference(table, row, minus, column), measured(column), 2 * halfUnit),
      ),
    }),
  );
  const { place, unit, decimals, rowHeader, columnHeader, columns } = table;
  return {
    kind: 'comparison',
    title: results.title ?? table.title,
    ...{ place, unit, decimals, rowHeader, columnHeader, columns },
    rows: [...values, ...differences],
    notes: [...table.notes, ...(results.notes ?? [])],
  };
}

/**
 * One cell with its verdict.
 *
 * @param tolerance what the printed value may be off by rounding: half a unit of its last decimal
 * @throws RangeError if an interval is empty or does not hold the mean, or if there are no trials
 */
export function compareCell(
  paper: number | null,
  result: Result | undefined,
  tolerance: number,
): ComparisonCell {
  if (!result)
    return { paper, ours: null, prediction: null, verdict: paper === null ? null : 'not attempted' };
  const { ours, prediction = null } = result;
  checkMeasured(ours);
  return {
    paper,
    ours,
    prediction,
    verdict: paper === null ? null : agreement(paper, prediction, tolerance),
  };
}

/** Rounding is of the order of 1e-12 in sums of percentages; it must not decide. */
const slack = 1e-9;

function agreement(paper: number, prediction: Interval | null, tolerance: number): Agreement | null {
  if (!prediction) return null;
  const { low, high } = prediction;
  if (!(low <= high)) throw new RangeError(`prediction interval is [${low}, ${high}], expected low <= high`);
  const reach = tolerance + slack;
  return paper >= low - reach && paper <= high + reach ? 'agrees' : 'differs';
}

function checkMeasured({ mean, low, high, trials }: Measured): void {
  if (!(low <= mean && mean <= high)) {
    throw new RangeError(`mean is ${mean} with interval [${low}, ${high}], expected low <= mean <= high`);
  }
  if (!Number.isInteger(trials) || trials < 1) {
    throw new RangeError(`trials is ${trials}, expected a positive integer`);
  }
}

function printedDifference(table: PaperTable, row: string, minus: string, column: string): number | null {
  const [a, b] = [printedValue(table, row, column), printedValue(table, minus, column)];
  return a === null || b === null ? null : Number((a - b).toFixed(table.decimals));
}
