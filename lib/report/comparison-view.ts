import type { Agreement, Comparison, ComparisonCell, Measured } from './comparison';
import { escapeHtml } from './escape';
import { notesHtml, type Table, table, tableMarkdown, titleHtml } from './table';

/** `97.9 ± 0.4`, or with both ends where the interval is not symmetric; empty without a value. */
export function measuredText(ours: Measured | null, decimals: number): string {
  if (!ours) return '';
  const { mean, low, high } = ours;
  const [below, above] = [mean - low, high - mean];
  const text = (value: number) => value.toFixed(decimals);
  if (!Number.isFinite(below + above)) return text(mean);
  if (text(below) === text(above)) return `${text(mean)} ± ${text(above)}`;
  return `${text(mean)} [${text(low)}, ${text(high)}]`;
}

const printed = (cell: ComparisonCell, decimals: number) => cell.paper?.toFixed(decimals) ?? '';

/** The comparison in long form, one row per cell: paper, ours with 95 % confidence interval, trials, verdict. */
export function comparisonTable(comparison: Comparison): Table {
  const { decimals, columns } = comparison;
  const rows = columns.flatMap((column, j) =>
    comparison.rows.map(({ label, cells }) => {
      const cell = cells[j];
      return [
        column,
        label,
        printed(cell, decimals),
        measuredText(cell.ours, decimals),
        cell.ours ? String(cell.ours.trials) : '',
        cell.verdict ?? '',
      ];
    }),
  );
  const head = [
    comparison.columnHeader,
    comparison.rowHeader,
    'paper',
    'ours (95 % CI)',
    'trials',
    'verdict',
  ];
  return table(head, rows, { title: heading(comparison), notes: comparison.notes });
}

/** The comparison as GitHub Markdown, in long form. */
export function comparisonMarkdown(comparison: Comparison): string {
  return tableMarkdown(comparisonTable(comparison));
}

const colors: Readonly<Record<Agreement, string>> = {
  agrees: '#00684a',
  differs: '#b03a00',
  'not attempted': '#666666',
};

/** The comparison as HTML in the paper's layout; every cell shows paper, ours, trials and verdict. */
export function comparisonHtml(comparison: Comparison): string {
  const columns = comparison.columns.map((column) => `<th>${escapeHtml(column)}</th>`).join('');
  const rows = comparison.rows.map(
    ({ label, cells }) =>
      `<tr><th style="text-align: left">${escapeHtml(label)}</th>${cells
        .map((cell) => cellHtml(cell, comparison.decimals))
        .join('')}</tr>`,
  );
  return `${titleHtml(heading(comparison))}<table class="genlabel-table">
<thead><tr><th>${escapeHtml(`${comparison.rowHeader} \\ ${comparison.columnHeader}`)}</th>${columns}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p>In each cell: paper; ours, mean ± 95 % confidence interval (number of trials); verdict. A printed value agrees if it
lies in our 95 % prediction interval for an experiment of the paper's size.</p>
${notesHtml(comparison.notes)}`;
}

function heading({ place, title, unit }: Comparison): string {
  return `${place}. ${title} (${unit})`;
}

function cellHtml(cell: ComparisonCell, decimals: number): string {
  const paper = printed(cell, decimals);
  const lines = [
    paper && `paper ${paper}`,
    cell.ours && `<b>${escapeHtml(measuredText(cell.ours, decimals))}</b> (${cell.ours.trials})`,
    cell.verdict && `<span style="color: ${colors[cell.verdict]}">${cell.verdict}</span>`,
  ];
  return `<td style="text-align: right; white-space: nowrap">${lines.filter(Boolean).join('<br>')}</td>`;
}
