import type { Verdict } from './rules';

/** Verdict in words. */
export function verdictText(verdict: Verdict): string {
  return verdict === 'holds-conditionally' ? 'holds under conditions' : verdict.replaceAll('-', ' ');
}
