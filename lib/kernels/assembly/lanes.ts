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

/** f64 to f32; count a multiple of 4. */
export function narrow(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 4) {
    storeNarrow(to, v128.load(from), v128.load(from, VECTOR));
    from += 2 * VECTOR, to += VECTOR;
  }
}

/** Two vectors of f64 as one of f32. */
// @ts-ignore: decorator
@inline
export function storeNarrow(to: usize, low: v128, high: v128): void {
  v128.store(to, v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2));
}

/** The smallest lane. */
// @ts-ignore: decorator
@inline
export function leastLane<T>(x: v128): f64 {
  if (sizeof<T>() == 4) {
    const halves = f32x4.pmin(x, v128.shuffle<i32>(x, x, 2, 3, 0, 1));
    return <f64>min(f32x4.extract_lane(halves, 0), f32x4.extract_lane(halves, 1));
  }
  return min(f64x2.extract_lane(x, 0), f64x2.extract_lane(x, 1));
}

/** The sum of the lanes, from the first to the last, in f64. */
// @ts-ignore: decorator
@inline
export function sumLanes<T>(x: v128): f64 {
  if (sizeof<T>() == 4) {
    return <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1)
      + (<f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3));
  }
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}
