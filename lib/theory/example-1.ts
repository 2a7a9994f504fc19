/** Example 1 (Section 3.1, proof in C.1): manifold intrusion reduces the margin of a one-parameter classifier. */
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
