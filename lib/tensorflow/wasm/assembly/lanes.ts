// Channels come in fours and, where their number is no multiple of 4, one by one at last: T is v128 or f32.

// @ts-ignore: decorator
@inline
export function loadLanes<T>(address: usize): v128 {
  return sizeof<T>() == 16 ? v128.load(address) : v128.load32_zero(address);
}

// @ts-ignore: decorator
@inline
export function storeLanes<T>(address: usize, x: v128): void {
  if (sizeof<T>() == 16) v128.store(address, x);
  else v128.store32_lane(address, x, 0);
}
