import { escapeHtml } from './escape';
import type { Question, Verdict } from './rules';
import { verdictText } from './verdict-text';

/** What a verdict means, in words for the first screen. */
export const verdictMeanings: Readonly<Record<Verdict, string>> = {
  holds: 'our numbers, or exact arithmetic, agree with the claim by a stated rule',
  'holds-conditionally': 'they agree under a condition that is stated',
  'not-resolved': 'our records are too few to tell, whatever is true',
  fails: 'they contradict the claim',
  'not-attempted': 'nothing was computed for it',
};

/** What is asked of a claim, in words. */
export const questionMeanings: Readonly<Record<Question, string>> = {
  reproduces: "does it reproduce on the authors' own split, or on draws of their synthetic sets",
  generalises: 'does it hold on new random splits',
  proof: 'does its proof or formula hold',
};

/** Signs that tell verdicts apart without colour. */
const signs: Readonly<Record<Verdict, string>> = {
  holds: '✓',
  'holds-conditionally': '◐',
  'not-resolved': '?',
  fails: '✗',
  'not-attempted': '–',
};

/** A verdict as a badge: colour, sign and words. */
export function verdictBadge(verdict: Verdict, before = ''): string {
  const text = `${before}${verdictText(verdict)}`;
  return `<span class="badge" data-verdict="${escapeHtml(verdict)}"><span aria-hidden="true">${signs[verdict]}</span> ${escapeHtml(text)}</span>`;
}
