import { multiplyAdd } from '../../../kernels/assembly/lanes';

// Convolutions of images of one channel, stride 1, and their gradients in the filter. Channels would leave most lanes empty: here lanes are places of a row.

/** What both kernels work on; filled by ../one-channel.ts, which lists the fields in the same order. */
@unmanaged
export class OneChannel {
  /** Images amid zeros [images, rows, columns]. */
  x: usize;
  images: i32;
  rows: i32;
  columns: i32;
  outHeight: i32;
  outWidth: i32;
  outputs: i32;
  windowHeight: i32;
  windowWidth: i32;
  /** Packed filter [outputs / 3, window, 3], or u32 offsets of the window's places in bytes, a multiple of 4. */
  window: usize;
  /** Bias of the outputs, rounded up to 3; or the sums [outputs / 2, window / 4, 4, 2, 4]. */
  sums: usize;
  /** Slopes [outputs rounded up to 2, outHeight, outWidth rounded up to 4] of one image. */
  planes: usize;
}

/** The filter [window, outputs] in threes of outputs, zeros beyond. */
export function packThrees(filter: usize, window: i32, outputs: i32, to: usize): void {
  for (let output = 0; output < outputs; output += 3) {
    for (let k = 0; k < window; k++) {
      for (let o = output; o < output + 3; o++, to += 4) {
        store<f32>(to, o < outputs ? load<f32>(filter + (<usize>(k * outputs + o) << 2)) : 0);
      }
    }
  }
}

/** y [images, outHeight, outWidth, outputs] = bias + x * filter. */
export function convolveOneChannel(plan: usize, y: usize): void {
  const o = changetype<OneChannel>(plan);
  const row = <usize>o.columns << 2, image = <usize>o.rows * row;
  const pixel = <usize>o.outputs << 2;
  for (let b = 0; b < o.images; b++) {
    for (let i = 0; i < o.outHeight; i++) {
      const from = o.x + <usize>b * image + <usize>i * row;
      for (let j = 0; j < o.outWidth; j += 8) {
        const count = min(8, o.outWidth - j);
        for (let output = 0; output < o.outputs; output += 3) {
          eightPlaces(o, from + (<usize>j << 2), row, output, y + (<usize>output << 2), pixel, count);
        }
        y += <usize>count * pixel;
      }
    }
  }
}

/** Three outputs at 8 places. */
function eightPlaces(o: OneChannel, x: usize, row: usize, output: i32, y: usize, pixel: usize, count: i32): void {
  let w = o.window + (<usize>(output * o.windowHeight * o.windowWidth) << 2);
  const bias = o.sums + (<usize>output << 2);
  let a0 = v128.load32_splat(bias), a1 = a0;
  let b0 = v128.load32_splat(bias, 4), b1 = b0;
  let c0 = v128.load32_splat(bias, 8), c1 = c0;
  for (let p = 0; p < o.windowHeight; p++, x += row) {
    let at = x;
    for (const end = x + (<usize>o.windowWidth << 2); at < end; at += 4, w += 12) {
      const x0 = v128.load(at), x1 = v128.load(at, 16);
      let s = v128.load32_splat(w);
      a0 = multiplyAdd<f32>(a0, s, x0), a1 = multiplyAdd<f32>(a1, s, x1);
      s = v128.load32_splat(w, 4);
      b0 = multiplyAdd<f32>(b0, s, x0), b1 = multiplyAdd<f32>(b1, s, x1);
      s = v128.load32_splat(w, 8);
      c0 = multiplyAdd<f32>(c0, s, x0), c1 = multiplyAdd<f32>(c1, s, x1);
    }
  }
  const outputs = min(3, o.outputs - output);
  scatter(a0, a1, y, pixel, count);
  if (outputs > 1) scatter(b0, b1, y + 4, pixel, count);
  if (outputs > 2) scatter(c0, c1, y + 8, pixel, count);
}

function scatter(low: v128, high: v128, y: usize, pixel: usize, count: i32): void {
  if (count == 8) {
    v128.store32_lane(y, low, 0), y += pixel;
    v128.store32_lane(y, low, 1), y += pixel;
    v128.store32_lane(y, low, 2), y += pixel;
    v128.store32_lane(y, low, 3), y += pixel;
    v128.store32_lane(y, high, 0), y += pixel;
    v128.store32_lane(y, high, 1), y += pixel;
    v128.store32_lane(y, high, 2), y += pixel;
    v128.store32_lane(y, high, 3);
    return;
  }
  v128.store32_lane(y, low, 0);
  if (count > 1) v128.store32_lane(y + pixel, low, 1);
  if (count > 2) v128.store32_lane(y + 2 * pixel, low, 2);
  if (count > 3) v128.store32_lane(y + 3 * pixel, low, 3);
  if (count > 4) v128.store32_lane(y + 4 * pixel, high, 0);
  if (count > 5) v128.store32_lane(y + 5 * pixel, high, 1);
  if (count > 6) v128.store32_lane(y + 6 * pixel, high, 2);
}

