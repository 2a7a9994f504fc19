import { type PaperTable, printedValue } from '../paper/table';
import { type CellSamples, choseSplit, measure } from './cell-sample';
import { judgeDerived, tallyCounts } from './judge-parts';
import type { Judgement } from './judgement';
import type { Question } from './rules';

/**
 * Judges all printed values of a table by the rule `derived`, each cell by its own rule. The condition names the cells that hold, by column. Left out: those that
 * chose the split.
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
      if (sample && choseSplit(sample)) return [];
      const ours = sample && measure({ question, printed, decimals: table.decimals }, sample);
      return [
        { column, row, label: `${row} on ${column}`, verdict: ours?.verdict ?? ('not-attempted' as const) },
      ];
    }),
  );
  const { verdict, rule } = judgeDerived(cells);
  if (verdict === 'not-attempted') return { verdict, ours: 'no records', rule };
  const ours = `${tallyCounts(cells)} (cells)`;
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
