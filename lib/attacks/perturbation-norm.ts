/** Norm in which a perturbation is measured: its largest entry in absolute value, or its Euclidean length. */
export type PerturbationNorm = 'linf' | 'l2';

/** Norm of the difference of d numbers of `a` from `p` on and those of `b` from `q` on. */
export function perturbationSize(
  norm: PerturbationNorm,
  a: Float64Array,
  p: number,
  b: Float64Array,
  q: number,
  d: number,
): number {
  let largest = 0;
  let square = 0;
  for (let j = 0; j < d; j++) {
    const difference = Math.abs(a[p + j] - b[q + j]);
    square += difference * difference;
    if (difference > largest) largest = difference;
  }
  return norm === 'l2' ? Math.sqrt(square) : largest;
}

/** Euclidean length of d numbers from `p` on. */
export function euclideanLength(a: Float64Array, p: number, d: number): number {
  let square = 0;
  for (let j = 0; j < d; j++) square += a[p + j] * a[p + j];
  return Math.sqrt(square);
}

/** Largest of d numbers from `p` on in absolute value. */
export function largestEntry(a: Float64Array, p: number, d: number): number {
  let largest = 0;
  for (let j = 0; j < d; j++) largest = Math.max(largest, Math.abs(a[p + j]));
  return largest;
}
