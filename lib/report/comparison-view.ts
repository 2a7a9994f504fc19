import type { Measured } from './cell-sample';
import type { Comparison, ComparisonCell } from './comparison';
import { escapeHtml } from './escape';
import type { Verdict } from './rules';
import { notesHtml, type Table, table, tableMarkdown, titleHtml } from './table';
import { verdictText } from './verdict-text';

/** `97.9 ± 0.4`, or with both ends where the interval is not symmetric; empty without a value. */
export function measuredText(ours: Pick<Measured, 'mean' | 'low' | 'high'> | null, decimals: number): string {
  if (!ours) return '';
  const { mean, low, high } = ours;
  const text = (value: number) => value.toFixed(decimals);
  if (low === null || high === null) return text(mean);
  const [below, above] = [mean - low, high - mean];
  if (text(below) === text(above)) return `${text(mean)} ± ${text(above)}`;
  return `${text(mean)} [${text(low)}, ${text(high)}]`;
}

const printed = (cell: ComparisonCell, decimals: number) => cell.paper?.toFixed(decimals) ?? '';

interface Side {
  readonly question: 'reproduces' | 'generalises';
  /** Where ours was computed; undefined if there is one such place alone. */
  readonly name?: string;
}

function sidesOf({ withoutSplits }: Comparison): readonly Side[] {
  if (withoutSplits) return [{ question: 'reproduces' }];
  return [
    { question: 'reproduces', name: 'their split' },
    { question: 'generalises', name: 'over splits' },
  ];
}

/**
 * The comparison in long form, one row per cell: paper, ours on their split and over splits with 95 % confidence interval, reach, runs and verdict. A
 * question of which there is no result has no columns.
 */
export function comparisonTable(comparison: Comparison): Table {
  const { decimals, columns } = comparison;
  const asked = sidesOf(comparison).filter(({ question }) =>
    comparison.rows.some(({ cells }) => cells.some((cell) => cell[question])),
  );
  const rows = columns.flatMap((column, j) =>
    comparison.rows.map(({ label, cells }) => [
      ...[column, label, printed(cells[j], decimals)],
      ...asked.flatMap(({ question }) => measuredCells(cells[j][question], decimals)),
    ]),
  );
  const head = [
    ...[comparison.columnHeader, comparison.rowHeader, 'paper'],
    ...asked.flatMap(({ name }) => {
      const at = name ? `, ${name}` : '';
      return [`ours${at} (95 % CI)`, `reach${at}`, `runs${at}`, name ?? 'verdict'];
    }),
  ];
  return table(head, rows, { title: heading(comparison), notes: explained(comparison) });
}

function measuredCells(ours: Measured | null, decimals: number): string[] {
  if (!ours) return ['', '', '', ''];
  const { reach, trials, verdict } = ours;
  return [
    measuredText(ours, decimals),
    reach?.toFixed(decimals) ?? '',
    String(trials),
    verdict === null ? '' : verdictText(verdict),
  ];
}

/** The comparison as GitHub Markdown, in long form. */
export function comparisonMarkdown(comparison: Comparison): string {
  return tableMarkdown(comparisonTable(comparison));
}

const colors: Readonly<Record<Verdict, string>> = {
  holds: '#00684a',
  'holds-conditionally': '#8a5a00',
  'not-resolved': '#4b5563',
  fails: '#b03a00',
  'not-attempted': '#666666',
};

const ofDifferences =
  'A verdict on a difference is on the printed number, by the rule `cell`: whether the difference has the claimed sign is judged in the ledger, by the rule `sign`.';

/** What the columns mean, and the notes. */
function explained({ withoutSplits, rows, notes }: Comparison): string[] {
  const where = withoutSplits
    ? 'Ours'
    : "Ours on the authors' split (runs are seeds; a set that is generated is drawn anew by each) and over fresh random splits";
  return [
    `${where}: mean with 95 % confidence interval. Reach: how far from our mean the printed value may lie, the half-width of the prediction for what the paper printed.`,
    ...(rows.some(({ kind }) => kind === 'paired difference') ? [ofDifferences] : []),
    ...notes,
  ];
}

/** The comparison as HTML in the paper's layout; every cell shows paper, ours under both questions, reach, runs and verdict. */
export function comparisonHtml(comparison: Comparison): string {
  const columns = comparison.columns.map((column) => `<th scope="col">${escapeHtml(column)}</th>`).join('');
  const rows = comparison.rows.map(
    ({ label, cells }) =>
      `<tr><th scope="row" style="text-align: left">${escapeHtml(label)}</th>${cells
        .map((cell) => cellHtml(comparison, cell))
        .join('')}</tr>`,
  );
  return `${titleHtml(heading(comparison))}<table class="genlabel-table">
<thead><tr><th scope="col">${escapeHtml(`${comparison.rowHeader} \\ ${comparison.columnHeader}`)}</th>${columns}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<p>In each cell: paper; ours${comparison.withoutSplits ? '' : ' on their split and over splits'}: mean ± 95 % confidence interval, reach (number of runs), verdict.</p>
${notesHtml(explained(comparison))}`;
}

function heading({ place, title, unit }: Comparison): string {
  return `${place}. ${title} (${unit})`;
}

function cellHtml(comparison: Comparison, cell: ComparisonCell): string {
  const { decimals } = comparison;
  const paper = printed(cell, decimals);
  const lines = [
    paper && `paper ${paper}`,
    ...sidesOf(comparison).map(({ question, name = 'ours' }) => sideHtml(cell[question], name, decimals)),
  ];
  return `<td style="text-align: right; white-space: nowrap">${lines.filter(Boolean).join('<br>')}</td>`;
}

function sideHtml(ours: Measured | null, name: string, decimals: number): string {
  if (!ours) return '';
  const { reach, trials, verdict } = ours;
  const within = reach === null ? '' : `, reach ${reach.toFixed(decimals)}`;
  const word =
    verdict === null
      ? ''
      : ` <span data-verdict="${escapeHtml(verdict)}" style="color: ${colors[verdict]}">${escapeHtml(verdictText(verdict))}</span>`;
  return `${name} <b>${escapeHtml(measuredText(ours, decimals))}</b>${within} (${escapeHtml(String(trials))})${word}`;
}
