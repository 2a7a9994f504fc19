/** Inverse of a lower triangular L [d x d], row-major. */
export function invertLower(L: Float64Array, d: number): Float64Array {
  const inverse = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    inverse[j * d + j] = 1 / L[j * d + j];
    for (let i = j + 1; i < d; i++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += L[i * d + k] * inverse[k * d + j];
      inverse[i * d + j] = -sum / L[i * d + i];
    }
  }
  return inverse;
}
