import type { MeanInterval } from '../numeric/statistics';
import { type Judgement, notAttempted } from './judgement';
import { signedInterval, signedText } from './number-text';

/** A claimed bound of a difference on one data set, and the 95 % interval of ours. */
export interface SizeClaim {
  /** "More than": the smallest value that does not suffice; "less than" with `side` below. */
  readonly bound: number;
  /** Default above. */
  readonly side?: 'above' | 'below';
  /** Undefined without runs; unbounded for a single run. */
  readonly interval: MeanInterval | undefined;
  /** Default `points`. */
  readonly unit?: string;
  readonly decimals?: number;
}

/** Judges "more than b", or its mirror image, by the rule `size`. */
export function judgeSize({
  bound,
  side = 'above',
  interval,
  unit = 'points',
  decimals = 2,
}: SizeClaim): Judgement {
  if (!interval) return notAttempted('size');
  const { mean, low, high } = interval;
  const ends = Number.isFinite(high - low) ? ` ${signedInterval(interval, decimals)}` : '';
  const ours = `${signedText(mean, decimals)}${ends} ${unit}`;
  const [isAbove, isBelow] = [low > bound, high < bound];
  const holds = side === 'above' ? isAbove : isBelow;
  const verdict = holds ? 'holds' : isAbove || isBelow ? 'fails' : 'not-resolved';
  return { verdict, ours, rule: 'size' };
}
