import { cellPage } from './cell-page';
import { escapeHtml } from './escape';
import { recordSetText } from './ledger-csv';
import { type LedgerEntry, questionsOf } from './ledger-entry';
import { oursParts } from './ours-parts';
import { type Question, rules, type Verdict, verdicts } from './rules';
import { verdictText } from './verdict-text';
import { verdictBadge } from './verdict-view';

/** Kinds of claims by which the ledger is filtered. */
const kinds = ['theory', 'table', 'figure', 'text', 'summary'] as const;

/** Kind of a claim, by where the paper says it. */
export function kindOf({ place, derivedFrom, verdicts: found }: LedgerEntry): (typeof kinds)[number] {
  if (derivedFrom) return 'summary';
  if (found.proof || /Theorem|theorem|Lemma|Example|eqs?\. |Algorithm|Remark/.test(place)) return 'theory';
  if (/Table/.test(place)) return 'table';
  return /Figure/.test(place) ? 'figure' : 'text';
}

/** `3` for Section 3.1, `B` for Appendix B.2. */
export function sectionOf({ place }: LedgerEntry): string {
  return /^(?:Section|Appendix) (\w)/.exec(place)?.[1] ?? '–';
}

/** Verdicts of an entry: one for each question, `not-attempted` alone if there is none. */
function verdictsOf(entry: LedgerEntry): readonly Verdict[] {
  const found = questionsOf(entry).map((question) => entry.verdicts[question]!.verdict);
  return found.length > 0 ? found : ['not-attempted'];
}

/** The ledger with its filter; each entry opens what it rests on. Works without scripts, which only filter. */
export function ledgerSection(entries: readonly LedgerEntry[]): string {
  const sections = [...new Set(entries.map(sectionOf))];
  return `<form id="filter" class="filter" role="search" aria-label="Filter the claims" hidden>
${select(
  'verdict',
  'Verdict',
  verdicts.map((verdict) => [verdict, verdictText(verdict)]),
)}
${select(
  'section',
  'Section',
  sections.map((section) => [section, section]),
)}
${select(
  'kind',
  'Kind',
  kinds.map((kind) => [kind, kind]),
)}
<label>Search <input type="search" name="q" placeholder="margin, Four-circle, Lemma 1 …"></label>
${select(
  'sort',
  'Sort by',
  [
    ['verdict', 'best verdict'],
    ['kind', 'kind'],
  ],
  "the paper's order",
)}
<button type="reset">Show all</button>
</form>
<p id="count" role="status" aria-live="polite">${entries.length} claims</p>
<div id="entries">
${entries.map(entryHtml).join('\n')}
</div>
`;
}

function select(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  first = 'all',
): string {
  const list = options.map(
    ([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`,
  );
  return `<label>${label} <select name="${name}"><option value="">${escapeHtml(first)}</option>${list.join('')}</select></label>`;
}

function entryHtml(entry: LedgerEntry, order: number): string {
  const { id, place, statement, paper } = entry;
  const found = verdictsOf(entry);
  const asked = questionsOf(entry);
  const badges =
    asked.length > 0
      ? asked.map((question) => verdictBadge(entry.verdicts[question]!.verdict, `${question}: `)).join(' ')
      : verdictBadge('not-attempted');
  const rank = Math.min(...found.map((verdict) => verdicts.indexOf(verdict)));
  return `<details class="entry" id="${escapeHtml(id)}" data-verdicts="${found.join(' ')}" data-section="${escapeHtml(sectionOf(entry))}" data-kind="${kindOf(entry)}" data-order="${order}" data-rank="${rank}">
<summary><span class="place">${escapeHtml(place)}</span> <span class="statement">${escapeHtml(statement)}</span> <span class="badges">${badges}</span></summary>
<dl>
<dt>The paper</dt><dd>${escapeHtml(paper)}</dd>
${asked.map((question) => judgementHtml(entry, question)).join('\n')}
${evidenceHtml(entry)}
<dt>Cite as</dt><dd><a href="#${escapeHtml(id)}"><code>${escapeHtml(id)}</code></a></dd>
</dl>
</details>`;
}

function judgementHtml(entry: LedgerEntry, question: Question): string {
  const { verdict, ours, rule, condition } = entry.verdicts[question]!;
  const groups = oursParts(ours).map(({ protocol, tally, parts }) => {
    const head = [protocol && `Protocol ${protocol}`, tally].filter(Boolean).join(': ');
    const items = parts.map((part) => `<li>${escapeHtml(part)}</li>`).join('');
    return `${head ? `<p>${escapeHtml(head)}</p>` : ''}${items ? `<ul>${items}</ul>` : ''}`;
  });
  return `<dt>Ours, ${question}</dt><dd>${verdictBadge(verdict)}${condition ? ` <b>${escapeHtml(condition)}</b>` : ''}
${groups.join('\n')}
<details class="rule"><summary>Rule: ${escapeHtml(rule)}</summary><p>${escapeHtml(rules[rule])}</p></details></dd>`;
}

function evidenceHtml({ evidence, derivedFrom, note }: LedgerEntry): string {
  const records = (evidence?.records ?? [])
    .map((set) => `<li>${escapeHtml(recordSetText(set))}</li>`)
    .join('');
  const from = (derivedFrom ?? [])
    .map((id) => `<a href="#${escapeHtml(id)}">${escapeHtml(id)}</a>`)
    .join(', ');
  const rows = [
    note && `<dt>Note</dt><dd>${escapeHtml(note)}</dd>`,
    from && `<dt>Summarises</dt><dd>${from}</dd>`,
    records && `<dt>Records</dt><dd><ul>${records}</ul></dd>`,
    evidence?.cell &&
      `<dt>Computed in</dt><dd><a href="${escapeHtml(cellPage({ notebook: evidence.notebook, cell: evidence.cell }))}">notebook ${escapeHtml(evidence.notebook)}, the cell that decides it</a></dd>`,
  ];
  return rows.filter(Boolean).join('\n');
}
