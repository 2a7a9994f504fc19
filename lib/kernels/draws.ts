import { requireBetween, requireInteger } from '../numeric/require';
import { withArena } from './arena';

/** The part of `RandomStream` that draws the batches of a training run. */
export interface DrawStream {
  /** Independent stream named by a label. */
  split(label: string | number): DrawStream;
  /** Uniform on [0, 1). */
  uniform(): number;
  /** Beta(a, b). */
  beta(a: number, b: number): number;
}

/**
 * Random choices of one epoch: the point at position b is lambda x[first[b]] + (1 - lambda) x[second[b]], with the
 * lambda of its batch.
 */
export interface EpochDraws {
  /** [n], rows */
  readonly first: Int32Array;
  /** [n], rows */
  readonly second: Int32Array;
  /** [ceil(n / batchSize)] */
  readonly lambdas: Float64Array;
  /** [ceil(n / batchSize) x d], for CutMix: 1 where the first point's value is kept, 0 where it is the second's */
  readonly featureWeights?: Float64Array;
}

/** Size of the batches and law of lambda. */
export interface DrawOptions {
  readonly n: number;
  readonly batchSize: number;
  /** lambda ~ Beta(alpha, alpha), one a batch; 0: lambda is 0 or 1, each with probability 1/2; undefined: 1, no mixing */
  readonly alpha?: number;
  /** Order of the rows drawn anew in every epoch; otherwise batches are consecutive rows. */
  readonly shuffle?: boolean;
  /** CutMix of so many features: lambda becomes the share of those that are kept. */
  readonly cutFeatures?: number;
  /** Share of the batches that CutMix cuts; the others stay as they are, with lambda 1. Default 1. */
  readonly cutProbability?: number;
}

/**
 * Source of the epochs' draws, one call an epoch. As in the authors' code, one lambda a batch, and the second points of
 * a batch are a random permutation of the first ones.
 *
 * Permutations are drawn in the kernels, by xoshiro128** seeded with four 32-bit draws of a stream split off:
 * `stream.permutation` would cost as much as a third of a training step of 24 configurations.
 *
 * @throws RangeError if n, the batch size or alpha is out of range
 */
export function batchDraws(stream: DrawStream, options: DrawOptions): () => EpochDraws {
  const { n, batchSize, alpha, shuffle = false, cutFeatures: d, cutProbability = 1 } = options;
  requireInteger('n', n, 0);
  requireInteger('batchSize', batchSize, 1);
  if (alpha !== undefined) requireBetween('alpha', alpha, 0, Number.MAX_VALUE);
  const lambdas = stream.split('lambda');
  const shufflePairs = shuffler(stream.split('pairs'));
  const shuffleOrder = shuffler(stream.split('order'));
  const cut = d === undefined ? undefined : featureCutter(stream, d, cutProbability);
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  return () => {
    const first = rows.slice();
    if (shuffle) shuffleOrder(first, n);
    const second = first.slice();
    const steps = Math.ceil(n / batchSize);
    if (alpha === undefined) return { first, second, lambdas: new Float64Array(steps).fill(1) };
    shufflePairs(second, batchSize);
    const draws = new Float64Array(steps);
    for (let step = 0; step < steps; step++) draws[step] = drawLambda(lambdas, alpha);
    return { first, second, ...(cut ? cut(draws) : { lambdas: draws }) };
  };
}

/**
 * Number of the d features that CutMix takes from the second point: (1 - lambda) d, rounded to the nearest integer.
 */
export function numReplaced(lambda: number, d: number): number {
  return Math.floor((1 - lambda) * d + 0.5);
}

/** For every lambda a random set of features, and the share of those that are kept. */
function featureCutter(stream: DrawStream, d: number, probability: number) {
  const shuffle = shuffler(stream.split('features'));
  const lot = stream.split('cuts');
  return (lambdas: Float64Array): Pick<EpochDraws, 'lambdas' | 'featureWeights'> => {
    const featureWeights = new Float64Array(lambdas.length * d).fill(1);
    const shares = lambdas.map((lambda, step) => {
      const order = Int32Array.from({ length: d }, (_, j) => j);
      shuffle(order, d);
      const replaced = lot.uniform() < probability ? numReplaced(lambda, d) : 0;
      for (const j of order.subarray(0, replaced)) featureWeights[step * d + j] = 0;
      return (d - replaced) / d;
    });
    return { lambdas: shares, featureWeights };
  };
}

function drawLambda(stream: DrawStream, alpha: number): number {
  if (alpha > 0) return stream.beta(alpha, alpha);
  return stream.uniform() < 0.5 ? 1 : 0;
}

/** Puts every run of `length` entries into random order, in place. */
type Shuffle = (entries: Int32Array, length: number) => void;

/** State of xoshiro128**, four 32-bit draws of a stream. */
export function generatorState(stream: DrawStream): Int32Array {
  const state = Int32Array.from({ length: 4 }, () => Math.floor(stream.uniform() * 4294967296));
  state[3] |= 1; // the state must not be zero
  return state;
}

/** Random orders, drawn in the kernels. */
export function shuffler(stream: DrawStream): Shuffle {
  const state = generatorState(stream);
  return (entries, length) =>
    withArena((arena) => {
      const address = arena.placeI32(entries);
      const generator = arena.placeI32(state);
      arena.exports.permuteRuns(address, entries.length, length, generator);
      entries.set(arena.i32(address, entries.length));
      state.set(arena.i32(generator, 4));
    });
}
