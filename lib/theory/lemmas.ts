export { checkLemmas, type ExactLemmas, exactEquicorrelation, exactTaus } from './equicorrelation-exact';
export { type Estimate, sampleEquicorrelated, sampleLemmas } from './equicorrelation-sample';
export { type Rational, type RationalLike, rational } from './field';
