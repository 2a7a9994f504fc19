import type { CanonicalLogRatio } from './canonical-log-ratio';

/** The log ratio about the bridge, sum_k (a_k w_k^2 / 2 + b_k w_k) + c, w standard normal under the bridge: z_k = mean_k + scale_k w_k. */
export interface BridgeGaussian {
  /** Weight of the second class. */
  readonly eta: number;
  readonly mean: Float64Array;
  readonly scale: Float64Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Less the log ratio that is sought. */
  readonly c: number;
}

/**
 * The Gaussian proportional to p_i^(1 - eta) p_j^eta under which the mean log ratio log p_j - log p_i is the one that is sought. On
 * the level set p_j / p_i is constant, so that p_i, p_j, p_i + p_j and the bridge are proportional there: points weighted by
 * the bridge are points weighted by p_i + p_j. The bridge lies about the level set, however far that is from both classes.
 *
 * The mean log ratio rises with eta, as its derivative is the variance of the log ratio.
 *
 * @param logRatio inside the range of the log ratio
 */
export function bridgeGaussian(ratio: CanonicalLogRatio, logRatio: number): BridgeGaussian {
  const excess = (eta: number) => meanLogRatio(ratio, eta) - logRatio;
  let [low, high] = [domainEnd(ratio, -1), domainEnd(ratio, 1)];
  let eta = 0.5;
  // Ends of the domain are open and may be infinite: bisection on a scale that halves the way to them.
  for (let step = 0; step < 200; step++) {
    const value = excess(eta);
    if (Math.abs(value) < 1e-3) break;
    if (value > 0) high = eta;
    else low = eta;
    const next = between(low, high, eta);
    if (next === eta) break;
    eta = next;
  }
  return about(ratio, eta, logRatio);
}

function between(low: number, high: number, eta: number): number {
  if (high === Infinity) return eta > 0 ? 2 * eta : eta / 2 + 1;
  if (low === -Infinity) return eta < 0 ? 2 * eta : eta / 2 - 1;
  return (low + high) / 2;
}

/** Largest (sign 1) or smallest (sign -1) eta with precisions 1 - eta a_k above 0. */
function domainEnd({ a }: CanonicalLogRatio, sign: 1 | -1): number {
  let steepest = 0;
  for (let k = 0; k < a.length; k++) steepest = Math.max(steepest, sign * a[k]);
  return steepest > 0 ? sign / steepest : sign * Infinity;
}

// Loops, not callbacks over the typed arrays: with a lambda for every point there are as many bridges as points.
function meanLogRatio({ a, b, c }: CanonicalLogRatio, eta: number): number {
  let sum = c;
  for (let k = 0; k < a.length; k++) {
    const variance = 1 / (1 - eta * a[k]);
    const mean = eta * b[k] * variance;
    sum = sum + 0.5 * a[k] * (variance + mean * mean) + b[k] * mean;
  }
  return sum;
}

function about({ a, b, c }: CanonicalLogRatio, eta: number, logRatio: number): BridgeGaussian {
  const d = a.length;
  const [mean, scale, curvature, slope] = [0, 1, 2, 3].map(() => new Float64Array(d));
  let constant = c - logRatio;
  for (let k = 0; k < d; k++) {
    const variance = 1 / (1 - eta * a[k]);
    mean[k] = eta * b[k] * variance;
    scale[k] = Math.sqrt(variance);
    curvature[k] = a[k] * variance;
    slope[k] = (a[k] * mean[k] + b[k]) * scale[k];
    constant += (0.5 * a[k] * mean[k] + b[k]) * mean[k];
  }
  return { eta, mean, scale, a: curvature, b: slope, c: constant };
}
