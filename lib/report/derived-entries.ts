import type { Claim } from '../paper/claim';
import { judgeDerived } from './judge-parts';
import type { LedgerEntry } from './ledger-entry';
import { questions } from './rules';

/**
 * The entries with those of claims that summarise others, each question from the entries that answer it. Computed from the entries alone, so
 * that the order in which notebooks run does not matter.
 *
 * @throws RangeError if a claim is derived from one that is not listed
 */
export function withDerived(entries: readonly LedgerEntry[], claims: readonly Claim[]): LedgerEntry[] {
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  return claims.map((claim) => {
    const { id, derived } = claim;
    const entry = known.get(id);
    if (!entry) throw new RangeError(`'${id}' has no entry`);
    if (!derived) return entry;
    const sources = derived.from.map((source) => {
      const found = known.get(source);
      if (!found) throw new RangeError(`'${id}' is derived from '${source}', which is no claim`);
      return found;
    });
    return { ...entry, ...summary(sources), derivedFrom: derived.from, note: derived.note ?? '' };
  });
}

function summary(sources: readonly LedgerEntry[]): Pick<LedgerEntry, 'verdicts'> {
  const asked = questions.flatMap((question) => {
    // What no source was asked is no question; theory is asked `proof` alone, so its sources answer no other.
    const parts = sources.flatMap(({ id, verdicts }) => {
      const judgement = verdicts[question];
      return judgement ? [{ label: id, verdict: judgement.verdict }] : [];
    });
    return parts.length > 0 ? [[question, judgeDerived(parts)] as const] : [];
  });
  return { verdicts: Object.fromEntries(asked) };
}
