import { excerpt } from './arff-error';
import type { Feature } from './dataset';
import { optionText } from './option-text';
import { rowNumbers } from './row-names';
import { TableError } from './table-error';

interface Column {
  readonly feature: Feature;
  readonly values: Float64Array;
  /** Whether the user asked for it. */
  readonly keep: boolean;
}

/**
 * Leaves out columns that tell the row (`rowNumbers`), unless they are to be kept.
 *
 * @returns the columns that are left, and a warning for each that is not, or that merely looks like an identifier
 * @throws TableError if none is left
 */
export function rowNumberColumns<C extends Column>(
  columns: readonly C[],
  source: string,
): { readonly kept: C[]; readonly warnings: string[] } {
  const warnings: string[] = [];
  const kept = columns.filter(({ feature, values, keep }) => {
    if (keep || feature.kind === 'nominal') return true;
    const like = rowNumbers(values);
    const { name } = feature;
    if (like === undefined) {
      if (/(^|[^a-z])id($|[^a-z])/i.test(name) && allDifferent(values)) {
        warnings.push(
          `Column ${excerpt(name)} has a number of its own for every row: if it identifies the rows, leave it out ` +
            `(${optionText('drop', [name])}).`,
        );
      }
      return true;
    }
    warnings.push(
      `Column ${excerpt(name)} ${like} (${values[0]}, ${values[1]}, ${values[2]}, …), as row numbers, identifiers and ` +
        `times do, and was left out; keep it by ${optionText('keep', [name])}.`,
    );
    return false;
  });
  if (kept.length === 0 && columns.length > 0) {
    throw new TableError(source, `no column is left: ${warnings.join(' ')}`.replace(/\.$/, ''));
  }
  return { kept, warnings };
}

function allDifferent(values: Float64Array): boolean {
  return values.length > 20 && values.every(Number.isInteger) && new Set(values).size === values.length;
}
