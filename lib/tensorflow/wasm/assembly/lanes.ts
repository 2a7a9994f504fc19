// Channels come in fours and, where their number is no multiple of 4, in twos and one by one at last: T is v128, f64 (two
// values) or f32.

// @ts-ignore: decorator
@inline
export function loadLanes<T>(address: usize): v128 {
  if (sizeof<T>() == 16) return v128.load(address);
  return sizeof<T>() == 8 ? v128.load64_zero(address) : v128.load32_zero(address);
}

// @ts-ignore: decorator
@inline
export function storeLanes<T>(address: usize, x: v128): void {
  if (sizeof<T>() == 16) v128.store(address, x);
  else if (sizeof<T>() == 8) v128.store64_lane(address, x, 0);
  else v128.store32_lane(address, x, 0);
}
