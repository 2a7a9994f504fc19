import { type PaperTable, printedValue } from '../paper/table';
import { type CellSample, type CellSamples, type Measured, measure } from './cell-sample';
import { powerNotes } from './power-notes';
import type { Question } from './rules';

/** One cell: the printed value beside ours on the authors' split and over splits. */
export interface ComparisonCell {
  readonly paper: number | null;
  readonly reproduces: Measured | null;
  readonly generalises: Measured | null;
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
  /** Every run draws its data, or the paper's split is not at issue: no cell speaks of splits. */
  readonly withoutSplits?: true;
  readonly rowHeader: string;
  readonly columnHeader: string;
  readonly columns: readonly string[];
  readonly rows: readonly ComparisonRow[];
  readonly notes: readonly string[];
}

/** Our results for a table of the paper. */
export interface OurResults {
  /** Our runs for a cell of the table. */
  samples(row: string, column: string): CellSamples;
  /** Paired differences `row` minus `minus`, run by run. */
  readonly differences?: readonly {
    readonly row: string;
    readonly minus: string;
    /** Our paired differences in a column. */
    samples(column: string): CellSamples;
  }[];
  /** See `Comparison`. */
  readonly withoutSplits?: true;
  /** Replaces the paper's title, for example to name the profile. */
  readonly title?: string;
  /** Added to the notes of the paper's table. */
  readonly notes?: readonly string[];
}

/**
 * Comparison of a table of the paper with our results, each cell judged by its rule under both questions. The notes say how many cells hold, how many chance
 * would miss, and how many hold with the printed rows assigned to the wrong methods.
 *
 * @throws RangeError if a difference names a row that the table does not have
 */
export function compareWithPaper(table: PaperTable, results: OurResults): Comparison {
  const values = table.rows.map(
    (row): ComparisonRow => ({
      label: row,
      kind: 'value',
      cells: table.columns.map((column) =>
        compareCell(printedValue(table, row, column), results.samples(row, column), table.decimals),
      ),
    }),
  );
  const differences = (results.differences ?? []).map(
    ({ row, minus, samples }): ComparisonRow => ({
      label: `${row} − ${minus}`,
      kind: 'paired difference',
      cells: table.columns.map((column) =>
        compareCell(printedDifference(table, row, minus, column), samples(column), table.decimals, 2),
      ),
    }),
  );
  const { place, unit, decimals, rowHeader, columnHeader, columns } = table;
  return {
    kind: 'comparison',
    title: results.title ?? table.title,
    ...{ place, unit, decimals, ...(results.withoutSplits && { withoutSplits: true as const }) },
    ...{ rowHeader, columnHeader, columns },
    rows: [...values, ...differences],
    notes: [...table.notes, ...powerNotes(table, results), ...(results.notes ?? [])],
  };
}

/**
 * One cell with its verdicts.
 *
 * @param decimals that the paper prints
 * @param roundings printed values that the printed one is computed of
 */
export function compareCell(
  paper: number | null,
  samples: CellSamples,
  decimals: number,
  roundings = 1,
): ComparisonCell {
  const of = (question: Exclude<Question, 'proof'>, sample: CellSample | undefined) =>
    sample ? measure({ question, printed: paper, decimals, roundings }, sample) : null;
  return {
    paper,
    reproduces: of('reproduces', samples.reproduces),
    generalises: of('generalises', samples.generalises),
  };
}

function printedDifference(table: PaperTable, row: string, minus: string, column: string): number | null {
  const [a, b] = [printedValue(table, row, column), printedValue(table, minus, column)];
  return a === null || b === null ? null : Number((a - b).toFixed(table.decimals));
}
