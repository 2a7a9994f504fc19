import { type Answer, answersOf } from './answers';
import { cellPage } from './cell-page';
import { bySection, figureTitle, tableTitle } from './contents';
import { escapeHtml } from './escape';
import { drawingClass, figureLabel, imageHtml, whenSeen } from './figure-html';
import type { LedgerEntry } from './ledger-entry';
import { ledgerSection } from './ledger-page';
import { indexTitle, page } from './page';
import { questions, rules, rulesDate, verdicts } from './rules';
import { contentsOf, type TableDocument } from './save';
import { scrollingHtml } from './scrolling-html';
import { type Figure, fileNumber } from './spec';
import { questionMeanings, verdictBadge, verdictMeanings } from './verdict-view';

/** A saved figure, and whether there is a drawing of it. */
export interface DrawnFigure {
  readonly figure: Figure;
  readonly svg: string | undefined;
}

/** What stands on the page that shows everything. */
export interface IndexContent {
  readonly figures: readonly DrawnFigure[];
  readonly tables: readonly TableDocument[];
  readonly ledger: readonly LedgerEntry[];
  /** Names of the notebooks that have a page. */
  readonly notebooks: readonly string[];
}

/** Page with the answers, the ledger, and all figures, tables and notebooks. */
export function indexPage({ figures, tables, ledger, notebooks }: IndexContent): string {
  const header = `<nav aria-label="Parts of the page"><a href="#answers">Answers</a><a href="#claims">Claims (${ledger.length})</a><a href="#figures">Figures (${figures.length})</a><a href="#tables">Tables (${tables.length})</a><a href="#notebooks">Notebooks</a><a href="playground.html">Playground</a></nav>`;
  return page(
    indexTitle,
    `${answersHtml(ledger)}
<section aria-labelledby="claims"><h2 id="claims">The ledger: every claim of the paper</h2>
<p>Each opens what the paper says, what we found and by which rule, and where it was computed. Also as <a href="claims.json">JSON</a> and
<a href="claims.csv">CSV</a>. The filter stands in the address: a view can be cited.</p>
<p>${escapeHtml(rules.protocols)}</p>
${ledgerSection(ledger)}</section>
<section aria-labelledby="figures"><h2 id="figures">Figures</h2>
<p>In the order of the paper, with our own after those that they belong to; each opens its interactive version.</p>
${bySection('figures', figures, ({ figure }) => figure.number)
  .map(figureGroup)
  .join('')}</section>
<section aria-labelledby="tables"><h2 id="tables">Tables</h2>
${bySection('tables', tables, ({ number }) => number)
  .map(tableGroup)
  .join('')}</section>
${notebooksHtml(notebooks)}`,
    { program: 'ledger', header },
  );
}

function answersHtml(ledger: readonly LedgerEntry[]): string {
  const known = new Map(ledger.map((entry) => [entry.id, entry]));
  const meanings = verdicts
    .map((verdict) => `<li>${verdictBadge(verdict)} ${escapeHtml(verdictMeanings[verdict])}</li>`)
    .join('\n');
  const asked = questions
    .map((question) => `<li><b>${question}</b>: ${escapeHtml(questionMeanings[question])}?</li>`)
    .join('\n');
  return `<section class="hero" aria-labelledby="answers">
<h1>GenLabel, reproduced</h1>
<p class="lead">Mixup trains on blends of samples; GenLabel (ICML 2022) relabels them by class densities. <a class="play" href="playground.html">Try it in the playground</a></p>
<div class="screen"><div><h2 id="answers" class="unseen">In one minute</h2>
<p class="to-meanings"><a href="#verdicts">What the verdicts mean</a></p>
<ol class="answers">
${answersOf(ledger)
  .map((answer) => answerHtml(answer, known))
  .join('\n')}
</ol></div>
<aside class="meanings" aria-label="What the words mean"><h3 id="verdicts">What the verdicts mean</h3><ul>
${meanings}
</ul><h3>What is asked of a claim</h3><ul>
${asked}
</ul><p>The rules were fixed on ${rulesDate}, before any record on the authors' split or on the fresh ones; part of those of synthetic sets, of Section 4 and of Figure 4 are older. On 28 November, in sight of the verdicts, runs and shares that are all equal got rules of their own, which took six verdicts back, and a rule for margins was added, which changed none; on 29 November the signs of Table 6 became one family, which changed none. Every entry of the ledger states its rule. Intervals are of 95 %. The numbers on this screen follow the protocol of the paper's text unless they name another; a verdict also counts that of the authors' released code, whose numbers each entry has beside them.</p></aside></div>
</section>
`;
}

