/**
 * Second-order Taylor approximations of Section B: the mixup loss (Lemma 8), the GenLabel loss (Lemma 1) and the adversarial loss (Lemma 9),
 * and the coefficients A and B of eq. (24) that tell the first two apart.
 *
 * Labels are 0 or 1, the loss is h(f) - y f with h(w) = ln(1 + exp(w)), and lambda ~ Unif[0, 1] unless said otherwise.
 *
 * @module
 */

export {
  type Coefficients,
  type CoefficientsInput,
  coefficients,
  labelWeight,
  limits,
  pairCoefficients,
  pairLimits,
} from './taylor-coefficients';
export {
  adversarialLoss,
  adversarialLossOf,
  type ExpansionTerm,
  expansionTerms,
  genLabelLoss,
  genLabelLossOf,
  type LocalModel,
  type LogisticData,
  linearModel,
  mixupLoss,
  mixupLossOf,
  type PerPoint,
  standardLoss,
} from './taylor-losses';
export type { GaussianClasses, SecondDensity } from './taylor-pair';
