import { display, isNotebook } from './display';
import { escapeHtml } from './escape';
import { figuresFolder } from './folder';
import { type ClaimVerdict, type LedgerEntry, readLedger } from './ledger';
import { contentText } from './show-table';
import { table } from './table';

/** Dark enough for white text, and told apart by the words as well. */
const colors: Readonly<Record<ClaimVerdict, string>> = {
  holds: '#00684a',
  'holds-conditionally': '#8a5a00',
  fails: '#b3261e',
  'not-attempted': '#6b6b6b',
};

/** Verdict in words. */
export function verdictText(verdict: ClaimVerdict): string {
  return verdict === 'holds-conditionally' ? 'holds under conditions' : verdict.replaceAll('-', ' ');
}

/** Entries of the ledger as an HTML table. */
export function ledgerHtml(entries: readonly LedgerEntry[]): string {
  return `<div class="scroll"><table class="genlabel-ledger">
<thead><tr><th>place</th><th>statement</th><th>paper</th><th>ours</th><th>verdict</th><th>note</th></tr></thead>
<tbody>
${entries.map(rowHtml).join('\n')}
</tbody>
</table></div>
`;
}

function rowHtml({ id, place, statement, paper, ours, verdict, note }: LedgerEntry): string {
  const texts = [statement, paper, ours ?? ''].map((text) => `<td>${escapeHtml(text)}</td>`).join('');
  const mark = `<td style="background: ${colors[verdict]}; color: #fff"><b>${verdictText(verdict)}</b></td>`;
  return `<tr id="${escapeHtml(id)}"><td>${escapeHtml(place)}<br><code>${escapeHtml(id)}</code></td>${texts}${mark}<td>${escapeHtml(note)}</td></tr>`;
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
    'text/html': ledgerHtml(entries),
    'text/plain': contentText(table(['claim', 'paper', 'ours', 'verdict'], rows)),
  });
}
