import type { MeanInterval } from '../numeric/statistics';
import { type Judgement, notAttempted } from './judgement';
import { shareText, signedInterval, signedText } from './number-text';
import { level, matters } from './rules';

/** Posterior probabilities of the mean gain over data sets, in points, under the hierarchical model. */
export interface MeanGainProbabilities {
  /** The mean gain and its central 95 % interval. */
  readonly centre: MeanInterval;
  /** Above 1 point, above 0, and within +-1 point. */
  readonly aboveRope: number;
  readonly aboveZero: number;
  readonly withinRope: number;
  readonly sets: number;
}

/** Judges a claimed gain over many data sets by the rule `meanGain`. */
export function judgeMeanGain(posterior: MeanGainProbabilities | undefined): Judgement {
  if (!posterior) return notAttempted('meanGain');
  const { centre, aboveRope, aboveZero, withinRope, sets } = posterior;
  const rope = matters.meanGain;
  const ours =
    `mean gain ${signedText(centre.mean)} ${signedInterval(centre)} points over ${sets} sets: P(above ${rope}) ${shareText(aboveRope)}, P(above 0) ` +
    `${shareText(aboveZero)}, P(within ±${rope}) ${shareText(withinRope)}`;
  if (aboveRope > level) return { verdict: 'holds', ours, rule: 'meanGain' };
  if (aboveZero > level) {
    return {
      verdict: 'holds-conditionally',
      condition: `not shown to exceed ${rope} point`,
      ours,
      rule: 'meanGain',
    };
  }
  const verdict = 1 - aboveZero > level || withinRope > level ? 'fails' : 'not-resolved';
  return { verdict, ours, rule: 'meanGain' };
}
