import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import { zeros } from '../numeric/matrix';
import type { SmoothValue } from '../numeric/minimise';

/** A weighted point with a soft label of three classes. */
export interface Sample {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number, number];
  readonly weight: number;
}

/**
 * Weighted soft cross-entropy of softmax regression without bias on three classes and two features, with gradient and
 * Hessian, in the coordinates v = (w1, w2), w3 = -w1 - w2, in which the optimum is unique.
 *
 * @param v 4 numbers
 */
export function crossEntropy(samples: readonly Sample[], v: ArrayLike<number>): Required<SmoothValue> {
  const gradient = new Float64Array(4);
  const hessian = zeros(4, 4);
  const h = hessian.data;
  let value = 0;
  for (const { x, y, weight } of samples) {
    const z1 = v[0] * x[0] + v[1] * x[1];
    const z2 = v[2] * x[0] + v[3] * x[1];
    const z3 = -z1 - z2;
    const largest = Math.max(z1, z2, z3);
    const e1 = exp(z1 - largest);
    const e2 = exp(z2 - largest);
    const e3 = exp(z3 - largest);
    const total = e1 + e2 + e3;
    value += weight * (ln(total) + y[0] * (largest - z1) + y[1] * (largest - z2) + y[2] * (largest - z3));
    const [p1, p2, p3] = [e1 / total, e2 / total, e3 / total];
    const r3 = p3 - y[2];
    const residuals = [p1 - y[0] - r3, p2 - y[1] - r3];
    // (diag p - p p') between the classes 1, 2 and minus class 3; c11 = p1 + p3 - (p1 - p3)^2 and so on.
    const c11 = p1 + p3 - (p1 - p3) ** 2;
    const c22 = p2 + p3 - (p2 - p3) ** 2;
    const c12 = p3 - (p1 - p3) * (p2 - p3);
    const blocks = [c11, c12, c12, c22];
    for (let a = 0; a < 4; a++) {
      gradient[a] += weight * residuals[a >> 1] * x[a & 1];
      for (let b = 0; b < 4; b++) {
        h[4 * a + b] += weight * blocks[2 * (a >> 1) + (b >> 1)] * x[a & 1] * x[b & 1];
      }
    }
  }
  return { value, gradient, hessian };
}
