/** Norm in which distances are measured: sum of absolute values, Euclidean length, or largest absolute value. */
export type DistanceNorm = 'l1' | 'l2' | 'linf';

export const distanceNorms: readonly DistanceNorm[] = ['l1', 'l2', 'linf'];

/** @throws RangeError if it is none of the three */
export function requireNorm(norm: string): DistanceNorm {
  const known = distanceNorms.find((name) => name === norm);
  if (known) return known;
  throw new RangeError(`norm is ${JSON.stringify(norm)}, expected one of ${distanceNorms.join(', ')}`);
}

/** Distance of d numbers of `a` from p on and those of `b` from q on. */
export function distanceBetween(
  norm: DistanceNorm,
  a: Float64Array,
  p: number,
  b: Float64Array,
  q: number,
  d: number,
): number {
  let [sum, largest] = [0, 0];
  if (norm === 'l2') {
    for (let k = 0; k < d; k++) sum += (a[p + k] - b[q + k]) * (a[p + k] - b[q + k]);
    return Math.sqrt(sum);
  }
  for (let k = 0; k < d; k++) {
    const size = Math.abs(a[p + k] - b[q + k]);
    sum += size;
    if (size > largest) largest = size;
  }
  return norm === 'l1' ? sum : largest;
}

/**
 * A (sub)gradient of |a - b| in a: the direction (a - b) / |a - b|, the signs, or the sign of the largest coordinate (of equally
 * large ones the first); 0 where a = b.
 *
 * @param out [d], written
 */
export function distanceGradient(
  norm: DistanceNorm,
  a: Float64Array,
  p: number,
  b: Float64Array,
  q: number,
  out: Float64Array,
): void {
  const d = out.length;
  if (norm === 'l1') {
    for (let k = 0; k < d; k++) out[k] = Math.sign(a[p + k] - b[q + k]);
    return;
  }
  const size = distanceBetween(norm, a, p, b, q, d);
  if (norm === 'l2') {
    for (let k = 0; k < d; k++) out[k] = size > 0 ? (a[p + k] - b[q + k]) / size : 0;
    return;
  }
  out.fill(0);
  for (let k = 0; k < d && size > 0; k++) {
    if (Math.abs(a[p + k] - b[q + k]) !== size) continue;
    out[k] = Math.sign(a[p + k] - b[q + k]);
    return;
  }
}
