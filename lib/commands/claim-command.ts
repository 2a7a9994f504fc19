import { nearestName } from '../data/nearest-name';
import type { Finding } from '../report/finding';
import { readLedger } from '../report/ledger';
import { recordSetText } from '../report/ledger-csv';
import { type LedgerEntry, questionsOf } from '../report/ledger-entry';
import { verdictsText } from '../report/ledger-view';
import { oursParts } from '../report/ours-parts';
import { rules } from '../report/rules';
import { verdictText } from '../report/verdict-text';
import { figuresFolder } from '../runtime/folder';
import { recordsFolder, shownPath } from '../runtime/paths';
import { StoreError } from '../runtime/store-contents';
import { claimFindings, claimIds } from '../study/claims';
import { type Command, UsageError } from './command';

/** Command `genlabel claim`. */
export const claimCommand: Command = {
  description:
    'Shows a claim of the paper: statement, paper, ours, the rule that judges it, and the records it rests on; and recomputes its number from them. ' +
    'Without an id, lists all claims with their verdicts.',
  options: {},
  operands: ['ID'],
  optionalOperands: true,
  /** @returns the exit status: 1 if a recomputed number is not the saved one */
  run: async ({ operands: [id] }) => {
    const ledger = readLedger(figuresFolder());
    if (id === undefined) {
      console.log(listText(ledger));
      return 0;
    }
    const entry = ledger.find((other) => other.id === id);
    if (!entry) throw new UsageError(unknownText(id, ledger));
    const found = claimIds().includes(id) ? recomputed(id) : [];
    const { text, differs } = claimText(entry, found);
    console.log(text);
    return differs ? 1 : 0;
  },
};

/** @throws StoreError if its records are damaged */
function recomputed(id: string): Finding[] {
  try {
    return claimFindings([id]);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      `${id} cannot be recomputed, as records in ${shownPath(recordsFolder())} are damaged: ${(error as Error).message}. Restore them from the ` +
        'repository; genlabel verify compares them',
      { cause: error },
    );
  }
}

function listText(ledger: readonly LedgerEntry[]): string {
  const width = Math.max(...ledger.map(({ id }) => id.length)) + 2;
  return ledger.map((entry) => `${entry.id.padEnd(width)}${verdictsText(entry)}`).join('\n');
}

function unknownText(id: string, ledger: readonly LedgerEntry[]): string {
  const nearest = nearestName(
    id,
    ledger.map((entry) => entry.id),
  );
  return `no claim ${id}; ${nearest ? `did you mean ${nearest}?` : 'genlabel claim lists them'}`;
}

/** A claim in full, and whether a number that was recomputed is another than the saved one. */
export function claimText(
  entry: LedgerEntry,
  recomputed: readonly Finding[],
): { readonly text: string; readonly differs: boolean } {
  const { id, place, statement, paper, evidence, derivedFrom, note } = entry;
  const sections = questionsOf(entry).map((question) =>
    judgementText(
      entry,
      question,
      recomputed.find((finding) => finding.question === question),
    ),
  );
  // What the records answer and the ledger does not: it has not been run since.
  const fresh = recomputed.filter(
    ({ question, verdict }) => !entry.verdicts[question] && verdict !== 'not-attempted',
  );
  const lines = [
    `${id} (${place})`,
    `  statement  ${statement}`,
    `  paper      ${paper}`,
    ...sections.flatMap(({ lines: own }) => own),
    ...fresh.flatMap((finding) => [
      `${finding.question}: not in the ledger`,
      `  recomputed ${verdictText(finding.verdict)}: ${finding.ours}`,
    ]),
    ...(questionsOf(entry).length === 0 && fresh.length === 0 ? ['not attempted'] : []),
    ...(evidence
      ? [`  decided in notebooks/${evidence.notebook}.ipynb, cell ${evidence.cell ?? 'unknown'}`]
      : []),
    ...(evidence?.records ?? []).map((records) => `  records    ${recordSetText(records)}`),
    ...(derivedFrom ? [`  derived from ${derivedFrom.join(', ')}`] : []),
    ...(note ? [`  note       ${note}`] : []),
    ...(recomputed.length === 0 ? ['  Not recomputed here: its number does not come from records.'] : []),
  ];
  return { text: lines.join('\n'), differs: fresh.length > 0 || sections.some(({ differs }) => differs) };
}

/** What was found, a line a part, under each protocol. */
function oursLines(ours: string): string[] {
  return oursParts(ours)
    .flatMap(({ protocol, tally, parts }) => {
      const [first, ...rest] = [...(tally === null ? [] : [tally]), ...parts];
      return [protocol ? `${protocol}: ${first}` : first, ...rest];
    })
    .map((line, i) => `  ${(i === 0 ? 'ours' : '').padEnd(10)} ${line}`);
}

function judgementText(
  { verdicts }: LedgerEntry,
  question: keyof LedgerEntry['verdicts'],
  again: Finding | undefined,
): { readonly lines: string[]; readonly differs: boolean } {
  const { verdict, ours, rule, condition } = verdicts[question]!;
  const same = again && again.verdict === verdict && again.ours === ours && again.condition === condition;
  const lines = [
    `${question}: ${verdictText(verdict)}${condition ? `, ${condition}` : ''}`,
    ...oursLines(ours),
    `  rule       ${rule}: ${rules[rule]}`,
    ...(oursParts(ours).length > 1 ? [`  protocols  ${rules.protocols}`] : []),
    ...(again
      ? [
          same
            ? '  recomputed from the records: the same'
            : `  RECOMPUTED ${verdictText(again.verdict)}: ${again.ours}`,
        ]
      : []),
  ];
  return { lines, differs: again !== undefined && !same };
}
