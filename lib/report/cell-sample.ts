import type { MeanInterval } from '../numeric/statistics';
import { judgeCell } from './judge-cell';
import { judgeShare, shareInterval } from './judge-share';
import type { Question, Verdict } from './rules';
import { type Runs, runInterval } from './run-interval';

/** What we have for one cell under one question. */
export type CellSample =
  /** Values of single runs in the unit of the table, judged by the rule `cell`. */
  | (Runs & {
      readonly kind: 'accuracy';
      readonly testSize: number;
      readonly splitOnly?: boolean;
      /** Whether the printed value chose the split on which ours is computed: it counts for nothing. */
      readonly choseSplit?: boolean;
      /** Decimals of the printed value, if it has fewer than its table. */
      readonly decimals?: number;
    })
  /** Shares of data sets, one an experiment of the paper's size, judged by the rule `share`. */
  | { readonly kind: 'share'; readonly shares: readonly number[] }
  /** A value with its interval, which no rule judges by itself. */
  | { readonly kind: 'interval'; readonly interval: MeanInterval; readonly trials: number };

/** Whether a cell's printed value chose the split. */
export const choseSplit = (sample: CellSample): boolean =>
  sample.kind === 'accuracy' && sample.choseSplit === true;

/** What we have for one cell. */
export interface CellSamples {
  readonly reproduces?: CellSample;
  readonly generalises?: CellSample;
}

/** Ours in one cell under one question. */
export interface Measured {
  readonly mean: number;
  /** Ends of the 95 % confidence interval of the mean (of a share, of the prediction for one experiment); null where a single run shows no spread. */
  readonly low: number | null;
  readonly high: number | null;
  /** Seeds, splits or experiments. */
  readonly trials: number;
  /** How far the printed value may lie from the mean; null where that is not judged. */
  readonly reach: number | null;
  /** Null without a printed value, or where no rule judges it. */
  readonly verdict: Verdict | null;
}

/** A printed value, and how it is printed. */
export interface Printed {
  readonly question: Exclude<Question, 'proof'>;
  /** Null where nothing is printed. */
  readonly printed: number | null;
  readonly decimals: number;
  readonly roundings?: number;
}

/** Ours in a cell, with the verdict on the printed value. */
export function measure(paper: Printed, sample: CellSample): Measured | null {
  if (sample.kind === 'interval') {
    return { ...ends(sample.interval), trials: sample.trials, reach: null, verdict: null };
  }
  const runs = sample.kind === 'share' ? sample.shares : sample.values;
  if (runs.length === 0) return null;
  const { printed } = paper;
  const judged = judge({ ...paper, printed: printed ?? 0 }, sample);
  const interval = sample.kind === 'share' ? shareInterval(sample.shares)! : runInterval(sample);
  const verdict = printed === null ? null : judged.verdict;
  return { ...ends(interval), trials: runs.length, reach: judged.reach ?? null, verdict };
}

function judge(
  paper: Printed & { readonly printed: number },
  sample: Exclude<CellSample, { kind: 'interval' }>,
): { readonly verdict: Verdict; readonly reach: number | undefined } {
  return sample.kind === 'share'
    ? judgeShare({ ...paper, shares: sample.shares })
    : judgeCell({ ...paper, ...sample });
}

function ends({ mean, low, high }: MeanInterval): Pick<Measured, 'mean' | 'low' | 'high'> {
  return Number.isFinite(high - low) ? { mean, low, high } : { mean, low: null, high: null };
}
