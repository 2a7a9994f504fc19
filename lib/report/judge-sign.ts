import { holm } from '../numeric/holm';
import { mean, standardDeviation } from '../numeric/statistics';
import { studentTail } from '../numeric/student-tail';
import { type Judgement, notAttempted } from './judgement';
import { probabilityText, signedInterval, signedText } from './number-text';
import { level, matters } from './rules';
import { areEqual, type Runs, runInterval } from './run-interval';

/** A claimed sign of a paired difference on one data set, and ours in points of percent. */
export interface SignClaim extends Runs {
  readonly label: string;
  readonly sign: 1 | -1;
}

/** Judgement on a sign, with the numbers that decide it. */
export interface SignJudgement extends Judgement {
  readonly label: string;
  /** Points; NaN without runs. */
  readonly mean: number;
  /** Two-sided, adjusted by Holm within the family. */
  readonly pValue: number;
}

/**
 * Two-sided p value of the t test that the mean over runs is 0, with the corrected variance over splits of one data set.
 * Runs that all differ by the same amount have no variance: theirs is the p value of the sign test, 2^(1 - n). A single run tells nothing.
 */
export function signPValue({ values, split }: Runs): number {
  if (values.length < 2) return 1;
  const centre = mean(values);
  if (Math.abs(centre) < 1e-9) return 1;
  if (areEqual(values)) return 2 ** (1 - values.length);
  const variance = 1 / values.length + (split ? split.testSize / split.trainSize : 0);
  const t = Math.abs(centre) / (standardDeviation(values) * Math.sqrt(variance));
  return Math.min(1, 2 * studentTail(t, values.length - 1));
}

/**
 * Judges all signs claimed of one table, under one protocol and one question, by the rule `sign`: they are the family of Holm's rule. Those without
 * runs are not attempted and not in the family.
 */
export function judgeSigns(family: readonly SignClaim[]): SignJudgement[] {
  const tested = family.filter(({ values }) => values.length > 0);
  const adjusted = holm(tested.map(signPValue));
  return family.map((claim) => {
    const { label, values } = claim;
    if (values.length === 0) return { ...notAttempted('sign'), label, mean: Number.NaN, pValue: 1 };
    return judge(claim, adjusted[tested.indexOf(claim)], tested.length);
  });
}

function judge(claim: SignClaim, pValue: number, size: number): SignJudgement {
  const { label, sign, values, split } = claim;
  const interval = runInterval(claim);
  const found = { label, mean: interval.mean, pValue, rule: 'sign' as const };
  if (values.length < 2) {
    return { ...found, verdict: 'not-resolved', ours: `${signedText(interval.mean)} points, a single run` };
  }
  const among = size > 1 ? ` (Holm, ${size} signs)` : '';
  const ends = Number.isFinite(interval.low) ? ` ${signedInterval(interval)}` : '';
  const ours = `${signedText(interval.mean)}${ends} points, p ${pValue < 1e-300 ? '' : '= '}${probabilityText(pValue)}${among}, ${values.length}${ends ? '' : ' equal'} runs`;
  const isShown = pValue < 1 - level && interval.mean !== 0;
  if (isShown) return { ...found, verdict: Math.sign(interval.mean) === sign ? 'holds' : 'fails', ours };
  const isNone = !split && values.every((value) => Math.abs(value) < 1e-9);
  const isSmall = isNone || (interval.low >= -matters.meanGain && interval.high <= matters.meanGain);
  return { ...found, verdict: isSmall ? 'fails' : 'not-resolved', ours };
}

/**
 * The judgement on the denial of a statement, such as "does not improve": what fails, holds.
 *
 * @throws RangeError if the statement holds conditionally
 */
export function denied<J extends Judgement>(judgement: J): J {
  const { verdict } = judgement;
  if (verdict === 'holds-conditionally') {
    throw new RangeError('a statement that holds conditionally has no denial: deny its parts');
  }
  return { ...judgement, verdict: verdict === 'holds' ? 'fails' : verdict === 'fails' ? 'holds' : verdict };
}
