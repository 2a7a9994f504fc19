import { join } from 'node:path';
import type { Claim } from '../paper/claim';
import { paperClaims } from '../paper/claims';
import { figuresFolder } from '../runtime/folder';
import { readIfPresent, writeAtomically } from './write';

/** What became of a claim. */
export const claimVerdicts = ['holds', 'holds-conditionally', 'fails', 'not-attempted'] as const;

/** What became of a claim. */
export type ClaimVerdict = (typeof claimVerdicts)[number];

/** Our finding about one claim of the paper. */
export interface Finding {
  /** Id of a claim in `paper.claims`. */
  readonly id: string;
  /** Our value or relation, beside the paper's. */
  readonly ours: string;
  readonly verdict: ClaimVerdict;
  /** Conditions, reasons, sizes. */
  readonly note?: string;
}

/** One entry of the ledger, `figures/claims.json`. */
export interface LedgerEntry extends Claim {
  readonly ours: string | null;
  readonly verdict: ClaimVerdict;
  readonly note: string;
}

/**
 * Enters findings into the ledger: each replaces the entry of its claim, all others stay. The ledger lists every claim
 * of the paper in the paper's order; claims without a finding are `not-attempted`.
 *
 * @throws RangeError if an id is no claim of the paper, appears twice, or a verdict is none of `claimVerdicts`
 */
export function recordClaims(findings: readonly Finding[], folder: string = figuresFolder()): void {
  findings.forEach(checkFinding);
  const found = new Map(findings.map((finding) => [finding.id, finding]));
  if (found.size < findings.length) {
    throw new RangeError(`${findings.length} findings for ${found.size} claims: an id appears twice`);
  }
  const entries = readLedger(folder).map((entry) => {
    const finding = found.get(entry.id);
    return finding
      ? { ...entry, ours: finding.ours, verdict: finding.verdict, note: finding.note ?? '' }
      : entry;
  });
  writeAtomically(join(folder, 'claims.json'), `${JSON.stringify(entries, null, 1)}\n`);
}

/**
 * The ledger: every claim of the paper in the paper's order, with what the saved ledger says about it. Saved entries of
 * claims that the library no longer lists are left out: a ledger outlives the version that wrote it.
 *
 * @throws Error if `claims.json` cannot be read as a ledger
 */
export function readLedger(folder: string = figuresFolder()): LedgerEntry[] {
  const saved = new Map(savedEntries(join(folder, 'claims.json')).map((entry) => [entry.id, entry]));
  return paperClaims.map((claim) => {
    const { ours = null, verdict = 'not-attempted', note = '' } = saved.get(claim.id) ?? {};
    return { ...claim, ours, verdict, note };
  });
}

function savedEntries(path: string): LedgerEntry[] {
  const text = readIfPresent(path);
  if (text === undefined) return [];
  try {
    const entries = JSON.parse(text) as LedgerEntry[];
    entries.forEach(checkVerdict);
    return entries;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is no ledger of claims (${reason}): remove it and run the notebooks again`);
  }
}

const known = new Set(paperClaims.map((claim) => claim.id));

function checkFinding(finding: { id: string; verdict: ClaimVerdict }): void {
  if (!known.has(finding.id))
    throw new RangeError(`'${finding.id}' is no claim of the paper; paper.claims lists them`);
  checkVerdict(finding);
}

function checkVerdict({ id, verdict }: { id: string; verdict: ClaimVerdict }): void {
  if (!claimVerdicts.includes(verdict)) {
    throw new RangeError(`verdict of '${id}' is '${verdict}', expected one of ${claimVerdicts.join(', ')}`);
  }
}
