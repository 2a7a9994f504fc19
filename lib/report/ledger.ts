import { join } from 'node:path';
import { fields, listOf, nullable, text } from '../data/json-shape';
import { paperClaims } from '../paper/claims';
import { figuresFolder } from '../runtime/folder';
import { decidingCells } from './deciding-cells';
import { decidingNotebook } from './deciding-notebook';
import { withDerived } from './derived-entries';
import { checkFinding, type Finding } from './finding';
import { checkJudgement, plainJudgement } from './judgement';
import { ledgerCsv } from './ledger-csv';
import type { LedgerEntry } from './ledger-entry';
import { questions } from './rules';
import { readIfPresent, writeAtomically } from './write';

/**
 * Enters findings into the ledger: those on a claim replace its entry, all others stay. The ledger lists every claim of the paper in
 * the paper's order. Written as `claims.json` and `claims.csv`.
 *
 * @param notebook that decides these claims, without `.ipynb`
 * @throws RangeError if an id is no claim of the paper, is decided by another notebook or derived from other claims, has two findings on one question,
 *   or as `checkFinding`; nothing is written then
 */
export function recordClaims(
  notebook: string,
  findings: readonly Finding[],
  folder: string = figuresFolder(),
): void {
  const asked = new Set<string>();
  for (const finding of findings) {
    checkFinding(finding);
    checkPlace(finding.id, notebook);
    const key = `${finding.id} ${finding.question}`;
    if (asked.has(key)) throw new RangeError(`'${finding.id}' has two findings on '${finding.question}'`);
    asked.add(key);
  }
  const cells = decidingCells();
  const entries = savedLedger(folder).map((entry) => {
    const own = findings.filter(({ id }) => id === entry.id);
    return own.length > 0
      ? entryOf(entry, own, { notebook, cell: cells.get(entry.id)?.cell ?? null })
      : entry;
  });
  const complete = withDerived(entries, paperClaims);
  writeAtomically(join(folder, 'claims.json'), `${JSON.stringify(complete, null, 1)}\n`);
  writeAtomically(join(folder, 'claims.csv'), ledgerCsv(complete));
}

/**
 * The ledger: every claim of the paper in the paper's order, with what the saved ledger says about it, and summaries derived from the entries that they
 * summarise. Saved entries of claims that the library no longer lists are left out: a ledger outlives the version that wrote it.
 *
 * @throws Error if `claims.json` cannot be read as a ledger
 */
export function readLedger(folder: string = figuresFolder()): LedgerEntry[] {
  return withDerived(savedLedger(folder), paperClaims);
}

/** Without derived entries, which are never read. */
function savedLedger(folder: string): LedgerEntry[] {
  const saved = new Map(savedEntries(join(folder, 'claims.json')).map((entry) => [entry.id, entry]));
  return paperClaims.map(({ derived, ...claim }) => {
    const { verdicts = {}, evidence = null, note = '' } = derived ? {} : (saved.get(claim.id) ?? {});
    return { ...claim, verdicts, evidence, note };
  });
}

const judgement = fields({ verdict: text, ours: text, rule: text }, { condition: text });

const ledgerShape = listOf(
  fields(
    { id: text },
    {
      verdicts: fields({}, Object.fromEntries(questions.map((question) => [question, judgement]))),
      evidence: nullable(fields({ notebook: text, cell: nullable(text), records: listOf(fields({})) })),
      note: text,
    },
  ),
);

function savedEntries(path: string): Partial<LedgerEntry>[] {
  const content = readIfPresent(path);
  if (content === undefined) return [];
  try {
    const entries = JSON.parse(content) as Partial<LedgerEntry>[];
    ledgerShape(entries, '');
    // Without verdicts: of an earlier schema, not attempted in this one.
    const current = entries.filter(({ verdicts }) => verdicts !== undefined);
    for (const { id = '', verdicts = {} } of current) {
      for (const question of questions) {
        const judgement = verdicts[question];
        if (judgement) checkJudgement(judgement, `'${id}'`);
      }
    }
    return current;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is no ledger of claims (${reason}): remove it and run the notebooks again`);
  }
}

function entryOf(
  entry: LedgerEntry,
  findings: readonly Finding[],
  place: { notebook: string; cell: string | null },
): LedgerEntry {
  const verdicts = Object.fromEntries(
    questions.flatMap((question) => {
      const finding = findings.find((other) => other.question === question);
      return finding ? [[question, plainJudgement(finding)]] : [];
    }),
  );
  const distinct = <T>(values: readonly T[]): T[] => [
    ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
  ];
  const records = distinct(findings.flatMap((finding) => finding.records ?? []));
  const notes = distinct(findings.flatMap(({ note }) => (note ? [note] : [])));
  return { ...entry, verdicts, evidence: { ...place, records }, note: notes.join(' ') };
}

const known = new Map(paperClaims.map((claim) => [claim.id, claim]));

function checkPlace(id: string, notebook: string): void {
  const claim = known.get(id);
  if (!claim) throw new RangeError(`'${id}' is no claim of the paper; paper.claims lists them`);
  if (claim.derived) {
    throw new RangeError(`'${id}' is derived from ${claim.derived.from.join(', ')}: no notebook decides it`);
  }
  const decides = decidingNotebook(id);
  if (decides !== notebook) {
    throw new RangeError(
      `'${id}' is decided in notebook ${decides}, not in ${notebook}: quote it with showClaims('${id}')`,
    );
  }
}
