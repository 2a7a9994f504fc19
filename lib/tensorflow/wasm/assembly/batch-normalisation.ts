import { loadLanes, storeLanes } from './lanes';
import { multiplyAdd } from '../../../kernels/assembly/lanes';
import { slopes } from './slopes';

// Batch normalisation of x [rows, channels]. Sums over rows are taken in blocks that stay in the first cache, in single
// precision; the sums of blocks in double precision.

const BLOCK: usize = 16384;

/** Rows of a block. */
function rowsOf(channels: i32): i32 {
  return max(1, <i32>(BLOCK / (<usize>channels << 2)));
}

/**
 * Mean and mean square deviation of every channel: of each block by itself, then merged (Chan, Golub & LeVeque 1983),
 * which stays exact where the mean is large.
 *
 * @param totals f64 [2, channels], scratch
 */
export function channelMoments(
  x: usize, rows: i32, channels: i32, totals: usize, mean: usize, variance: usize,
): void {
  const step = rowsOf(channels);
  const pixel = <usize>channels << 2;
  memory.fill(totals, 0, <usize>channels << 4);
  for (let row = 0; row < rows; row += step, x += <usize>step * pixel) {
    const count = min(step, rows - row);
    let c = 0;
    for (; c + 4 <= channels; c += 4) blockMoments<v128>(x, pixel, count, c, channels, row, totals);
    for (; c < channels; c++) blockMoments<f32>(x, pixel, count, c, channels, row, totals);
  }
  const squares = totals + (<usize>channels << 3);
  for (let c = 0; c < channels; c++) {
    store<f32>(mean + (c << 2), <f32>load<f64>(totals + (c << 3)));
    store<f32>(variance + (c << 2), <f32>(load<f64>(squares + (c << 3)) / <f64>rows));
  }
}

/** Merges the mean and the squared deviations of a block into those of the `before` rows before it. */
function blockMoments<T>(
  x: usize, pixel: usize, count: i32, c: i32, channels: i32, before: i32, totals: usize,
): void {
  const start = x + (<usize>c << 2), end = start + <usize>count * pixel;
  let sum = f32x4.splat(0);
  for (let at = start; at < end; at += pixel) sum = f32x4.add(sum, loadLanes<T>(at));
  const mean = f32x4.mul(sum, f32x4.splat(1 / <f32>count));
  let square = f32x4.splat(0), rest = square;
  for (let at = start; at < end; at += pixel) {
    const d = f32x4.sub(loadLanes<T>(at), mean);
    square = multiplyAdd<f32>(square, d, d);
    rest = f32x4.add(rest, d);
  }
  merge(lane(mean, 0), lane(square, 0), lane(rest, 0), count, before, c, channels, totals);
  if (sizeof<T>() == 4) return;
  merge(lane(mean, 1), lane(square, 1), lane(rest, 1), count, before, c + 1, channels, totals);
  merge(lane(mean, 2), lane(square, 2), lane(rest, 2), count, before, c + 2, channels, totals);
  merge(lane(mean, 3), lane(square, 3), lane(rest, 3), count, before, c + 3, channels, totals);
}

// @ts-ignore: decorator
@inline
function lane(x: v128, index: i32): f64 {
  return index == 0 ? f32x4.extract_lane(x, 0) : index == 1 ? f32x4.extract_lane(x, 1)
    : index == 2 ? f32x4.extract_lane(x, 2) : f32x4.extract_lane(x, 3);
}

/** @param rest sum of the deviations from the block's mean as it was rounded */
function merge(
  blockMean: f64, blockSquare: f64, rest: f64, count: i32, before: i32, c: i32, channels: i32, totals: usize,
): void {
  const n = <f64>count, all = <f64>(before + count);
  const mean = totals + (<usize>c << 3), square = mean + (<usize>channels << 3);
  const correction = rest / n;
  const distance = blockMean + correction - load<f64>(mean);
  const within = blockSquare - rest * correction;
  store<f64>(square, load<f64>(square) + within + distance * distance * (<f64>before * n / all));
  store<f64>(mean, load<f64>(mean) + distance * (n / all));
}

/** scale = gamma / sqrt(variance + epsilon), offset = beta - mean scale. */
export function scaleAndOffset(
  gamma: usize, beta: usize, mean: usize, variance: usize, channels: i32, epsilon: f64, scale: usize, offset: usize,
): void {
  for (let c: usize = 0; c < <usize>channels << 2; c += 4) {
    const factor = <f64>load<f32>(gamma + c) / Math.sqrt(<f64>load<f32>(variance + c) + epsilon);
    store<f32>(scale + c, <f32>factor);
    store<f32>(offset + c, <f32>(<f64>load<f32>(beta + c) - <f64>load<f32>(mean + c) * factor));
  }
}

/** y = scale x + offset + shortcut, with zeros for negative values if `relu`. @param shortcut 0: none */
export function normalise(
  x: usize, rows: i32, channels: i32, scale: usize, offset: usize, shortcut: usize, relu: bool, y: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let row = 0; row < rows; row++, x += pixel, y += pixel) {
    let c: usize = 0;
    for (; c + 16 <= pixel; c += 16) normaliseLanes<v128>(x + c, scale + c, offset + c, shortcut ? shortcut + c : 0, relu, y + c);
    for (; c < pixel; c += 4) normaliseLanes<f32>(x + c, scale + c, offset + c, shortcut ? shortcut + c : 0, relu, y + c);
    if (shortcut) shortcut += pixel;
  }
}

