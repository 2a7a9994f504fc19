export {
  type ChainOfLosses,
  type SearchData,
  searchTheorem1,
  theorem1,
  type Violation,
  type ViolationSearch,
} from './theorem-1';
export { crowdedBoundary, unbalancedClusters } from './theorem-1-counterexamples';
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
