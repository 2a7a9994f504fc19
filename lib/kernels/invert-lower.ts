/** Inverse of a lower triangular L [d x d], row-major. */
export function invertLower(L: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    const own = inverse.subarray(i * d, i * d + i);
    for (let k = 0; k < i; k++) {
      const factor = L[i * d + k];
      const other = inverse.subarray(k * d, k * d + k + 1);
      for (let j = 0; j <= k; j++) own[j] += factor * other[j];
    }
    const pivot = L[i * d + i];
    for (let j = 0; j < i; j++) own[j] = -own[j] / pivot;
    inverse[i * d + i] = 1 / pivot;
  }
  return inverse;
}
