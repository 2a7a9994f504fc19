import { type RandomStream, randomStream } from './random';
import type { MeanInterval } from './statistics';

export interface ClusterBootstrapOptions {
  /** Default 2000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
  /** Default a fixed one. */
  readonly stream?: RandomStream;
}

/**
 * Percentile interval of a statistic of values that come in families: whole families are drawn with replacement, as many as there are, and the statistic is
 * taken of all of their members together. Members that resemble each other so count for less than as many strangers.
 *
 * @param families each with at least one member
 * @param statistic of the members of a sample, finite
 * @returns `mean` is the statistic of the members as they are
 * @throws RangeError if there is no family, or one is empty
 */
export function clusterBootstrap<T>(
  families: readonly (readonly T[])[],
  statistic: (members: readonly T[]) => number,
  {
    resamples = 2000,
    level = 0.95,
    stream = randomStream('cluster bootstrap'),
  }: ClusterBootstrapOptions = {},
): MeanInterval {
  if (families.length === 0 || families.some((family) => family.length === 0)) {
    throw new RangeError('got no families or an empty one, expected families of at least one member');
  }
  const values = Array.from({ length: resamples }, () =>
    statistic(families.flatMap(() => families[stream.integer(families.length)])),
  ).sort((a, b) => a - b);
  const at = (share: number) => values[Math.round(share * (resamples - 1))];
  return { mean: statistic(families.flat()), low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
