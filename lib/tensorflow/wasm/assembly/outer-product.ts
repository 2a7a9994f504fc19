import { multiplyAdd, VECTOR } from '../../../kernels/assembly/lanes';

// The gradient of a convolution in its filters: for every place (p, q) of the window the sum over places (i, j) of
// images of x[i stride + p, j stride + q]^T dy[i, j]. Images and dy come packed, so that both are read in order: groups
// of 4 values of a pixel of x are planes [images, rows, columns, 4], groups of 8 (or 4) channels of dy are panels.
// A sum [4 x 8] is a block of its own, that goes on from one part of the images to the next.

/** One run of consecutive places a row of dy. */
function block8(
  x: usize, xRow: usize, xImage: usize, step: usize, dy: usize, dyRow: usize, dyImage: usize,
  images: i32, rows: i32, columns: i32, sums: usize,
): void {
  let a0 = v128.load(sums), a1 = v128.load(sums, VECTOR);
  let b0 = v128.load(sums, 2 * VECTOR), b1 = v128.load(sums, 3 * VECTOR);
  let c0 = v128.load(sums, 4 * VECTOR), c1 = v128.load(sums, 5 * VECTOR);
  let d0 = v128.load(sums, 6 * VECTOR), d1 = v128.load(sums, 7 * VECTOR);
  const width = <usize>columns * 2 * VECTOR;
  for (let image = 0; image < images; image++, x += xImage, dy += dyImage) {
    let row = x, slopes = dy;
    for (let i = 0; i < rows; i++, row += xRow, slopes += dyRow) {
      let at = row, g = slopes;
      for (const end = g + width; g < end; g += 2 * VECTOR, at += step) {
        const g0 = v128.load(g), g1 = v128.load(g, VECTOR);
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
  x: usize, xRow: usize, xImage: usize, step: usize, dy: usize, dyRow: usize, dyImage: usize,
  images: i32, rows: i32, columns: i32, sums: usize,
): void {
  let a = v128.load(sums), b = v128.load(sums, VECTOR), c = v128.load(sums, 2 * VECTOR), d = v128.load(sums, 3 * VECTOR);
  const width = <usize>columns * VECTOR;
  for (let image = 0; image < images; image++, x += xImage, dy += dyImage) {
    let row = x, slopes = dy;
    for (let i = 0; i < rows; i++, row += xRow, slopes += dyRow) {
      let at = row, g = slopes;
      for (const end = g + width; g < end; g += VECTOR, at += step) {
        const g0 = v128.load(g);
        a = multiplyAdd<f32>(a, v128.load32_splat(at), g0), b = multiplyAdd<f32>(b, v128.load32_splat(at, 4), g0);
        c = multiplyAdd<f32>(c, v128.load32_splat(at, 8), g0), d = multiplyAdd<f32>(d, v128.load32_splat(at, 12), g0);
      }
    }
  }
  v128.store(sums, a), v128.store(sums, b, VECTOR), v128.store(sums, c, 2 * VECTOR), v128.store(sums, d, 3 * VECTOR);
}

/** What `addOuterProducts` works on; filled by ../filter-gradient.ts, which lists the fields in the same order. */
@unmanaged
export class OuterProducts {
  x: usize;
  /** Bytes of x from a row of dy to the next, from an image to the next, from a column of dy to the next. */
  xRow: usize;
  xImage: usize;
  step: usize;
  /** For each row of the window `Part`s of rows, for each group of four values of such a row `Part`s of columns. */
  windowRows: i32;
  rowParts: usize;
  groups: i32;
  groupParts: usize;
  /** Panels of [images rows columns x 8 (or 4)]. */
  dy: usize;
  images: i32;
  rows: i32;
  columns: i32;
  channels: i32;
  /** [panels, windowRows, groups, 4, 8 (or 4)] */
  sums: usize;
}

/** Rows (columns) of dy for which a row (group) of the window lies in the image. */
@unmanaged
class Part {
  /** Bytes of x. */
  start: usize;
  first: i32;
  count: i32;
}

/** Adds a part of the images to all sums. */
export function addOuterProducts(products: usize): void {
  const o = changetype<OuterProducts>(products);
  const depth = o.images * o.rows * o.columns;
  let sums = o.sums;
  for (let channel = 0; channel < o.channels; channel += 8) {
    const place: usize = o.channels - channel > 4 ? 32 : 16;
    const panel = o.dy + (<usize>channel * depth << 2), dyRow = <usize>o.columns * place, dyImage = <usize>o.rows * dyRow;
    for (let p = 0; p < o.windowRows; p++) {
      const row = changetype<Part>(o.rowParts + <usize>p * offsetof<Part>());
      for (let g = 0; g < o.groups; g++, sums += 4 * place) {
        const group = changetype<Part>(o.groupParts + <usize>g * offsetof<Part>());
        const x = o.x + row.start + group.start;
        const dy = panel + <usize>row.first * dyRow + <usize>group.first * place;
        if (place == 32) block8(x, o.xRow, o.xImage, o.step, dy, dyRow, dyImage, o.images, row.count, group.count, sums);
        else block4(x, o.xRow, o.xImage, o.step, dy, dyRow, dyImage, o.images, row.count, group.count, sums);
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
        if (count == 8) v128.store(to, v128.load(sums)), v128.store(to, v128.load(sums, VECTOR), VECTOR);
        else if (count == 4) v128.store(to, v128.load(sums));
        else for (let c = 0; c < count; c++) store<f32>(to + (c << 2), load<f32>(sums + (c << 2)));
      }
      sums += <usize>((-length & 3) * width) << 2;
    }
  }
}
