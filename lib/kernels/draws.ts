import { withArena } from './arena';

/** The part of `RandomStream` that draws the batches of a training run. */
export interface DrawStream {
  split(label: string | number): DrawStream;
  uniform(): number;
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
}

export interface DrawOptions {
  readonly n: number;
  readonly batchSize: number;
  /** lambda ~ Beta(alpha, alpha), one a batch; 0: lambda is 0 or 1, each with probability 1/2; undefined: 1, no mixing */
  readonly alpha?: number;
  /** Order of the rows drawn anew in every epoch; otherwise batches are consecutive rows. */
  readonly shuffle?: boolean;
}

/**
 * Source of the epochs' draws, one call an epoch. As in the authors' code, one lambda a batch, and the second points of
 * a batch are a random permutation of the first ones.
 *
 * Permutations are drawn in the kernels, by xoshiro128** seeded with four 32-bit draws of a stream split off:
 * `stream.permutation` would cost as much as a third of a training step of 24 configurations.
 */
export function batchDraws(stream: DrawStream, options: DrawOptions): () => EpochDraws {
  const { n, batchSize, alpha, shuffle = false } = options;
  const lambdas = stream.split('lambda');
  const shufflePairs = shuffler(stream.split('pairs'));
  const shuffleOrder = shuffler(stream.split('order'));
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
    return { first, second, lambdas: draws };
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
