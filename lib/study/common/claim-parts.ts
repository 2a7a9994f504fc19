import type { Interval } from '../../numeric/statistics';
import type { ClaimVerdict, Finding } from '../../report/ledger';

/** What our trials say about one part of a claim: `open` if they do not resolve it. */
export type Side = 'as claimed' | 'against' | 'open';

/** One statement that a claim consists of, under one reading of the experiment. */
export interface ClaimPart {
  /** Protocol, or another way to read the paper. */
  readonly reading: string;
  /** What it is about, for the note. */
  readonly label: string;
  readonly side: Side;
  readonly trials: number;
}

/** With fewer trials what they leave open decides nothing. */
const fewestTrials = 10;

/**
 * Verdict on a claim of several parts. It `holds` if every part is as claimed under every reading; conditionally if every part is
 * under some reading, or if some parts are and none is against; else it `fails`, also where many trials leave all open: the
 * paper has fewer. What few trials leave open is `not-attempted`.
 */
export function verdictOfParts(parts: readonly ClaimPart[]): ClaimVerdict {
  if (parts.length === 0) return 'not-attempted';
  const readings = [...new Set(parts.map(({ reading }) => reading))];
  const shown = readings.filter((name) =>
    parts.every(({ reading, side }) => reading !== name || side === 'as claimed'),
  );
  if (shown.length === readings.length) return 'holds';
  const against = parts.some(({ side }) => side === 'against');
  if (shown.length > 0 || (!against && parts.some(({ side }) => side === 'as claimed')))
    return 'holds-conditionally';
  return !against && parts.some(({ trials }) => trials < fewestTrials) ? 'not-attempted' : 'fails';
}

/** For the note: what is against the claim and what is open, by reading. */
export function partsNote(parts: readonly ClaimPart[]): string {
  const readings = [...new Set(parts.map(({ reading }) => reading))];
  return readings
    .map((name) => {
      const own = parts.filter(({ reading }) => reading === name);
      const list = (side: Side) => own.filter((part) => part.side === side).map(({ label }) => label);
      const [against, open] = [list('against'), list('open')];
      const words = [
        ...(against.length > 0 ? [`against it: ${listed(against)}`] : []),
        ...(open.length > 0 ? [`not resolved: ${listed(open)}`] : []),
      ];
      const trials = Math.min(...own.map((part) => part.trials));
      return `${name}, ${trials} trials: ${words.length > 0 ? words.join('; ') : 'as claimed'}`;
    })
    .join('. ');
}

/** Finding on a claim of several parts: the text of each, joined reading by reading, the verdict, and what is against it or open. */
export function findingOfParts(
  id: string,
  parts: readonly (ClaimPart & { readonly text: string })[],
  separator: string,
  more = '',
): Finding {
  const readings = [...new Set(parts.map(({ reading }) => reading))];
  const ours = readings
    .map((name) => {
      const own = parts.filter(({ reading }) => reading === name);
      return `${own.map(({ text }) => text).join(separator)} (${name})`;
    })
    .join('; ');
  const note = [partsNote(parts), more].filter(Boolean).join('. ');
  return { id, ours, verdict: verdictOfParts(parts), note };
}

function listed(labels: readonly string[]): string {
  const shown = labels.slice(0, labels.length > 5 ? 4 : 5).join(', ');
  return labels.length > 5 ? `${shown} and ${labels.length - 4} more` : shown;
}

/** Side of the claim that a quantity is above a bound (or at it, if `orEqual`), from its confidence interval. */
export function sideAbove(interval: Interval | undefined, bound: number, orEqual = false): Side {
  if (!interval) return 'open';
  if (interval.low > bound || (orEqual && interval.low === bound)) return 'as claimed';
  return interval.high < bound ? 'against' : 'open';
}

/** Side of the claim that a quantity is a printed value, which stands for `tolerance` on either side. */
export function sideWithin(prediction: Interval | undefined, printed: number, tolerance: number): Side {
  if (!prediction) return 'open';
  const reach = tolerance + 1e-9;
  return printed >= prediction.low - reach && printed <= prediction.high + reach ? 'as claimed' : 'against';
}
