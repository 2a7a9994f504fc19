import { figuresFolder } from '../runtime/folder';
import { cellUrl, type DecidingCells, decidingCells } from './deciding-cells';
import { display, isNotebook } from './display';
import { escapeHtml } from './escape';
import { type ClaimVerdict, type LedgerEntry, readLedger } from './ledger';
import { contentText } from './show-table';
import { table } from './table';

/** Contrast above 5:1, and told apart by the words as well. */
const styles: Readonly<Record<ClaimVerdict, string>> = {
  holds: 'background: #00684a; color: #fff',
  'holds-conditionally': 'background: #8a5a00; color: #fff',
  fails: 'background: #b3261e; color: #fff',
  'not-attempted': 'background: #eee; color: #444',
};

const left = 'text-align: left';

/** Verdict in words. */
export function verdictText(verdict: ClaimVerdict): string {
  return verdict === 'holds-conditionally' ? 'holds under conditions' : verdict.replaceAll('-', ' ');
}

/**
 * Entries of the ledger as an HTML table.
 *
 * @param cells where claims are decided; those with a finding are linked there
 * @param folder path from the page to the notebooks, with a slash at its end; empty within a notebook
 */
export function ledgerHtml(
  entries: readonly LedgerEntry[],
  cells: DecidingCells = new Map(),
  folder: string = '',
): string {
  return `<div class="scroll"><table class="genlabel-ledger">
<thead><tr>${['place', 'statement', 'paper', 'ours', 'verdict', 'note'].map((text) => `<th style="${left}">${text}</th>`).join('')}</tr></thead>
<tbody>
${entries.map((entry) => rowHtml(entry, linkHtml(entry, cells, folder))).join('\n')}
</tbody>
</table></div>
`;
}

function linkHtml({ id, verdict }: LedgerEntry, cells: DecidingCells, folder: string): string {
  const cell = cells.get(id);
  if (!cell || verdict === 'not-attempted') return '';
  return `<br><a href="${escapeHtml(folder + cellUrl(cell))}">${escapeHtml(cell.notebook)}</a>`;
}

function rowHtml(
  { id, place, statement, paper, ours, verdict, note }: LedgerEntry,
  decidedIn: string,
): string {
  const cells = [
    `<td style="${left}">${escapeHtml(place)}<br><code>${escapeHtml(id)}</code>${decidedIn}</td>`,
    ...[statement, paper, ours ?? ''].map(textCell),
    `<td style="${left}; ${styles[verdict]}"><b>${verdictText(verdict)}</b></td>`,
    textCell(note),
  ];
  return `<tr id="${escapeHtml(id)}">${cells.join('')}</tr>`;
}

function textCell(text: string): string {
  return `<td style="${left}">${escapeHtml(text)}</td>`;
}

/**
 * Shows the entries of the ledger whose ids begin with a prefix, for example `s3-` for Section 3. Outside of a notebook
 * it does nothing.
 *
 * @throws RangeError if no claim's id begins with the prefix
 */
export function showClaims(prefix: string = '', folder: string = figuresFolder()): void {
  const entries = readLedger(folder).filter(({ id }) => id.startsWith(prefix));
  if (entries.length === 0) throw new RangeError(`no claim has an id that begins with '${prefix}'`);
  if (!isNotebook()) return;
  const rows = entries.map(({ id, paper, ours, verdict }) => [id, paper, ours, verdictText(verdict)]);
  display({
    'text/html': ledgerHtml(entries, decidingCells()),
    'text/plain': contentText(table(['claim', 'paper', 'ours', 'verdict'], rows)),
  });
}
