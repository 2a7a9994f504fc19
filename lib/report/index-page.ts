import { escapeHtml } from './escape';
import { figureLabel, pageFigureHtml } from './figure-html';
import { type LedgerEntry, questionsOf, verdictOn } from './ledger-entry';
import { ledgerHtml } from './ledger-view';
import { page } from './page';
import { type Question, questions, verdicts } from './rules';
import { contentsOf, type TableDocument } from './save';
import { contentHtml } from './show-table';
import { type Figure, fileNumber } from './spec';
import { verdictText } from './verdict-text';

/** A saved figure with its drawing. */
export interface DrawnFigure {
  readonly figure: Figure;
  readonly svg: string | undefined;
}

/** Page with all figures, tables and claims. */
export function indexPage(
  figures: readonly DrawnFigure[],
  tables: readonly TableDocument[],
  ledger: readonly LedgerEntry[],
): string {
  return page(
    'GenLabel, reproduced: figures, tables, claims',
    `<h1>GenLabel, reproduced</h1>
<p>What the notebooks computed, beside what the paper prints: <i>GenLabel: Mixup Relabeling using Generative Models</i>
(ICML 2022). <code>npm run figures</code> renders this page from the saved results.</p>
<nav><a href="#figures">Figures (${figures.length})</a><a href="#tables">Tables (${tables.length})</a><a href="#claims">Claims (${ledger.length})</a></nav>
<p>${verdictCounts(ledger)}</p>
<h2 id="figures">Figures</h2>
${figures.map(figureSection).join('')}<h2 id="tables">Tables</h2>
${tables.map(tableSection).join('')}<h2 id="claims">Claims</h2>
<p>Also as <a href="claims.json">JSON</a> and <a href="claims.csv">CSV</a>.</p>
${ledgerHtml(ledger, '../notebooks/')}`,
  );
}

function figureSection({ figure, svg }: DrawnFigure): string {
  const name = `figure-${fileNumber(figure.number)}`;
  const links = ['html', 'json', ...(svg === undefined ? [] : ['svg'])];
  const numbers = (figure.numbers ?? []).map(
    (content) => `<div class="scroll">${contentHtml(content)}</div>`,
  );
  return `<h3 id="${name}">${heading(figureLabel(figure.number), figure.number)} ${linksTo(name, links)}</h3>
${pageFigureHtml(figure, svg)}${numbers.join('\n')}
`;
}

function tableSection(document: TableDocument): string {
  const name = `table-${fileNumber(document.number)}`;
  const contents = contentsOf(document).map((content) => `<div class="scroll">${contentHtml(content)}</div>`);
  return `<h3 id="${name}">${heading(`Table ${document.number}`, document.number)} ${linksTo(name, ['md', 'json'])}</h3>
${contents.join('\n')}
`;
}

/** Figures and tables that the paper does not have are called by their names. */
function heading(label: string, number: number | string): string {
  return escapeHtml(typeof number === 'number' ? label : number.replaceAll('-', ' '));
}

function linksTo(name: string, extensions: readonly string[]): string {
  const links = extensions.map((extension) => `<a href="${name}.${extension}">${extension}</a>`);
  return `<small>${links.join(' ')}</small>`;
}

function verdictCounts(ledger: readonly LedgerEntry[]): string {
  const lines = questions.flatMap((question) => {
    const asked = ledger.filter((entry) => entry.verdicts[question]);
    return asked.length > 0 ? [`${question} (${asked.length} claims): ${countsText(asked, question)}`] : [];
  });
  const untouched = ledger.filter((entry) => questionsOf(entry).length === 0).length;
  return [...lines, `not attempted: ${untouched} claims`].join('<br>');
}

function countsText(asked: readonly LedgerEntry[], question: Question): string {
  return verdicts
    .map((verdict) => ({
      verdict,
      number: asked.filter((entry) => verdictOn(entry, question) === verdict).length,
    }))
    .filter(({ number }) => number > 0)
    .map(({ verdict, number }) => `${number} ${verdictText(verdict)}`)
    .join(', ');
}
