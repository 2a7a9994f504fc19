import { multiplyAdd, VECTOR } from '../../../kernels/assembly/lanes';

// The gradient of a convolution in its filters: for every place (p, q) of the window the sum over places (i, j) of
// images of x[i stride + p, j stride + q]^T dy[i, j]. Images and dy come packed, so that both are read in order: groups
// of 4 values of a pixel of x are planes [images, rows, columns, 4], groups of 8 (or 4) channels of dy are panels.
// A sum [4 x 8] is a block of its own, that goes on from one part of the images to the next.

/** One run of consecutive places a row of dy. */
function block8(
  x: usize, xRow: usize, xImage: usize, step: usize, dy: usize, images: i32, rows: i32, columns: i32, sums: usize,
): void {
  let a0 = v128.load(sums), a1 = v128.load(sums, VECTOR);
  let b0 = v128.load(sums, 2 * VECTOR), b1 = v128.load(sums, 3 * VECTOR);
  let c0 = v128.load(sums, 4 * VECTOR), c1 = v128.load(sums, 5 * VECTOR);
  let d0 = v128.load(sums, 6 * VECTOR), d1 = v128.load(sums, 7 * VECTOR);
  const width = <usize>columns * 2 * VECTOR;
  for (let image = 0; image < images; image++, x += xImage) {
    let row = x;
    for (let i = 0; i < rows; i++, row += xRow) {
      let at = row;
      for (const end = dy + width; dy < end; dy += 2 * VECTOR, at += step) {
        const g0 = v128.load(dy), g1 = v128.load(dy, VECTOR);
        let s = v128.load32_splat(at);
        a0 = multiplyAdd<f32>(a0, s, g0), a1 = multiplyAdd<f32>(a1, s, g1);
        s = v128.load32_splat(at, 4);
        b0 = multiplyAdd<f32>(b0, s, g0), b1 = multiplyAdd<f32>(b1, s, g1);
        s = v128.load32_splat(at, 8);
        c0 = multiplyAdd<f32>(c0, s, g0), c1 = multiplyAdd<f32>(c1, s, g1);
        s = v128.load32_splat(at, 12);
        d0 = multiplyAdd<f32>(d0, s, g0), d1 = multiplyAdd<f32>(d1, s, g1);
      }
    }
  }
  v128.store(sums, a0), v128.store(sums, a1, VECTOR), v128.store(sums, b0, 2 * VECTOR), v128.store(sums, b1, 3 * VECTOR);
  v128.store(sums, c0, 4 * VECTOR), v128.store(sums, c1, 5 * VECTOR);
  v128.store(sums, d0, 6 * VECTOR), v128.store(sums, d1, 7 * VECTOR);
}

function block4(
  x: usize, xRow: usize, xImage: usize, step: usize, dy: usize, images: i32, rows: i32, columns: i32, sums: usize,
): void {
  let a = v128.load(sums), b = v128.load(sums, VECTOR), c = v128.load(sums, 2 * VECTOR), d = v128.load(sums, 3 * VECTOR);
  const width = <usize>columns * VECTOR;
  for (let image = 0; image < images; image++, x += xImage) {
    let row = x;
    for (let i = 0; i < rows; i++, row += xRow) {
      let at = row;
      for (const end = dy + width; dy < end; dy += VECTOR, at += step) {
        const g = v128.load(dy);
        a = multiplyAdd<f32>(a, v128.load32_splat(at), g), b = multiplyAdd<f32>(b, v128.load32_splat(at, 4), g);
        c = multiplyAdd<f32>(c, v128.load32_splat(at, 8), g), d = multiplyAdd<f32>(d, v128.load32_splat(at, 12), g);
      }
    }
  }
  v128.store(sums, a), v128.store(sums, b, VECTOR), v128.store(sums, c, 2 * VECTOR), v128.store(sums, d, 3 * VECTOR);
}

/**
 * Adds a part of the images to all sums.
 *
 * Values of a window's row are numbered: groups of 4 of them start at `starts` (u32, bytes from the row's pixel).
 *
 * @param x packed images; xRow and xImage bytes from a row of dy to the next, and from an image to the next
 * @param step bytes from a column of dy to the next
 * @param windowRow bytes from a row of the window to the next
 * @param dy panels of [images rows columns x 8 (or 4)]
 * @param sums [panels, windowRows, groups, 4, 8 (or 4)]
 */
export function addOuterProducts(
  x: usize, xRow: usize, xImage: usize, step: usize, starts: usize, groups: i32, windowRows: i32, windowRow: usize,
  dy: usize, images: i32, rows: i32, columns: i32, channels: i32, sums: usize,
): void {
  const depth = images * rows * columns;
  for (let channel = 0; channel < channels; channel += 8) {
    const panel = dy + (<usize>channel * depth << 2);
    for (let p = 0; p < windowRows; p++) {
      for (let group = 0; group < groups; group++) {
        const at = x + <usize>p * windowRow + load<u32>(starts + (<usize>group << 2));
        if (channels - channel > 4) {
          block8(at, xRow, xImage, step, panel, images, rows, columns, sums);
          sums += 8 * VECTOR;
        } else {
          block4(at, xRow, xImage, step, panel, images, rows, columns, sums);
          sums += 4 * VECTOR;
        }
      }
    }
  }
}

/**
 * The sums as a filter [windowRows, windowColumns, inputs, channels].
 *
 * @param length values of a group set: windowColumns inputs at once, or the inputs of each window column
 */
export function unpackSums(
  sums: usize, windowRows: i32, sets: i32, length: i32, channels: i32, filter: usize,
): void {
  for (let channel = 0; channel < channels; channel += 8) {
    const count = min(channels - channel, 8);
    const width = count > 4 ? 8 : 4;
    let to = filter + (<usize>channel << 2);
    for (let set = 0; set < windowRows * sets; set++) {
      for (let value = 0; value < length; value++, sums += <usize>width << 2, to += <usize>channels << 2) {
        for (let c = 0; c < count; c++) store<f32>(to + (c << 2), load<f32>(sums + (c << 2)));
      }
      sums += <usize>((-length & 3) * width) << 2;
    }
  }
}
