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
  const steepest = a.reduce((largest, value) => Math.max(largest, sign * value), 0);
  return steepest > 0 ? sign / steepest : sign * Infinity;
}

function meanLogRatio({ a, b, c }: CanonicalLogRatio, eta: number): number {
  return a.reduce((sum, curvature, k) => {
    const variance = 1 / (1 - eta * curvature);
    const mean = eta * b[k] * variance;
    return sum + 0.5 * curvature * (variance + mean * mean) + b[k] * mean;
  }, c);
}

function about({ a, b, c }: CanonicalLogRatio, eta: number, logRatio: number): BridgeGaussian {
  const variance = a.map((curvature) => 1 / (1 - eta * curvature));
  const mean = variance.map((value, k) => eta * b[k] * value);
  const scale = variance.map(Math.sqrt);
  return {
    ...{ eta, mean, scale },
    a: a.map((curvature, k) => curvature * variance[k]),
    b: b.map((slope, k) => (a[k] * mean[k] + slope) * scale[k]),
    c: mean.reduce((sum, m, k) => sum + (0.5 * a[k] * m + b[k]) * m, c - logRatio),
  };
}
