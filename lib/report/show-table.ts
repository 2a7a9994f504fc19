import { optionalPackage } from '../data/optional-package';
import type { Comparison } from './comparison';
import { comparisonHtml, comparisonTable } from './comparison-view';
import { display, isNotebook } from './display';
import { type Cell, cellText, type Table, table, tableHtml } from './table';

/** What a danfojs data frame is to us. */
export interface DataFrameLike {
  readonly columns: readonly string[];
  readonly values: unknown;
}

/**
 * Shows a table, a comparison with the paper or a danfojs data frame: HTML with all texts escaped, and danfojs's
 * plain text. Outside of a notebook it does nothing.
 *
 * @throws RangeError if column names are not unique
 */
export function showTable(content: Table | Comparison | DataFrameLike): void {
  if (!isNotebook()) return;
  const plain = 'kind' in content ? content : tableOf(content);
  display({ 'text/html': contentHtml(plain), 'text/plain': contentText(plain) });
}

/** HTML of a table or a comparison. */
export function contentHtml(content: Table | Comparison): string {
  return content.kind === 'comparison' ? comparisonHtml(content) : tableHtml(content);
}

/** Plain text of a table or a comparison, drawn by danfojs. */
export function contentText(content: Table | Comparison): string {
  const { columns, rows, title } = content.kind === 'comparison' ? comparisonTable(content) : content;
  // Loaded here because it takes a second, which only notebooks need.
  const load = () => require('danfojs-node') as typeof import('danfojs-node');
  const { DataFrame } = optionalPackage('danfojs-node', 'prints tables as text', load);
  const data = rows.map((row) => row.map((cell) => withoutControls(cellText(cell))));
  const config = {
    tableMaxRow: rows.length,
    tableMaxColInConsole: columns.length,
    tableDisplayConfig: { columns: {}, drawHorizontalLine: outerLine },
  };
  const frame = new DataFrame(data, { columns: columns.map(withoutControls), config });
  return `${title ? `${title}\n` : ''}${frame.toString()}`;
}

/** A line between any two rows would double the text. */
const outerLine = (line: number, lines: number): boolean => line <= 1 || line === lines;

function tableOf({ columns, values }: DataFrameLike): Table {
  const rows = values as readonly (readonly unknown[])[];
  return table(
    columns,
    rows.map((row) => row.map(asCell)),
  );
}

function asCell(value: unknown): Cell {
  if (typeof value === 'number' || typeof value === 'string') return value;
  return value === null || value === undefined ? null : String(value);
}

/** danfojs refuses to print control characters. */
function withoutControls(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
