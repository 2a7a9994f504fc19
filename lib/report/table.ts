import { escapeHtml, escapeMarkdown } from './escape';

/** What a cell of a table holds; null is an empty cell. */
export type Cell = string | number | null;

/** A table of plain values. All texts are plain: they are escaped wherever the table is shown. */
export interface Table {
  readonly kind: 'table';
  readonly title?: string;
  readonly columns: readonly string[];
  /** [rows x columns] */
  readonly rows: readonly (readonly Cell[])[];
  readonly notes?: readonly string[];
}

/**
 * Table from its columns and rows.
 *
 * @throws RangeError if a row is not as long as the list of columns, or two columns have one name
 */
export function table(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
  more: { readonly title?: string; readonly notes?: readonly string[] } = {},
): Table {
  const twice = columns.find((column, j) => columns.indexOf(column) < j);
  if (twice !== undefined) {
    throw new RangeError(`two columns are called '${twice}', expected a name of its own for each`);
  }
  rows.forEach((row, i) => {
    if (row.length !== columns.length) {
      throw new RangeError(`row ${i} has ${row.length} cells, expected ${columns.length}, one per column`);
    }
  });
  return { kind: 'table', ...more, columns, rows };
}

/** Cell as text: numbers with 6 significant digits. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(Number(cell.toPrecision(6))) : cell;
}

/** The table as HTML. Alignment is said in every cell: Jupyter's own style puts all of them to the right. */
export function tableHtml(content: Table): string {
  const head = content.columns
    .map((column) => `<th scope="col" style="text-align: left">${escapeHtml(column)}</th>`)
    .join('');
  const body = content.rows.map((row) => `<tr>${row.map(cellHtml).join('')}</tr>`);
  return `${titleHtml(content.title)}<table class="genlabel-table">
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
${notesHtml(content.notes)}`;
}

function cellHtml(cell: Cell): string {
  const text = escapeHtml(cellText(cell));
  return `<td style="text-align: ${typeof cell === 'number' ? 'right' : 'left'}">${text}</td>`;
}

/** Title above a table, empty if there is none. */
export function titleHtml(title: string | undefined): string {
  return title ? `<p><b>${escapeHtml(title)}</b></p>\n` : '';
}

/** Notes below a table, empty if there are none. */
export function notesHtml(notes: readonly string[] = []): string {
  if (notes.length === 0) return '';
  return `<ul>\n${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join('\n')}\n</ul>\n`;
}

/** The table as GitHub Markdown. */
export function tableMarkdown(content: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = content.columns.map((_, j) =>
    content.rows.length > 0 && content.rows.every((row) => typeof row[j] === 'number') ? '---:' : '---',
  );
  const title = content.title ? [`**${escapeMarkdown(content.title)}**`, ''] : [];
  const notes = content.notes?.length
    ? ['', ...content.notes.map((note) => `- ${escapeMarkdown(note)}`)]
    : [];
  return `${[
    ...title,
    line(content.columns.map(escapeMarkdown)),
    line(rule),
    ...content.rows.map((row) => line(row.map((cell) => escapeMarkdown(cellText(cell))))),
    ...notes,
  ].join('\n')}\n`;
}
