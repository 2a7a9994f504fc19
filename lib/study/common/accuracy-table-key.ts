import type { PaperTable } from '../../paper/table';

/** How the rows and columns of a printed accuracy table are called in the records. */
export interface AccuracyTableKey {
  readonly table: PaperTable;
  readonly methods: { readonly [row: string]: string };
  readonly datasetOf: (column: string) => string | number;
  readonly notes?: readonly string[];
  /** Differences of interest, the main one first: [row, minus]. */
  readonly differences: readonly (readonly [string, string])[];
}
