import { type MeanInterval, mean, predictionInterval } from '../numeric/statistics';
import { type Judgement, notAttempted } from './judgement';
import { level, matters } from './rules';
import { tellSpread } from './run-interval';

/** Judgement on a share, with its prediction interval. */
export interface ShareJudgement extends Judgement {
  readonly mean: number;
  readonly reach: number | undefined;
}

/** A share of data sets in percent: one an experiment of the paper's size. */
export interface PrintedShare {
  readonly printed: number;
  readonly decimals: number;
  readonly shares: readonly number[];
}

const slack = 1e-9;

/**
 * Mean share over experiments with the 95 % prediction interval for one more; unbounded for a single experiment and for a few that are equal, perhaps by chance; undefined
 * without.
 */
export function shareInterval(shares: readonly number[]): MeanInterval | undefined {
  if (shares.length === 0) return undefined;
  const centre = mean(shares);
  if (!tellSpread(shares)) {
    return { mean: centre, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  }
  return { mean: centre, ...predictionInterval(shares, { level }) };
}

/** Judges a printed share by the rule `share`, on the authors' split; rounding of the printed share counts for it. */
export function judgeShare({ printed, decimals, shares }: PrintedShare): ShareJudgement {
  const interval = shareInterval(shares);
  if (!interval) return { ...notAttempted('share'), mean: Number.NaN, reach: undefined };
  const ours = shareText(interval, shares.length);
  if (!Number.isFinite(interval.high - interval.low)) {
    return { verdict: 'not-resolved', ours, rule: 'share', mean: interval.mean, reach: undefined };
  }
  const reach = (interval.high - interval.low) / 2 + 0.5 * 10 ** -decimals;
  const found = { ours, rule: 'share' as const, mean: interval.mean, reach };
  if (Math.abs(printed - interval.mean) > reach + slack) return { ...found, verdict: 'fails' };
  return { ...found, verdict: reach <= matters.share + slack ? 'holds' : 'not-resolved' };
}

/** A bound of a share or of a difference of shares, and our interval. */
export interface ShareBound {
  /** "More than": the smallest value that does not suffice, percent. */
  readonly bound: number;
  /** Of one more experiment on the authors' split, of the families of data sets over splits; undefined without records. */
  readonly interval: MeanInterval | undefined;
  /** Experiments of the paper's size, or data sets, for the text. */
  readonly of: string;
  /** "At least" in place of "more than"; default not. */
  readonly orEqual?: boolean;
}

/** Judges "more than b" of a share, or whether more sets gain than lose (bound 0), by the rule `share`. */
export function judgeShareBound({ bound, interval, of, orEqual = false }: ShareBound): Judgement {
  if (!interval) return notAttempted('share');
  const { low, high } = interval;
  const isAbove = low > bound || (orEqual && low === bound);
  const verdict = isAbove ? 'holds' : high < bound ? 'fails' : 'not-resolved';
  return { verdict, ours: `${intervalText(interval)} %, ${of}`, rule: 'share' };
}

function intervalText({ mean: centre, low, high }: MeanInterval): string {
  const ends = Number.isFinite(high - low) ? ` [${low.toFixed(1)}, ${high.toFixed(1)}]` : '';
  return `${centre.toFixed(1)}${ends}`;
}

const shareText = (interval: MeanInterval, experiments: number) =>
  `${intervalText(interval)} %, ${experiments} experiment${experiments === 1 ? '' : 's'}`;
