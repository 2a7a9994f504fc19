import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { logSumExp } from '../../density/log-sum-exp';
import { type Matrix, row, zeros } from '../../numeric/matrix';
import type { DenseNetwork } from '../dense-network';
import { logitsOf } from '../forward';

const LOG_2_PI = 1.8378770664093453;
/** Points whose samples pass through the decoder together: few enough for the caches. */
const together = 32;

/**
 * Importance-weighted bounds (Burda et al. 2016) of points under a decoder with normal noise,
 *
 *   log (1 / K) sum_k N(x; D(w_k), s^2 I) N(w_k; 0, I) / q(w_k | x),  w_k = mean + exp(log variance / 2) e_k.
 *
 * @param points [n x d], as the decoder makes them
 * @param codes [n x 2 k], means and log variances of q(w | x)
 * @param epsilons [K x k], the same for all points
 * @param variance s^2
 * @returns [n], nats
 */
export function importanceBounds(
  decoder: DenseNetwork,
  points: Matrix,
  codes: Matrix,
  epsilons: Matrix,
  variance: number,
): Float64Array {
  const { rows: samples } = epsilons;
  const { rows: n, cols: d } = points;
  const constant = -0.5 * d * (LOG_2_PI + ln(variance));
  const bounds = new Float64Array(n);
  for (let first = 0; first < n; first += together) {
    const count = Math.min(together, n - first);
    const { latents, logWeights } = drawn(codes, first, count, epsilons);
    const means = logitsOf(decoder, latents);
    for (let r = 0; r < logWeights.length; r++) {
      const x = (first + Math.floor(r / samples)) * d;
      let square = 0;
      for (let j = 0; j < d; j++) {
        const gap = points.data[x + j] - means.data[r * d + j];
        square += gap * gap;
      }
      logWeights[r] += constant - square / (2 * variance);
    }
    for (let i = 0; i < count; i++) {
      bounds[first + i] = logSumExp(logWeights.subarray(i * samples, (i + 1) * samples)) - ln(samples);
    }
  }
  return bounds;
}

/** Samples of q at some points, and log N(w; 0, I) - log q(w | x) of each, K a point. */
function drawn(codes: Matrix, first: number, count: number, epsilons: Matrix) {
  const { rows: samples, cols: k } = epsilons;
  const latents = zeros(count * samples, k);
  const logWeights = new Float64Array(count * samples);
  for (let i = 0; i < count; i++) {
    const code = row(codes, first + i);
    const deviations = Float64Array.from({ length: k }, (_, j) => exp(code[k + j] / 2));
    for (let s = 0; s < samples; s++) {
      const r = i * samples + s;
      for (let j = 0; j < k; j++) {
        const e = epsilons.data[s * k + j];
        const w = code[j] + deviations[j] * e;
        latents.data[r * k + j] = w;
        logWeights[r] += 0.5 * (e * e + code[k + j] - w * w);
      }
    }
  }
  return { latents, logWeights };
}
