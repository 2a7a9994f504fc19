/**
 * Lemmas 2 to 7 (Appendix C.5) on the equicorrelated covariance of Section B.1: their identities in exact fractions, the laws that they state
 * by Monte Carlo.
 *
 * @module
 */

export type { EquicorrelationIn } from './equicorrelation';
export { checkLemmas, type ExactLemmas, exactEquicorrelation, exactTaus } from './equicorrelation-exact';
export { type Estimate, sampleEquicorrelated, sampleLemmas } from './equicorrelation-sample';
export { type Rational, type RationalLike, rational } from './field';
