import { loadLanes, storeLanes } from './lanes';

// Gradients of 2-D pooling, channels last, of images [images, height, width, channels] in windows [windowHeight,
// windowWidth] at [outHeight, outWidth] places.

/** What pooling works on; filled by ../pooling-kernels.ts, which lists the fields in the same order. */
@unmanaged
export class Pooling {
  images: i32;
  height: i32;
  width: i32;
  channels: i32;
  outHeight: i32;
  outWidth: i32;
  windowHeight: i32;
  windowWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  top: i32;
  left: i32;
}

/** The largest value of each window gets its slope; of equal ones the first, row by row. `dx` is added to. */
export function maxPoolGradient(pooling: usize, x: usize, dy: usize, dx: usize): void {
  const pool = changetype<Pooling>(pooling);
  const pixel = <usize>pool.channels << 2, image = <usize>(pool.height * pool.width) * pixel;
  for (let b = 0; b < pool.images; b++, x += image, dx += image) {
    for (let i = 0; i < pool.outHeight; i++) {
      const top = i * pool.strideHeight - pool.top;
      const from = max(top, 0), to = min(top + pool.windowHeight, pool.height);
      for (let j = 0; j < pool.outWidth; j++, dy += pixel) {
        const left = j * pool.strideWidth - pool.left;
        const first = max(left, 0), columns = min(left + pool.windowWidth, pool.width) - first;
        // Wholly outside of the image.
        if (to <= from || columns <= 0) continue;
        const corner = <usize>(from * pool.width + first) * pixel;
        const row = <usize>pool.width * pixel;
        let channel: usize = 0;
        for (; channel + 16 <= pixel; channel += 16) {
          toLargest<v128>(x + corner + channel, dx + corner + channel, to - from, row, columns, pixel, dy + channel);
        }
        for (; channel + 8 <= pixel; channel += 8) {
          toLargest<f64>(x + corner + channel, dx + corner + channel, to - from, row, columns, pixel, dy + channel);
        }
        for (; channel < pixel; channel += 4) {
          toLargest<f32>(x + corner + channel, dx + corner + channel, to - from, row, columns, pixel, dy + channel);
        }
      }
    }
  }
}

function toLargest<T>(x: usize, dx: usize, rows: i32, row: usize, columns: i32, pixel: usize, dy: usize): void {
  let largest = loadLanes<T>(x);
  for (let i = 0, start = x; i < rows; i++, start += row) {
    for (let j = 0, at = start; j < columns; j++, at += pixel) largest = f32x4.pmax(largest, loadLanes<T>(at));
  }
  let slope = loadLanes<T>(dy);
  const offset = dx - x;
  for (let i = 0, start = x; i < rows; i++, start += row) {
    for (let j = 0, at = start; j < columns; j++, at += pixel) {
      const here = f32x4.eq(loadLanes<T>(at), largest);
      storeLanes<T>(at + offset, f32x4.add(loadLanes<T>(at + offset), v128.and(here, slope)));
      slope = v128.andnot(slope, here);
    }
  }
}

/** All values of each window get the same share of its slope. `dx` is added to. */
export function averagePoolGradient(pooling: usize, dy: usize, dx: usize): void {
  const pool = changetype<Pooling>(pooling);
  const pixel = <usize>pool.channels << 2, row = <usize>pool.width * pixel;
  for (let b = 0; b < pool.images; b++, dx += <usize>pool.height * row) {
    for (let i = 0; i < pool.outHeight; i++) {
      const top = i * pool.strideHeight - pool.top;
      const from = max(top, 0), to = min(top + pool.windowHeight, pool.height);
      for (let j = 0; j < pool.outWidth; j++, dy += pixel) {
        const left = j * pool.strideWidth - pool.left;
        const first = max(left, 0), columns = min(left + pool.windowWidth, pool.width) - first;
        const share = f32x4.splat(1 / <f32>((to - from) * columns));
        for (let r = from; r < to; r++) {
          let at = dx + <usize>r * row + <usize>first * pixel;
          for (let c = 0; c < columns; c++, at += pixel) addShare(at, dy, share, pixel);
        }
      }
    }
  }
}

function addShare(dx: usize, dy: usize, share: v128, pixel: usize): void {
  let channel: usize = 0;
  for (; channel + 16 <= pixel; channel += 16) {
    v128.store(dx + channel, f32x4.add(v128.load(dx + channel), f32x4.mul(v128.load(dy + channel), share)));
  }
  const one = f32x4.extract_lane(share, 0);
  for (; channel < pixel; channel += 4) {
    store<f32>(dx + channel, load<f32>(dx + channel) + load<f32>(dy + channel) * one);
  }
}
