import { mean, predictionInterval, standardDeviation } from '../numeric/statistics';
import { type Judgement, notAttempted } from './judgement';
import { matters, printedSeeds, type Question } from './rules';

/** A printed value, and ours for the same cell of a table. */
export interface CellInput {
  readonly question: Exclude<Question, 'proof'>;
  /** In percent, or points of percent for a difference. */
  readonly printed: number;
  /** Decimals that the paper prints. */
  readonly decimals: number;
  /** One a seed or a split, in the unit of the printed value. */
  readonly values: readonly number[];
  /** Rows of the test part. */
  readonly testSize: number;
  /** Printed values that the printed one is computed of: 2 for a difference; default 1. */
  readonly roundings?: number;
  /** Whether the value depends on the split alone, as that of a generative classifier; default not. */
  readonly splitOnly?: boolean;
}

/** Judgement on a cell, with the numbers that decide it. */
export interface CellJudgement extends Judgement {
  readonly mean: number;
  /** How far from our mean the printed value may lie; undefined where a single run gives none. */
  readonly reach: number | undefined;
}

/** Rounding is of the order of 1e-12 in sums of percentages; it must not decide. */
const slack = 1e-9;

/**
 * Reach of a cell: how far from the mean of our n runs a printed value may lie.
 *
 *   max(t s sqrt(1 / k + 1 / n), 100 / (5 test rows)) + half a unit of the last printed digit,
 *
 * k = 5 seeds on the authors' split, 1 split otherwise. The printed mean of five seeds has steps of 100 / (5 test rows). A value that depends
 * on the split alone may be off by rounding on that split.
 *
 * @returns undefined if a single run cannot tell
 */
export function cellReach(input: Omit<CellInput, 'printed'>): number | undefined {
  const { question, decimals, values, testSize, roundings = 1, splitOnly = false } = input;
  const rounding = 0.5 * roundings * 10 ** -decimals;
  if (splitOnly && question === 'reproduces') return rounding;
  if (values.length < 2) return undefined;
  const size = question === 'reproduces' ? printedSeeds : 1;
  const { low, high } = predictionInterval(values, { size });
  return Math.max((high - low) / 2, 100 / (printedSeeds * testSize)) + rounding;
}

/** Judges a printed value by the rule `cell`. */
export function judgeCell(input: CellInput): CellJudgement {
  const { printed, values, splitOnly = false, question, decimals } = input;
  if (values.length === 0) return { ...notAttempted('cell'), mean: Number.NaN, reach: undefined };
  const centre = mean(values);
  const reach = cellReach(input);
  const runs = `${values.length} ${question === 'reproduces' ? 'seed' : 'split'}${values.length === 1 ? '' : 's'}`;
  const known = { mean: centre, reach, rule: 'cell' as const };
  if (reach === undefined) {
    return { ...known, verdict: 'not-resolved', ours: `${centre.toFixed(decimals)}, ${runs}` };
  }
  const isExact = splitOnly && question === 'reproduces';
  if (isExact && values.length > 1 && standardDeviation(values) > slack) {
    throw new RangeError(
      `${values.length} runs on one split differ, but the value depends on the split alone`,
    );
  }
  const ours = isExact
    ? `${centre.toFixed(decimals)}, the same for every seed`
    : `${centre.toFixed(decimals)} ± ${reach.toFixed(decimals)} (reach), ${runs}`;
  if (Math.abs(printed - centre) > reach + slack) return { ...known, verdict: 'fails', ours };
  return { ...known, verdict: reach <= matters.accuracy + slack ? 'holds' : 'not-resolved', ours };
}
