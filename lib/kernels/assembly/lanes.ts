// A SIMD vector of T (f32: 4 lanes, f64: 2 lanes). All kernels are written once for both types.

// @ts-ignore: decorator
@inline
export const VECTOR: usize = 16;

/** sum + a b, in two roundings: a fused operation would not be the same on all machines. */
// @ts-ignore: decorator
@inline
export function multiplyAdd<T>(sum: v128, a: v128, b: v128): v128 {
  return v128.add<T>(sum, v128.mul<T>(a, b));
}

// @ts-ignore: decorator
@inline
export function storeScalar<T>(address: usize, value: f64): void {
  if (sizeof<T>() == 4) store<f32>(address, <f32>value);
  else store<f64>(address, value);
}