/** Links that stand beside an answer, and beside the list of what failed; the others are a click further, in the ledger. */
const shownLinks = { answer: 4, failures: 8 };

function answerHtml(answer: Answer, known: ReadonlyMap<string, LedgerEntry>): string {
  const { question, verdict, paper, found, evidence, view } = answer;
  const shown = evidence.slice(0, verdict === null ? shownLinks.failures : shownLinks.answer);
  const links = shown.map(
    (id) => `<li><a href="#${escapeHtml(id)}">${escapeHtml(linkText(id, shown))}</a></li>`,
  );
  const first = known.get(evidence[0])?.evidence;
  const cell =
    verdict !== null && first?.cell
      ? `<li><a href="${escapeHtml(cellPage({ notebook: first.notebook, cell: first.cell }))}">the computation</a></li>`
      : '';
  const more =
    evidence.length > shown.length
      ? `<li>and ${evidence.length - shown.length} more <a href="${view}">in the ledger</a></li>`
      : '';
  return `<li class="answer"><h3>${escapeHtml(question)} ${verdict === null ? '' : verdictBadge(verdict, "the paper's claim: ")}</h3>
<p><span class="paper">The paper: ${escapeHtml(paper)}</span> ${escapeHtml(found)}</p>
<ul class="links" aria-label="Evidence: ${escapeHtml(question)}">${links.join('')}${cell}${more}</ul></li>`;
}

/** What a link to an entry says: its id in words, without what the ids beside it begin with, too. */
function linkText(id: string, ids: readonly string[]): string {
  const words = ids.map((other) => other.split('-'));
  const own = id.split('-');
  let common = 1;
  while (ids.length > 1 && common < own.length - 1 && words.every((other) => other[common] === own[common]))
    common++;
  return own.slice(common).join(' ');
}

function figureGroup({ section, documents }: { section: string; documents: readonly DrawnFigure[] }): string {
  return `<h3>${escapeHtml(section)}</h3>
<div class="gallery">
${documents.map(figureCard).join('\n')}
</div>
`;
}

function figureCard({ figure, svg }: DrawnFigure): string {
  const name = `figure-${fileNumber(figure.number)}`;
  const image = imageHtml(figure, svg === undefined ? undefined : `${name}.svg`, whenSeen);
  return `<figure class="card" id="${name}">
<h4><a href="${name}.html">${escapeHtml(figureTitle(figure.number))}</a></h4>
<a class="${drawingClass('image', figure)}" href="${name}.html">${image}</a>
<figcaption><b>${figureLabel(figure.number)}.</b> ${escapeHtml(figure.caption)}</figcaption>
<p class="files">${linksTo(name, figureTitle(figure.number), [['html', 'interactive'], ['json', 'data'], ...(svg === undefined ? [] : [['svg', 'SVG'] as const])])}</p>
</figure>`;
}

function tableGroup({
  section,
  documents,
}: {
  section: string;
  documents: readonly TableDocument[];
}): string {
  return `<h3>${escapeHtml(section)}</h3>
${documents.map(tableCard).join('\n')}
`;
}

function tableCard(document: TableDocument): string {
  const name = `table-${fileNumber(document.number)}`;
  const title = tableTitle(document.number);
  return `<details class="table" id="${name}"><summary>${escapeHtml(title)}</summary>
<p class="files">${linksTo(name, title, [
    ['md', 'Markdown'],
    ['json', 'data'],
  ])}</p>
${contentsOf(document).map(scrollingHtml).join('\n')}
</details>`;
}

/** Links of one document; their names tell it apart from the others for who hears them alone. */
function linksTo(
  name: string,
  title: string,
  kinds: readonly (readonly [extension: string, text: string])[],
): string {
  const links = kinds.map(
    ([extension, text]) =>
      `<a href="${name}.${extension}" aria-label="${escapeHtml(`${text}: ${title}`)}">${text}</a>`,
  );
  return links.join(' ');
}

function notebooksHtml(notebooks: readonly string[]): string {
  const links = notebooks.map(
    (name) =>
      `<li><a href="notebooks/${encodeURIComponent(name)}.html">${escapeHtml(name.replaceAll('-', ' '))}</a></li>`,
  );
  return `<section aria-labelledby="notebooks"><h2 id="notebooks">Notebooks</h2>
<p>One for each section of the paper, as they ran.</p>
<ul class="notebooks">
${links.join('\n')}
</ul></section>
`;
}