/** Adds to the sums what the images contribute to the gradient in the filter. @param dy their slopes */
export function addOneChannel(plan: usize, dy: usize): void {
  const o = changetype<OneChannel>(plan);
  const width = (o.outWidth + 3) & ~3;
  const groups = (o.windowHeight * o.windowWidth + 3) / 4;
  const plane = <usize>(o.outHeight * width) << 2;
  for (let b = 0; b < o.images; b++) {
    splitOutputs(dy + (<usize>(b * o.outHeight * o.outWidth * o.outputs) << 2), o, width);
    const x = o.x + (<usize>(b * o.rows * o.columns) << 2);
    let sums = o.sums;
    for (let output = 0; output < o.outputs; output += 2) {
      for (let group = 0; group < groups; group++, sums += 128) {
        fourPlaces(o, x, o.window + <usize>group * 16, o.planes + <usize>output * plane, plane, width, sums);
      }
    }
  }
}

/** The slopes of one image by outputs, zeros beyond each row and beyond an odd number of outputs. */
function splitOutputs(dy: usize, o: OneChannel, width: i32): void {
  const pixel = <usize>o.outputs << 2;
  let to = o.planes;
  for (let output = 0; output < o.outputs; output++, dy += 4) {
    let from = dy;
    for (let i = 0; i < o.outHeight; i++) {
      let j = 0;
      for (; j + 4 <= o.outWidth; j += 4, from += 4 * pixel, to += 16) {
        let x = v128.load32_zero(from);
        x = v128.load32_lane(from + pixel, x, 1);
        x = v128.load32_lane(from + 2 * pixel, x, 2);
        v128.store(to, v128.load32_lane(from + 3 * pixel, x, 3));
      }
      for (; j < o.outWidth; j++, from += pixel, to += 4) store<f32>(to, load<f32>(from));
      for (; j < width; j++, to += 4) store<f32>(to, 0);
    }
  }
  if (o.outputs & 1) memory.fill(to, 0, <usize>(o.outHeight * width) << 2);
}

/**
 * Two outputs at 4 places of the window; a lane sums every fourth column. Of 5 places the processor could not hold the sums:
 * V8 loads all values of a round before it multiplies.
 */
function fourPlaces(
  o: OneChannel, x: usize, window: usize, dy: usize, plane: usize, width: i32, sums: usize,
): void {
  const o0 = load<u32>(window), o1 = load<u32>(window, 4), o2 = load<u32>(window, 8), o3 = load<u32>(window, 12);
  let a0 = v128.load(sums), a1 = v128.load(sums, 16), b0 = v128.load(sums, 32), b1 = v128.load(sums, 48);
  let c0 = v128.load(sums, 64), c1 = v128.load(sums, 80), d0 = v128.load(sums, 96), d1 = v128.load(sums, 112);
  const skip = <usize>(o.columns - width) << 2;
  for (let i = 0; i < o.outHeight; i++, x += skip) {
    for (const end = dy + (<usize>width << 2); dy < end; dy += 16, x += 16) {
      const g0 = v128.load(dy), g1 = v128.load(dy + plane);
      let s = v128.load(x + o0);
      a0 = multiplyAdd<f32>(a0, s, g0), a1 = multiplyAdd<f32>(a1, s, g1);
      s = v128.load(x + o1);
      b0 = multiplyAdd<f32>(b0, s, g0), b1 = multiplyAdd<f32>(b1, s, g1);
      s = v128.load(x + o2);
      c0 = multiplyAdd<f32>(c0, s, g0), c1 = multiplyAdd<f32>(c1, s, g1);
      s = v128.load(x + o3);
      d0 = multiplyAdd<f32>(d0, s, g0), d1 = multiplyAdd<f32>(d1, s, g1);
    }
  }
  v128.store(sums, a0), v128.store(sums, a1, 16), v128.store(sums, b0, 32), v128.store(sums, b1, 48);
  v128.store(sums, c0, 64), v128.store(sums, c1, 80), v128.store(sums, d0, 96), v128.store(sums, d1, 112);
}

/** The sums of all lanes as a filter [window, outputs]. */
export function sumOneChannel(sums: usize, window: i32, outputs: i32, filter: usize): void {
  const groups = (window + 3) / 4;
  for (let k = 0; k < window; k++) {
    for (let output = 0; output < outputs; output++) {
      const block = (output >> 1) * groups + k / 4;
      const x = v128.load(sums + <usize>block * 128 + <usize>(k % 4) * 32 + <usize>(output & 1) * 16);
      const low = f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1);
      const high = f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3);
      store<f32>(filter + (<usize>(k * outputs + output) << 2), low + high);
    }
  }
}
