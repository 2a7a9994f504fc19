import { withArena } from './arena';
import { type DrawOptions, type DrawStream, generatorState, shuffler } from './draws';

/**
 * Random choices of one epoch of AdaMixUp: the point at position b is lambda x[first[b]] + (1 - lambda) x[second[b]],
 * with lambda = a + uniforms[b] d and (a, d) given by the generator for this pair.
 */
export interface AdaMixUpDraws {
  /** [n], rows in the order of the epoch, each once */
  readonly first: Int32Array;
  /** [n], rows; a permutation of `first` within every batch */
  readonly second: Int32Array;
  /** [n], uniform on [0, 1) */
  readonly uniforms: Float64Array;
}

/**
 * Source of the epochs' draws, one call an epoch: orders by `batchDraws`' generator, uniforms by the same generator in
 * another state.
 */
export function adaMixUpDraws(stream: DrawStream, options: Omit<DrawOptions, 'alpha'>): () => AdaMixUpDraws {
  const { n, batchSize, shuffle = false } = options;
  const shufflePairs = shuffler(stream.split('pairs'));
  const shuffleOrder = shuffler(stream.split('order'));
  const state = generatorState(stream.split('uniforms'));
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  return () => {
    const first = rows.slice();
    if (shuffle) shuffleOrder(first, n);
    const second = first.slice();
    shufflePairs(second, batchSize);
    return { first, second, uniforms: drawUniforms(state, n) };
  };
}

function drawUniforms(state: Int32Array, n: number): Float64Array {
  return withArena((arena) => {
    const address = arena.allocate(8 * n);
    const generator = arena.placeI32(state);
    arena.exports.uniforms(address, n, generator);
    state.set(arena.i32(generator, 4));
    return arena.f64(address, n).slice();
  });
}

/**
 * Position within its batch of the second point of every pair.
 *
 * @throws RangeError unless `first` is a permutation of the rows, and `second` one of `first` within every batch
 */
export function partnersOf({ first, second, uniforms }: AdaMixUpDraws, batchSize: number): Int32Array {
  const n = first.length;
  if (second.length !== n || uniforms.length !== n) {
    throw new RangeError(
      `draws of ${n}, ${second.length} and ${uniforms.length} entries, expected one a row`,
    );
  }
  const positions = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) positions[first[i]] = i;
  const partners = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const from = i - (i % batchSize);
    const position = positions[second[i]] ?? -1;
    if (position < from || position >= from + batchSize) {
      throw new RangeError(
        `draws pair row ${first[i]} with row ${second[i]}, expected a row of the same batch, each row once`,
      );
    }
    positions[second[i]] = -1;
    partners[i] = position - from;
  }
  return partners;
}