// @ts-ignore: decorator
@inline
function normaliseLanes<T>(x: usize, scale: usize, offset: usize, shortcut: usize, relu: bool, y: usize): void {
  let value = multiplyAdd<f32>(loadLanes<T>(offset), loadLanes<T>(x), loadLanes<T>(scale));
  if (shortcut) value = f32x4.add(value, loadLanes<T>(shortcut));
  // 0 for what is not above it; NaN stays.
  if (relu) value = f32x4.pmax(value, f32x4.splat(0));
  storeLanes<T>(y, value);
}

/**
 * Sums over rows of g and of g (x - mean), for every channel.
 *
 * @param y 0: not cut off
 * @param totals f64 [2, channels]
 */
export function slopeSums(
  dy: usize, x: usize, y: usize, rows: i32, channels: i32, mean: usize, totals: usize,
): void {
  const step = rowsOf(channels);
  const pixel = <usize>channels << 2;
  memory.fill(totals, 0, <usize>channels << 4);
  for (let row = 0; row < rows; row += step) {
    const count = min(step, rows - row);
    let c = 0;
    for (; c + 4 <= channels; c += 4) blockSums<v128>(dy, x, y, pixel, count, c, channels, mean, totals);
    for (; c < channels; c++) blockSums<f32>(dy, x, y, pixel, count, c, channels, mean, totals);
    const bytes = <usize>count * pixel;
    dy += bytes, x += bytes;
    if (y) y += bytes;
  }
}

function blockSums<T>(
  dy: usize, x: usize, y: usize, pixel: usize, count: i32, c: i32, channels: i32, mean: usize, totals: usize,
): void {
  const offset = <usize>c << 2;
  const centre = loadLanes<T>(mean + offset);
  let g0 = f32x4.splat(0), gx = g0;
  dy += offset, x += offset;
  if (y) y += offset;
  for (const end = x + <usize>count * pixel; x < end; x += pixel, dy += pixel) {
    const g = slopes<T>(dy, y);
    g0 = f32x4.add(g0, g);
    gx = multiplyAdd<f32>(gx, g, f32x4.sub(loadLanes<T>(x), centre));
    if (y) y += pixel;
  }
  const to = totals + (<usize>c << 3), toX = to + (<usize>channels << 3);
  for (let i: usize = 0; i < (sizeof<T>() == 16 ? 4 : 1); i++) {
    const at = i << 3;
    store<f64>(to + at, load<f64>(to + at) + pick(g0, i)), store<f64>(toX + at, load<f64>(toX + at) + pick(gx, i));
  }
}

function pick(x: v128, index: usize): f64 {
  return index == 0 ? f32x4.extract_lane(x, 0) : index == 1 ? f32x4.extract_lane(x, 1)
    : index == 2 ? f32x4.extract_lane(x, 2) : f32x4.extract_lane(x, 3);
}

/**
 * Gradients of gamma and beta from the sums of `slopeSums`, and the factors of `normalisationGradient`.
 *
 * @param factors f32 [3, channels]: dx = a g + b (x - mean) + c
 */
export function slopeFactors(
  totals: usize, gamma: usize, variance: usize, rows: i32, channels: i32, epsilon: f64,
  dgamma: usize, dbeta: usize, factors: usize,
): void {
  const products = totals + (<usize>channels << 3), pixel = <usize>channels << 2;
  for (let c = 0; c < channels; c++) {
    const at = <usize>c << 2, at64 = <usize>c << 3;
    const sum = load<f64>(totals + at64), product = load<f64>(products + at64);
    const square = <f64>load<f32>(variance + at) + epsilon;
    const inverse = 1 / Math.sqrt(square);
    const scale = <f64>load<f32>(gamma + at) * inverse;
    store<f32>(dbeta + at, <f32>sum);
    store<f32>(dgamma + at, <f32>(product * inverse));
    store<f32>(factors + at, <f32>scale);
    store<f32>(factors + pixel + at, <f32>(-scale * product / (square * <f64>rows)));
    store<f32>(factors + 2 * pixel + at, <f32>(-scale * sum / <f64>rows));
  }
}

/**
 * dx = a g + b (x - mean) + c by channels, and g itself.
 *
 * @param factors f32 [3, channels]
 * @param gradient where g goes; 0: nowhere
 */
export function normalisationGradient(
  dy: usize, x: usize, y: usize, rows: i32, channels: i32, mean: usize, factors: usize, dx: usize, gradient: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let row = 0; row < rows; row++, dy += pixel, x += pixel, dx += pixel) {
    let c: usize = 0;
    for (; c + 16 <= pixel; c += 16) gradientLanes<v128>(dy + c, x + c, y ? y + c : 0, mean + c, factors + c, pixel, dx + c, gradient ? gradient + c : 0);
    for (; c < pixel; c += 4) gradientLanes<f32>(dy + c, x + c, y ? y + c : 0, mean + c, factors + c, pixel, dx + c, gradient ? gradient + c : 0);
    if (y) y += pixel;
    if (gradient) gradient += pixel;
  }
}

// @ts-ignore: decorator
@inline
function gradientLanes<T>(
  dy: usize, x: usize, y: usize, mean: usize, factors: usize, pixel: usize, dx: usize, gradient: usize,
): void {
  const g = slopes<T>(dy, y);
  const centred = f32x4.sub(loadLanes<T>(x), loadLanes<T>(mean));
  const fixed = multiplyAdd<f32>(loadLanes<T>(factors + 2 * pixel), centred, loadLanes<T>(factors + pixel));
  storeLanes<T>(dx, multiplyAdd<f32>(fixed, g, loadLanes<T>(factors)));
  if (gradient) storeLanes<T>(gradient, g);
}
