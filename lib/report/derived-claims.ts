import type { ClaimVerdict, Finding, LedgerEntry } from './ledger';
import { verdictText } from './ledger-view';

/**
 * Finding on a claim of the introduction from those that it summarises. It `holds` if all of them that were attempted hold, `fails` if all
 * fail, else it holds under conditions; without any it is `not-attempted`. The note names each with its verdict.
 *
 * @param evidence ids of claims, or findings of the notebook itself (their `ours` says what they are)
 * @throws RangeError if an id is not in the ledger
 */
export function derivedFinding(
  id: string,
  evidence: readonly (string | Pick<Finding, 'verdict' | 'ours'>)[],
  ledger: readonly LedgerEntry[],
  remark = '',
): Finding {
  const parts = evidence.map((one) => {
    if (typeof one !== 'string') return { name: one.ours, verdict: one.verdict };
    const entry = ledger.find((other) => other.id === one);
    if (!entry) throw new RangeError(`'${one}' is no claim of the ledger; paper.claims lists them`);
    return { name: one, verdict: entry.verdict };
  });
  const attempted = parts.filter(({ verdict }) => verdict !== 'not-attempted');
  const count = (verdict: ClaimVerdict) => attempted.filter((part) => part.verdict === verdict).length;
  const ours = attempted.length === 0 ? 'no finding yet' : countText(count);
  const words = parts.map(({ name, verdict }) => `${name}: ${verdictText(verdict)}`).join('; ');
  return {
    id,
    ours,
    verdict: verdictFrom(attempted.length, count),
    note: [words, remark].filter(Boolean).join('. '),
  };
}

function verdictFrom(attempted: number, count: (verdict: ClaimVerdict) => number): ClaimVerdict {
  if (attempted === 0) return 'not-attempted';
  if (count('holds') === attempted) return 'holds';
  return count('fails') === attempted ? 'fails' : 'holds-conditionally';
}

function countText(count: (verdict: ClaimVerdict) => number): string {
  return (['holds', 'holds-conditionally', 'fails'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${verdictText(verdict)}: ${count(verdict)}`)
    .join(', ');
}
