import { type Judgement, notAttempted } from './judgement';
import { probabilityText } from './number-text';
import { level, matters } from './rules';

/** Posterior probabilities of the mean gain over data sets, in points, under the hierarchical model. */
export interface MeanGainProbabilities {
  readonly mean: number;
  /** Above 1 point, above 0, and within +-1 point. */
  readonly aboveRope: number;
  readonly aboveZero: number;
  readonly withinRope: number;
  readonly sets: number;
}

/** Judges a claimed gain over many data sets by the rule `meanGain`. */
export function judgeMeanGain(posterior: MeanGainProbabilities | undefined): Judgement {
  if (!posterior) return notAttempted('meanGain');
  const { mean, aboveRope, aboveZero, withinRope, sets } = posterior;
  const rope = matters.meanGain;
  const ours =
    `mean gain ${mean.toFixed(2)} points over ${sets} sets: P(above ${rope}) = ${probabilityText(aboveRope)}, P(above 0) = ` +
    `${probabilityText(aboveZero)}, P(within ±${rope}) = ${probabilityText(withinRope)}`;
  if (aboveRope > level) return { verdict: 'holds', ours, rule: 'meanGain' };
  if (aboveZero > level) {
    return {
      verdict: 'holds-conditionally',
      condition: `by less than ${rope} point`,
      ours,
      rule: 'meanGain',
    };
  }
  const verdict = 1 - aboveZero > level || withinRope > level ? 'fails' : 'not-resolved';
  return { verdict, ours, rule: 'meanGain' };
}
