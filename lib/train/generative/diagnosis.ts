/**
 * How well generative nets have learned: what of the data their manifolds cover, and the errors of those that have not.
 *
 * @module
 */

export { type Coverage, coverageOf, LowCoverageError } from './coverage';
export { type GeneratorManifold, generatorManifold, type InversionOptions } from './generator-manifold';
export { DivergenceError } from './trained-net';
