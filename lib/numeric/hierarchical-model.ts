import ln from '@stdlib/math-base-special-ln';
import {
  type HierarchicalDraw,
  hierarchicalChain,
  type PriorBounds,
  type SetStatistics,
} from './hierarchical-chain';
import { type RandomStream, randomStream } from './random';
import { type MeanInterval, mean, standardDeviation } from './statistics';
import { studentTail } from './student-tail';

/** Differences of two methods in the runs on one data set. */
export interface SetDifferences {
  /** At least 2. */
  readonly values: readonly number[];
  /** Step between possible values: the variance of runs is at least that of rounding, step^2 / 12; default 0. */
  readonly step?: number;
}

export interface HierarchicalOptions {
  /** Half-width of the region of practical equivalence, in the unit of the differences. */
  readonly rope: number;
  /** Correlation of two runs on one data set: the share of the test part over random splits, 0 for independent runs. */
  readonly correlation: number;
  /** Draws that are kept of each chain; default 5000. */
  readonly draws?: number;
  /** Draws that are dropped before; default 1000. */
  readonly warmup?: number;
  /** Default 4. */
  readonly chains?: number;
  /** Default a fixed one. */
  readonly stream?: RandomStream;
}

/** Posterior of the hierarchical model. */
export interface HierarchicalPosterior {
  /** Of the mean difference over data sets: its mean and central 95 % interval, and where it lies. */
  readonly centre: MeanInterval;
  readonly aboveRope: number;
  readonly aboveZero: number;
  readonly withinRope: number;
  /** Probabilities of the difference on one more data set. */
  readonly next: { readonly below: number; readonly within: number; readonly above: number };
  /** Means of the scale and the degrees of freedom over data sets. */
  readonly spread: number;
  readonly freedom: number;
  /** Largest potential scale reduction (Gelman and Rubin) of location, log scale and log degrees of freedom: about 1 if the chains agree. */
  readonly scaleReduction: number;
}

/**
 * Hierarchical model of correlated runs on several data sets (Corani et al. 2017), by Gibbs sampling:
 *
 *   x_i ~ N(1 mu_i, sigma_i^2 R),  R equicorrelated;  mu_i ~ t(mu_0, sigma_0, nu);  sigma_i ~ U(0, 1000 mean s_i),
 *   mu_0 ~ U(-max |x|, max |x|),  sigma_0 ~ U(0, 1000 s of the means),  nu - 1 ~ Gamma(alpha, beta),
 *   alpha ~ U(0.5, 5),  beta ~ U(0.05, 0.15).
 *
 * Given the rest, mu_i is normal and 1 / sigma_i^2 a gamma variate, from mean and variance of the runs, which are independent. The t law is a
 * normal one whose precision is a gamma variate; nu is drawn by slices with these precisions integrated out.
 *
 * Deviation: where all runs agree the published code adds noise; here rounding keeps a variance (`step`), so that the result is a function of the data.
 *
 * @throws RangeError if there are fewer than 2 sets, a set has fewer than 2 runs or no spread at all, or correlation is outside [0, 1)
 */
export function hierarchicalModel(
  sets: readonly SetDifferences[],
  options: HierarchicalOptions,
): HierarchicalPosterior {
  const { rope, correlation, draws = 5000, warmup = 1000, chains = 4 } = options;
  const { stream = randomStream('hierarchical model') } = options;
  const data = sets.map((set, i) => statisticsOf(set, correlation, i));
  const bounds = priorBounds(sets, data, correlation);
  const sampled = Array.from({ length: chains }, (_, chain) =>
    hierarchicalChain(data, bounds, { draws, warmup }, stream.split(chain)),
  );
  const all = sampled.flat();
  const share = (test: (centre: number) => boolean) =>
    all.filter(({ centre }) => test(centre)).length / all.length;
  return {
    centre: central(all.map(({ centre }) => centre)),
    aboveRope: share((centre) => centre > rope),
    aboveZero: share((centre) => centre > 0),
    withinRope: share((centre) => Math.abs(centre) <= rope),
    next: nextSet(all, rope),
    spread: mean(all.map(({ spread }) => spread)),
    freedom: mean(all.map(({ freedom }) => freedom)),
    scaleReduction: Math.max(
      ...parameters.map((value) => scaleReduction(sampled.map((chain) => chain.map(value)))),
    ),
  };
}

const parameters: readonly ((draw: HierarchicalDraw) => number)[] = [
  ({ centre }) => centre,
  ({ spread }) => ln(spread),
  ({ freedom }) => ln(freedom),
];

function statisticsOf({ values, step = 0 }: SetDifferences, correlation: number, i: number): SetStatistics {
  if (!(correlation >= 0 && correlation < 1)) {
    throw new RangeError(`correlation is ${correlation}, expected a number in [0, 1)`);
  }
  const runs = values.length;
  if (runs < 2) throw new RangeError(`set ${i} has ${runs} runs, expected at least 2`);
  const squares = Math.max((runs - 1) * standardDeviation(values) ** 2, ((runs - 1) * step ** 2) / 12);
  if (!(squares > 0)) {
    throw new RangeError(
      `all runs of set ${i} agree, so that their variance is 0: give the step between possible values`,
    );
  }
  const shrinkage = (1 + (runs - 1) * correlation) / runs;
  return { runs, mean: mean(values), squares: squares / (1 - correlation), shrinkage };
}

function priorBounds(
  sets: readonly SetDifferences[],
  data: readonly SetStatistics[],
  correlation: number,
): PriorBounds {
  if (sets.length < 2) throw new RangeError(`got ${sets.length} sets, expected at least 2`);
  const within = mean(data.map(({ runs, squares }) => Math.sqrt((squares * (1 - correlation)) / (runs - 1))));
  const among = standardDeviation(data.map((set) => set.mean));
  return {
    centre: Math.max(...sets.flatMap(({ values }) => values.map(Math.abs)), within),
    within: 1000 * within,
    // Sets with one mean show no spread among them.
    among: 1000 * (among > 0 ? among : within),
  };
}

function central(values: readonly number[]): MeanInterval {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  return { mean: mean(values), low: at(0.025), high: at(0.975) };
}

function nextSet(draws: readonly HierarchicalDraw[], rope: number): HierarchicalPosterior['next'] {
  const above = mean(
    draws.map(({ centre, spread, freedom }) => studentTail((rope - centre) / spread, freedom)),
  );
  const below = mean(
    draws.map(({ centre, spread, freedom }) => studentTail((rope + centre) / spread, freedom)),
  );
  return { below, within: 1 - below - above, above };
}

/** Gelman and Rubin (1992), each chain cut in two halves. */
function scaleReduction(chains: readonly (readonly number[])[]): number {
  const halves = chains.flatMap((chain) => {
    const half = chain.length >> 1;
    return [chain.slice(0, half), chain.slice(half, 2 * half)];
  });
  const within = mean(halves.map((half) => standardDeviation(half) ** 2));
  const between = standardDeviation(halves.map((half) => mean(half))) ** 2;
  return Math.sqrt(1 - 1 / halves[0].length + between / within);
}
