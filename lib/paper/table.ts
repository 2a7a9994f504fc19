/** Difference that the paper prints in parentheses beside a value: row `row` minus row `minus`. */
export interface PrintedDifference {
  readonly row: string;
  readonly minus: string;
  /** One per column; null where none is printed. */
  readonly values: readonly (number | null)[];
}

/** A table, or one part of a table, as the paper prints it. Rows are methods, columns are data sets or outcomes. */
export interface PaperTable {
  readonly number: number;
  /** Distinguishes the parts of a table that prints several quantities. */
  readonly part?: string;
  readonly place: string;
  readonly title: string;
  readonly unit: string;
  /** Printed decimals: a printed value stands for an interval of half a unit of the last one on either side. */
  readonly decimals: number;
  readonly rowHeader: string;
  readonly columnHeader: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** [rows x columns]; null where nothing is printed. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly differences?: readonly PrintedDifference[];
  /** Errata and remarks that a reader of the numbers needs. */
  readonly notes: readonly string[];
}

/**
 * Printed value of a row and a column, both by name.
 *
 * @throws RangeError if the table has no such row or column
 */
export function printedValue(table: PaperTable, row: string, column: string): number | null {
  return table.values[indexIn(table, 'rows', row)][indexIn(table, 'columns', column)];
}

function indexIn(table: PaperTable, axis: 'rows' | 'columns', name: string): number {
  const index = table[axis].indexOf(name);
  if (index < 0) {
    throw new RangeError(
      `table ${table.number} has no ${axis.slice(0, -1)} '${name}'; it has ${table[axis].join(', ')}`,
    );
  }
  return index;
}
