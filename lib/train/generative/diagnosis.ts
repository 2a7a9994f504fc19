/**
 * How well generative nets have learned: what of the data their manifolds cover, and the errors of those that have not; inverting them by descent, or by an
 * encoder that is trained beside a GAN.
 *
 * @module
 */

export {
  type BidirectionalGan,
  type BidirectionalGanOptions,
  fitBidirectionalGan,
} from './bidirectional-gan';
export type { BidirectionalNets } from './bidirectional-training';
export { type Coverage, coverageOf, LowCoverageError } from './coverage';
export { type GeneratorManifold, generatorManifold, type InversionOptions } from './generator-manifold';
export { DivergenceError } from './trained-net';
