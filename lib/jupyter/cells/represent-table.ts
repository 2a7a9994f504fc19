const shownRows = 20;
const shownColumns = 20;

/** A table as text by MIME type. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly index: readonly string[];
  readonly rows: number;
  readonly cell: (row: number, column: number) => unknown;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (found) => escapes[found]);

/** The first rows and columns of a table, with what was left out. */
export function tableBundle(table: Table): Record<string, string> {
  const columns = places(table.columns.length, shownColumns);
  const rows = places(table.rows, shownRows);
  const label = (row: number): string => (row < 0 ? '…' : (table.index[row] ?? String(row)));
  const text = (row: number, column: number): string =>
    row < 0 || column < 0 ? '…' : formatCell(table.cell(row, column));
  const header = ['', ...columns.map((column) => (column < 0 ? '…' : table.columns[column]))];
  const lines = [header, ...rows.map((row) => [label(row), ...columns.map((column) => text(row, column))])];
  const [head, ...body] = lines.map((line, i) =>
    line.map((cell, j) => (i === 0 || j === 0 ? tag('th', cell) : tag('td', cell))).join(''),
  );
  return {
    'text/html': `<table><thead><tr>${head}</tr></thead><tbody>${body.map((line) => `<tr>${line}</tr>`).join('')}</tbody></table><p>${escapeHtml(table.title)}</p>`,
    'text/plain': `${aligned(lines)}\n${table.title}`,
  };
}

const tag = (name: string, text: string): string => `<${name}>${escapeHtml(text)}</${name}>`;

/** All places, or those at both ends with -1 for the gap. */
function places(count: number, shown: number): number[] {
  if (count <= shown) return Array.from({ length: count }, (_, i) => i);
  const half = shown / 2;
  return [...Array(half).keys(), -1, ...Array.from({ length: half }, (_, i) => count - half + i)];
}

function formatCell(value: unknown): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value ?? '');
  return String(Number(value.toPrecision(6)));
}

function aligned(lines: readonly string[][]): string {
  const widths = lines[0].map((_, j) => Math.max(...lines.map((line) => line[j].length)));
  return lines.map((line) => line.map((cell, j) => cell.padStart(widths[j])).join('  ')).join('\n');
}
