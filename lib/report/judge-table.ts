import { type PaperTable, printedValue } from '../paper/table';
import { type CellSamples, measure } from './cell-sample';
import { judgeDerived } from './judge-parts';
import type { Judgement } from './judgement';
import type { Question, Verdict } from './rules';
import { verdictText } from './verdict-text';

/**
 * Judges all printed values of a table by the rule `derived`, each cell by its own rule. The condition names the cells that hold, by column.
 */
export function judgeTable(
  table: PaperTable,
  samples: (row: string, column: string) => CellSamples,
  question: Exclude<Question, 'proof'>,
): Judgement {
  const cells = table.columns.flatMap((column) =>
    table.rows.flatMap((row) => {
      const printed = printedValue(table, row, column);
      if (printed === null) return [];
      const sample = samples(row, column)[question];
      const ours = sample && measure({ question, printed, decimals: table.decimals }, sample);
      return [
        { column, row, label: `${row} on ${column}`, verdict: ours?.verdict ?? ('not-attempted' as const) },
      ];
    }),
  );
  const { verdict, rule } = judgeDerived(cells);
  if (verdict === 'not-attempted') return { verdict, ours: 'no records', rule };
  const ours = countsText(cells.map((cell) => cell.verdict));
  if (verdict !== 'holds-conditionally') return { verdict, ours, rule };
  const holding = cells.filter((cell) => cell.verdict === 'holds');
  const columns = [...new Set(holding.map(({ column }) => column))].map((column) => {
    const rows = holding.filter((cell) => cell.column === column).map(({ row }) => row);
    return `${column} (${rows.length === table.rows.length ? 'all' : rows.join(', ')})`;
  });
  return {
    verdict,
    ours,
    rule,
    condition: `in ${holding.length} of ${cells.length} cells: ${columns.join('; ')}`,
  };
}

function countsText(verdicts: readonly Verdict[]): string {
  const kinds = ['holds', 'not-resolved', 'fails', 'not-attempted'] as const;
  return kinds
    .map((kind) => ({ kind, number: verdicts.filter((verdict) => verdict === kind).length }))
    .filter(({ number }) => number > 0)
    .map(
      ({ kind, number }, i) =>
        `${number}${i === 0 ? ` of ${verdicts.length} cells` : ''} ${verdictText(kind)}`,
    )
    .join(', ');
}
