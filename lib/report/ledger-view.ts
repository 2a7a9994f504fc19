import { figuresFolder } from '../runtime/folder';
import { cellUrl, decidingCells } from './deciding-cells';
import { decidingNotebook, summaryNotebook } from './deciding-notebook';
import { display, isNotebook } from './display';
import { escapeHtml } from './escape';
import { readLedger } from './ledger';
import { recordSetText } from './ledger-csv';
import { type LedgerEntry, questionsOf } from './ledger-entry';
import { type Question, rules, type Verdict } from './rules';
import { verdictText } from './verdict-text';

/** Contrast above 5:1, and told apart by the words as well. */
const styles: Readonly<Record<Verdict, string>> = {
  holds: 'background: #00684a; color: #fff',
  'holds-conditionally': 'background: #8a5a00; color: #fff',
  'not-resolved': 'background: #4b5563; color: #fff',
  fails: 'background: #b3261e; color: #fff',
  'not-attempted': 'background: #eee; color: #444',
};

const left = 'text-align: left';

const heads = ['place', 'statement', 'paper', 'question', 'ours', 'verdict', 'evidence'];

/**
 * Entries of the ledger as an HTML table, one row a claim and question. Claims with evidence are linked to the cell that decides them; the verdict tells its rule
 * in a tooltip.
 *
 * @param folder path from the page to the notebooks, with a slash at its end; empty within a notebook
 */
export function ledgerHtml(entries: readonly LedgerEntry[], folder: string = ''): string {
  // The style is for notebooks, which have none of the pages' classes.
  return `<div class="scroll" style="overflow-x: auto"><table class="genlabel-ledger">
<thead><tr>${heads.map((text) => `<th style="${left}">${text}</th>`).join('')}</tr></thead>
<tbody>
${entries.map((entry) => rowsHtml(entry, folder)).join('\n')}
</tbody>
</table></div>
`;
}

function rowsHtml(entry: LedgerEntry, folder: string): string {
  const { id, place, statement, paper } = entry;
  const asked = questionsOf(entry);
  const number = Math.max(1, asked.length);
  const spanned = (html: string) => `<td rowspan="${number}" style="${left}">${html}</td>`;
  const first = [
    spanned(`${escapeHtml(place)}<br><code>${escapeHtml(id)}</code>`),
    ...[statement, paper].map((text) => spanned(escapeHtml(text))),
  ].join('');
  const last = spanned(evidenceHtml(entry, folder));
  const rows = Array.from({ length: number }, (_, i) => judgementHtml(entry, asked[i]));
  return rows
    .map((row, i) => (i === 0 ? `<tr id="${escapeHtml(id)}">${first}${row}${last}</tr>` : `<tr>${row}</tr>`))
    .join('\n');
}

function judgementHtml({ verdicts }: LedgerEntry, question: Question | undefined): string {
  const judgement = question && verdicts[question];
  const { verdict, ours, condition } = judgement ?? { verdict: 'not-attempted', ours: '' };
  const rule = judgement ? ` title="${escapeHtml(`${judgement.rule}: ${rules[judgement.rule]}`)}"` : '';
  const under = condition ? `<br>${escapeHtml(condition)}` : '';
  return [
    `<td style="${left}">${question ?? ''}</td>`,
    `<td style="${left}">${escapeHtml(ours)}</td>`,
    `<td style="${left}; ${styles[verdict as Verdict]}"${rule}><b>${verdictText(verdict as Verdict)}</b>${under}</td>`,
  ].join('');
}

function evidenceHtml({ evidence, derivedFrom, note }: LedgerEntry, folder: string): string {
  const parts = [
    evidence?.cell &&
      `<a href="${escapeHtml(folder + cellUrl({ notebook: evidence.notebook, cell: evidence.cell }))}">${escapeHtml(evidence.notebook)}</a>`,
    ...(evidence?.records ?? []).map((records) => escapeHtml(recordSetText(records))),
    derivedFrom &&
      `from ${derivedFrom.map((id) => `<a href="#${escapeHtml(id)}">${escapeHtml(id)}</a>`).join(', ')}`,
    escapeHtml(note),
  ];
  return parts.filter(Boolean).join('<br>');
}

/** Verdicts of an entry in words, one a question: `reproduces: holds; generalises: fails`. */
export function verdictsText(entry: LedgerEntry): string {
  const texts = questionsOf(entry).map((question) => {
    const { verdict, condition } = entry.verdicts[question]!;
    const text = `${verdictText(verdict)}${condition ? ` (${condition})` : ''}`;
    return question === 'proof' ? text : `${question}: ${text}`;
  });
  return texts.join('; ') || verdictText('not-attempted');
}

/**
 * Shows the entries of the ledger whose ids begin with a prefix, for example `s3-` for Section 3. Outside of a notebook
 * it does nothing.
 *
 * @param notebook that shows them, without `.ipynb`: what another one decides, or what follows from several, is named with its place and not shown, so
 *   that a notebook's results do not depend on which have run before. Left out: all are shown
 * @throws RangeError if no claim's id begins with the prefix
 */
export function showClaims(prefix: string = '', notebook?: string, folder: string = figuresFolder()): void {
  const entries = readLedger(folder).filter(({ id }) => id.startsWith(prefix));
  if (entries.length === 0) throw new RangeError(`no claim has an id that begins with '${prefix}'`);
  if (!isNotebook()) return;
  display(claimsDisplay(entries, notebook));
}

/** The entries that a notebook decides as HTML and as text, then where the others are. */
export function claimsDisplay(
  entries: readonly LedgerEntry[],
  notebook?: string,
): { readonly 'text/html': string; readonly 'text/plain': string } {
  const isOwn = ({ id, derivedFrom }: LedgerEntry): boolean =>
    notebook === undefined || (!derivedFrom && decidingNotebook(id) === notebook);
  const own = entries.filter(isOwn);
  const elsewhere = entries.filter((entry) => !isOwn(entry)).map(placeOf);
  // No table of text: conditions are of any length, and would pad every line.
  const lines = own.map((entry) => `${entry.id} (${entry.paper}): ${verdictsText(entry)}`);
  const links = elsewhere.map(
    ({ id, place, url }) => `<code>${escapeHtml(id)}</code> in <a href="${url}">${place}</a>`,
  );
  return {
    'text/html':
      (own.length > 0 ? ledgerHtml(own) : '') +
      (links.length > 0 ? `<p>Elsewhere: ${links.join(', ')}.</p>\n` : ''),
    'text/plain': [...lines, ...elsewhere.map(({ id, place }) => `${id}: see notebook ${place}`)].join('\n'),
  };
}

/** Where an entry is shown with its verdicts: what follows from several notebooks, in the last one. */
function placeOf({ id, derivedFrom }: LedgerEntry): {
  readonly id: string;
  readonly place: string;
  readonly url: string;
} {
  const cell = derivedFrom ? undefined : decidingCells().get(id);
  const place = (derivedFrom ? undefined : (cell?.notebook ?? decidingNotebook(id))) ?? summaryNotebook;
  return { id, place, url: cell ? cellUrl(cell) : `${place}.ipynb` };
}
