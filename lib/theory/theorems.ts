/**
 * Theorems 1 and 2 (Section B.1), mixup loss > GenLabel loss >= adversarial loss in second order: both sides at a given parameter, the curves of
 * Fig. 8, random searches for violations, and counterexamples.
 *
 * @module
 */

export {
  type ChainOfLosses,
  type SearchData,
  searchTheorem1,
  theorem1,
  type Violation,
  type ViolationSearch,
} from './theorem-1';
export { type Counterexample, crowdedBoundary, unbalancedClusters } from './theorem-1-counterexamples';
export {
  type CoefficientSource,
  sampleCoefficients,
  type Theorem1Curves,
  theorem1Curves,
} from './theorem-1-curves';
export {
  firstCoordinateNetwork,
  type ReluNetwork,
  type ReluViolation,
  reluGradient,
  reluModel,
  searchTheorem2,
  theorem2,
} from './theorem-2';
