import { type RandomStream, randomStream } from './random';

/** Probabilities of the three regions: below, within and above the region of practical equivalence. */
export interface RopeProbabilities {
  readonly below: number;
  readonly within: number;
  readonly above: number;
}

export interface BayesianSignedRankOptions {
  /** Half-width of the region of practical equivalence, in the unit of the differences. */
  readonly rope: number;
  /** Strength of the prior, one pseudo-difference of 0; default 0.5 (Benavoli et al. 2017). */
  readonly prior?: number;
  /** Draws from the posterior; default 20,000. */
  readonly draws?: number;
  /** Default a fixed one. */
  readonly stream?: RandomStream;
}

/**
 * Bayesian signed-rank test of paired differences z_1, ..., z_n (Benavoli et al. 2014, 2017). With z_0 = 0 and Dirichlet weights
 * w ~ Dir(prior, 1, ..., 1), one draw from the posterior has
 *
 *   above = sum_ij w_i w_j [z_i + z_j > 2 rope],  below = sum_ij w_i w_j [z_i + z_j < -2 rope],
 *
 * ties counting half, and the rest within. The probabilities are the shares of draws in which each region is the largest.
 *
 * @param differences [n], finite
 * @throws RangeError if there is none, one is not finite, or rope is negative
 */
export function bayesianSignedRank(
  differences: ArrayLike<number>,
  { rope, prior = 0.5, draws = 20_000, stream = randomStream('signed rank') }: BayesianSignedRankOptions,
): RopeProbabilities {
  const z = [0, ...Array.from(differences)].sort((a, b) => a - b);
  if (z.length < 2) throw new RangeError('got no differences, expected at least 1');
  if (!z.every(Number.isFinite)) throw new RangeError('a difference is not finite, expected finite numbers');
  if (!(rope >= 0)) throw new RangeError(`rope is ${rope}, expected a number of at least 0`);
  const zero = z.indexOf(0);
  const bounds = partnerBounds(z, 2 * rope);
  const weights = new Float64Array(z.length);
  const sums = new Float64Array(z.length + 1);
  const wins = { below: 0, within: 0, above: 0 };
  for (let draw = 0; draw < draws; draw++) {
    drawWeights(weights, (i) => (i === zero ? stream.gamma(prior) : stream.gamma(1)));
    for (let i = 0; i < weights.length; i++) sums[i + 1] = sums[i] + weights[i];
    wins[largest(regionShares(weights, sums, bounds))]++;
  }
  return { below: wins.below / draws, within: wins.within / draws, above: wins.above / draws };
}

/** For each value, in ascending order, how many values make a sum below -reach, at most -reach, below reach, and at most reach. */
interface Bounds {
  readonly below: readonly [Int32Array, Int32Array];
  readonly above: readonly [Int32Array, Int32Array];
}

function partnerBounds(z: readonly number[], reach: number): Bounds {
  const count = (test: (sum: number) => boolean) =>
    Int32Array.from(z, (own) => z.filter((other) => test(own + other)).length);
  return {
    below: [count((sum) => sum < -reach), count((sum) => sum <= -reach)],
    above: [count((sum) => sum < reach), count((sum) => sum <= reach)],
  };
}

/** Ties count half on either side. */
function regionShares(
  weights: Float64Array,
  sums: Float64Array,
  { below, above }: Bounds,
): RopeProbabilities {
  let [low, high] = [0, 0];
  for (let i = 0; i < weights.length; i++) {
    low += (weights[i] * (sums[below[0][i]] + sums[below[1][i]])) / 2;
    high += weights[i] * (sums[weights.length] - (sums[above[0][i]] + sums[above[1][i]]) / 2);
  }
  return { below: low, within: 1 - low - high, above: high };
}

/** The first of equal ones, as NumPy's argmax has it. */
function largest({ below, within, above }: RopeProbabilities): keyof RopeProbabilities {
  if (below >= within && below >= above) return 'below';
  return within >= above ? 'within' : 'above';
}

function drawWeights(weights: Float64Array, draw: (i: number) => number): void {
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    weights[i] = draw(i);
    total += weights[i];
  }
  for (let i = 0; i < weights.length; i++) weights[i] /= total;
}
