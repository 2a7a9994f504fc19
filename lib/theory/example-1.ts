/**
 * Example 1 (Section 3.1, proof in C.1): manifold intrusion reduces the margin of a one-parameter classifier.
 *
 * Three points of the line, -1 and 1 of one class and 0 of the other; f_theta(x) = |x| / (2 theta) up to 1; squared error; lambda ~ Beta(1, 1).
 *
 * C.1 loses a factor of 2 in L3 and finds theta* = 7/16; from the integral itself it is 3/8, the margin too.
 *
 * @module
 */

export { type ExactOptimum, type ExactPolynomial, exactDerivation } from './example-1-exact';
export {
  type DerivationStep,
  labels,
  lossThreeSteps,
  margin,
  type PairLosses,
  pairLosses,
  points,
  prediction,
  printedPairLosses,
  quadraturePairLosses,
} from './example-1-losses';
export {
  optimalTheta,
  optimalThetaWithoutIntrusion,
  orderedPairLoss,
  pairLossesWithoutIntrusion,
  selfPairLosses,
} from './example-1-optimum';
