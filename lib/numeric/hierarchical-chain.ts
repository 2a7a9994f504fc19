import exp from '@stdlib/math-base-special-exp';
import gammaln from '@stdlib/math-base-special-gammaln';
import ln from '@stdlib/math-base-special-ln';
import log1p from '@stdlib/math-base-special-log1p';
import type { RandomStream } from './random';
import { sliceSample } from './slice-sample';

/** What the model needs to know of the runs on one data set. */
export interface SetStatistics {
  readonly runs: number;
  readonly mean: number;
  /** Sum of squares about the mean, over 1 - correlation. */
  readonly squares: number;
  /** Variance of the mean over that of a run: (1 + (n - 1) correlation) / n. */
  readonly shrinkage: number;
}

/** Bounds of the uniform priors. */
export interface PriorBounds {
  /** Of |mu_0|, sigma_i and sigma_0. */
  readonly centre: number;
  readonly within: number;
  readonly among: number;
}

/** One draw of the law over data sets: t with location, scale and degrees of freedom. */
export interface HierarchicalDraw {
  readonly centre: number;
  readonly spread: number;
  readonly freedom: number;
}

/** Bounds of alpha and beta in nu - 1 ~ Gamma(alpha, beta), and of ln(nu - 1). */
const alphaBounds = [0.5, 5] as const;
const betaBounds = [0.05, 0.15] as const;
const logExcessBounds = [ln(1e-6), ln(1000)] as const;

interface State {
  readonly means: Float64Array;
  /** 1 / sigma_i^2 */
  readonly precisions: Float64Array;
  /** Precisions that make the t law a normal one. */
  readonly weights: Float64Array;
  centre: number;
  spread: number;
  freedom: number;
  alpha: number;
  beta: number;
}

/** One chain of Gibbs sampling, without its warm-up. */
export function hierarchicalChain(
  sets: readonly SetStatistics[],
  bounds: PriorBounds,
  { draws, warmup }: { readonly draws: number; readonly warmup: number },
  stream: RandomStream,
): HierarchicalDraw[] {
  const state = start(sets, bounds, stream);
  const kept: HierarchicalDraw[] = [];
  for (let step = 0; step < warmup + draws; step++) {
    drawSets(state, sets, bounds, stream);
    drawLaw(state, bounds, stream);
    drawFreedom(state, stream);
    const { centre, spread, freedom } = state;
    if (step >= warmup) kept.push({ centre, spread, freedom });
  }
  return kept;
}

/** Chains begin apart: their location anywhere among the means. */
function start(sets: readonly SetStatistics[], bounds: PriorBounds, stream: RandomStream): State {
  const means = Float64Array.from(sets, ({ mean }) => mean);
  return {
    means,
    precisions: new Float64Array(sets.length),
    weights: new Float64Array(sets.length).fill(1),
    centre: means[stream.integer(means.length)],
    spread: (bounds.among / 1000) * (0.5 + stream.uniform()),
    freedom: 2 + 20 * stream.uniform(),
    alpha: 1,
    beta: 0.1,
  };
}

function drawSets(
  state: State,
  sets: readonly SetStatistics[],
  bounds: PriorBounds,
  stream: RandomStream,
): void {
  const { means, precisions, weights, centre, spread } = state;
  const least = 1 / bounds.within ** 2;
  sets.forEach(({ runs, mean, squares, shrinkage }, i) => {
    const rate = ((mean - means[i]) ** 2 / shrinkage + squares) / 2;
    precisions[i] = truncated(
      () => stream.gamma((runs - 1) / 2) / rate,
      (value) => value > least,
    );
    const own = precisions[i] / shrinkage;
    const prior = weights[i] / spread ** 2;
    means[i] = (own * mean + prior * centre) / (own + prior) + stream.normal() / Math.sqrt(own + prior);
  });
}

function drawLaw(state: State, bounds: PriorBounds, stream: RandomStream): void {
  const { means, weights } = state;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const centre = means.reduce((sum, mean, i) => sum + weights[i] * mean, 0) / total;
  state.centre = truncated(
    () => centre + (stream.normal() * state.spread) / Math.sqrt(total),
    (value) => Math.abs(value) <= bounds.centre,
  );
  const squares = means.reduce((sum, mean, i) => sum + weights[i] * (mean - state.centre) ** 2, 0);
  state.spread = truncated(
    () => Math.sqrt(squares / (2 * stream.gamma((means.length - 1) / 2))),
    (value) => value <= bounds.among && value > 0,
  );
}

/** Degrees of freedom with the weights integrated out, then the weights and the parameters of their prior. */
function drawFreedom(state: State, stream: RandomStream): void {
  const { means, weights, centre, spread } = state;
  const squares = Float64Array.from(means, (mean) => ((mean - centre) / spread) ** 2);
  const excess = sliceSample(
    (value) => logPosterior(value, squares, state),
    ln(state.freedom - 1),
    logExcessBounds,
    stream,
  );
  state.freedom = 1 + exp(excess);
  squares.forEach((square, i) => {
    weights[i] = stream.gamma((state.freedom + 1) / 2) / ((state.freedom + square) / 2);
  });
  state.alpha = sliceSample(
    (alpha) => alpha * (ln(state.beta) + excess) - gammaln(alpha),
    state.alpha,
    alphaBounds,
    stream,
  );
  state.beta = sliceSample(
    (beta) => state.alpha * ln(beta) - beta * (state.freedom - 1),
    state.beta,
    betaBounds,
    stream,
  );
}

/** Of ln(nu - 1), up to a constant: t likelihood of the means, gamma prior of nu - 1, and the Jacobian of the logarithm. */
function logPosterior(
  logExcess: number,
  squares: Float64Array,
  { alpha, beta }: Pick<State, 'alpha' | 'beta'>,
): number {
  const excess = exp(logExcess);
  const freedom = 1 + excess;
  const constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - ln(freedom) / 2;
  let sum = squares.length * constant + alpha * logExcess - beta * excess;
  for (const square of squares) sum -= ((freedom + 1) / 2) * log1p(square / freedom);
  return sum;
}

/** Tries until a draw is within bounds, which nearly all are: the bounds are a thousand times what the data show. */
function truncated(draw: () => number, isWithin: (value: number) => boolean): number {
  for (let tries = 0; tries < 100_000; tries++) {
    const value = draw();
    if (isWithin(value)) return value;
  }
  throw new RangeError(
    'no draw within the bounds of the prior in 100,000 tries: are the differences all but equal?',
  );
}
