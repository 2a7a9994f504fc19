import { type Judgement, notAttempted, type Part } from './judgement';
import { type Verdict, verdicts } from './rules';
import { verdictText } from './verdict-text';

/** Judges "so many of them" by the rule `count`, from the judgements on each. */
export function judgeCount(needed: number, parts: readonly Part[]): Judgement {
  if (isUntouched(parts)) return notAttempted('count');
  const count = (verdict: Verdict) => parts.filter((part) => part.verdict === verdict).length;
  const verdict =
    count('holds') >= needed ? 'holds' : parts.length - count('fails') < needed ? 'fails' : 'not-resolved';
  return { verdict, ours: tally(parts), rule: 'count' };
}

/** Judges a statement of all its parts by the rule `conjunction`. A few parts that have records are told one by one, many by their verdicts. */
export function judgeConjunction(parts: readonly Part[]): Judgement {
  if (isUntouched(parts)) return notAttempted('conjunction');
  const verdict = parts.every((part) => part.verdict === 'holds')
    ? 'holds'
    : parts.some((part) => part.verdict === 'fails')
      ? 'fails'
      : 'not-resolved';
  const told = parts.filter((part) => part.verdict !== 'not-attempted');
  const each = told.map(({ label, ours }) => `${label}: ${ours}`).join('; ');
  return {
    verdict,
    ours: told.length <= 6 ? `${tally(parts)}. ${each}` : tally(parts),
    rule: 'conjunction',
  };
}

/**
 * Judges a summary of other claims by the rule `derived`. Where none of them holds, not even conditionally, there is nothing that a condition could name: unless
 * all fail, it is not resolved then.
 */
export function judgeDerived(parts: readonly Pick<Part, 'label' | 'verdict'>[]): Judgement {
  if (isUntouched(parts)) return notAttempted('derived');
  const all = (verdict: Verdict) => parts.every((part) => part.verdict === verdict);
  const ours = tally(parts);
  if (all('holds')) return { verdict: 'holds', ours, rule: 'derived' };
  if (all('fails')) return { verdict: 'fails', ours, rule: 'derived' };
  if (!parts.some(({ verdict }) => verdict === 'holds' || verdict === 'holds-conditionally')) {
    return { verdict: 'not-resolved', ours, rule: 'derived' };
  }
  return { verdict: 'holds-conditionally', condition: `in part: ${ours}`, ours, rule: 'derived' };
}

/** How many parts have which verdict, and which they are: `2 of 3 hold (a, b), 1 fails (c)`. */
export function tally(parts: readonly Pick<Part, 'label' | 'verdict'>[]): string {
  // A label may have a comma of its own.
  return tallied(
    parts,
    (labels) => ` (${labels.join(labels.some((label) => label.includes(',')) ? '; ' : ', ')})`,
  );
}

/** The same without names: `2 of 3 hold, 1 fails`. */
export function tallyCounts(parts: readonly Pick<Part, 'verdict'>[]): string {
  return tallied(
    parts.map(({ verdict }) => ({ verdict, label: '' })),
    () => '',
  );
}

function tallied(
  parts: readonly Pick<Part, 'label' | 'verdict'>[],
  named: (labels: readonly string[]) => string,
): string {
  return verdicts
    .map((verdict) => ({ verdict, own: parts.filter((part) => part.verdict === verdict) }))
    .filter(({ own }) => own.length > 0)
    .map(({ verdict, own }, i) => {
      const of = i === 0 ? ` of ${parts.length}` : '';
      return `${own.length}${of} ${phrase(verdict, own.length)}${named(own.map(({ label }) => label))}`;
    })
    .join(', ');
}

function phrase(verdict: Verdict, number: number): string {
  const text = verdictText(verdict);
  if (number === 1) return text;
  return text.replace(/^holds/, 'hold').replace(/^fails/, 'fail');
}

const isUntouched = (parts: readonly Pick<Part, 'verdict'>[]) =>
  parts.every(({ verdict }) => verdict === 'not-attempted');
