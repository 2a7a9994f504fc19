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
