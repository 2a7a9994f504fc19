import { loadLanes, storeLanes } from './lanes';
import { slopes } from './slopes';

/** Rows whose sums are taken in single precision; those of the blocks are in double precision. */
const BLOCK: i32 = 64;

/**
 * Sums over rows of the slopes dy [rows, channels] where y was not cut off, and these slopes themselves.
 *
 * @param y 0: not cut off, and the slopes go nowhere
 * @param totals f64 [channels], scratch
 */
export function biasGradient(
  dy: usize, y: usize, rows: i32, channels: i32, totals: usize, sums: usize, slope: usize,
): void {
  // Rows of few channels are taken by lanes all the same: as many rows together as fill whole vectors.
  const together = channels & 3 ? (channels & 1 ? 4 : 2) : 1;
  const wide = channels * together;
  memory.fill(totals, 0, <usize>channels << 3);
  let row = 0;
  for (; row + together <= rows; ) {
    const count = min(BLOCK, (rows - row) / together);
    for (let c = 0; c < wide; c += 4) sumLanes<v128>(dy, y, wide, count, c, channels, totals, slope);
    const bytes = <usize>(count * wide) << 2;
    row += count * together, dy += bytes;
    if (y) y += bytes, slope += bytes;
  }
  for (let c = 0; row < rows && c < channels; c++) sumLanes<f32>(dy, y, channels, rows - row, c, channels, totals, slope);
  for (let c: usize = 0; c < <usize>channels; c++) store<f32>(sums + (c << 2), <f32>load<f64>(totals + (c << 3)));
}

function sumLanes<T>(
  dy: usize, y: usize, wide: i32, count: i32, c: i32, channels: i32, totals: usize, slope: usize,
): void {
  const pitch = <usize>wide << 2;
  let sum = f32x4.splat(0);
  let at = <usize>c << 2;
  for (let row = 0; row < count; row++, at += pitch) {
    const g = slopes<T>(dy + at, y ? y + at : 0);
    sum = f32x4.add(sum, g);
    if (y) storeLanes<T>(slope + at, g);
  }
  add(f32x4.extract_lane(sum, 0), c % channels, totals);
  if (sizeof<T>() == 4) return;
  add(f32x4.extract_lane(sum, 1), (c + 1) % channels, totals);
  add(f32x4.extract_lane(sum, 2), (c + 2) % channels, totals);
  add(f32x4.extract_lane(sum, 3), (c + 3) % channels, totals);
}

function add(value: f32, channel: i32, totals: usize): void {
  const to = totals + (<usize>channel << 3);
  store<f64>(to, load<f64>(to) + <f64>value);
}
