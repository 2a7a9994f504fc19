import { loadLanes, storeLanes } from './lanes';

/** dy where y, cut off at 0, is not. @param y 0: not cut off */
// @ts-ignore: decorator
@inline
export function slopes<T>(dy: usize, y: usize): v128 {
  const g = loadLanes<T>(dy);
  return y ? v128.and(g, f32x4.gt(loadLanes<T>(y), f32x4.splat(0))) : g;
}

/** dy where x is positive. */
export function keepPositive(dy: usize, x: usize, count: i32, dx: usize): void {
  let at: usize = 0;
  const end = <usize>count << 2;
  for (; at + 16 <= end; at += 16) storeLanes<v128>(dx + at, slopes<v128>(dy + at, x + at));
  for (; at < end; at += 4) storeLanes<f32>(dx + at, slopes<f32>(dy + at, x + at));
}
