import type { RandomStream } from '../../numeric/random';

/** Makes the candidates of a random search around attacked points: rows of d numbers, from the given places on. */
export interface SquareProposals {
  /** First candidate of the attacked point at `centre`. */
  start(centre: number, draws: RandomStream, out: Float64Array, at: number): void;

  /**
   * Candidate that differs from the best one so far in part of the features.
   *
   * @param share about how much of the features changes
   */
  propose(
    centre: number,
    share: number,
    draws: RandomStream,
    best: Float64Array,
    first: number,
    out: Float64Array,
    at: number,
  ): void;
}

/** 1 or -1, equally likely. */
export function randomSign(draws: RandomStream): number {
  return draws.uniform() < 0.5 ? -1 : 1;
}

/** Uniform on {0, ..., n - 1}. */
export function randomPlace(draws: RandomStream, n: number): number {
  return Math.floor(draws.uniform() * n);
}

/**
 * Writes x + delta scaled to length `radius` and clipped to bounds.
 *
 * @param delta d numbers
 */
export function writeOnSphere(
  x: Float64Array,
  centre: number,
  delta: Float64Array,
  radius: number,
  [min, max]: readonly [number, number],
  out: Float64Array,
  at: number,
): void {
  let square = 0;
  for (let j = 0; j < delta.length; j++) square += delta[j] * delta[j];
  const scale = square > 0 ? radius / Math.sqrt(square) : 0;
  for (let j = 0; j < delta.length; j++) {
    out[at + j] = Math.min(max, Math.max(min, x[centre + j] + scale * delta[j]));
  }
}
