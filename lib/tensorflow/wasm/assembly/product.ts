import { multiplyAdd, VECTOR } from '../../../kernels/assembly/lanes';

// Rows times panels: every row of y is a row of x, wherever it lies, times a matrix that is packed into panels of 8
// columns (4 for the last one, if that is enough). A row of x is a number of runs of consecutive values: the window of
// a convolution, channels last, is one run a row of the window. Every value of y is summed in the order of its row,
// whatever the block: it does not depend on the rows that are computed together.

/** Longest part of a row for which a panel and four rows stay in the first cache. */
const LONGEST: i32 = 640;

/** Four rows, 8 columns. @param from what the sums start with: a row of 8, or the rows of y themselves at 0 */
function block8(
  x0: usize, x1: usize, x2: usize, x3: usize, runs: i32, length: i32, pitch: usize, panel: usize,
  from: usize, y0: usize, y1: usize, y2: usize, y3: usize,
): void {
  let a0 = v128.load(from ? from : y0), a1 = v128.load(from ? from : y0, VECTOR);
  let b0 = v128.load(from ? from : y1), b1 = v128.load(from ? from : y1, VECTOR);
  let c0 = v128.load(from ? from : y2), c1 = v128.load(from ? from : y2, VECTOR);
  let d0 = v128.load(from ? from : y3), d1 = v128.load(from ? from : y3, VECTOR);
  const skip = pitch - (<usize>length << 2);
  for (let run = 0; run < runs; run++) {
    for (const end = x0 + (<usize>length << 2); x0 < end; x0 += 4, x1 += 4, x2 += 4, x3 += 4) {
      const w0 = v128.load(panel), w1 = v128.load(panel, VECTOR);
      let x = v128.load32_splat(x0);
      a0 = multiplyAdd<f32>(a0, x, w0), a1 = multiplyAdd<f32>(a1, x, w1);
      x = v128.load32_splat(x1);
      b0 = multiplyAdd<f32>(b0, x, w0), b1 = multiplyAdd<f32>(b1, x, w1);
      x = v128.load32_splat(x2);
      c0 = multiplyAdd<f32>(c0, x, w0), c1 = multiplyAdd<f32>(c1, x, w1);
      x = v128.load32_splat(x3);
      d0 = multiplyAdd<f32>(d0, x, w0), d1 = multiplyAdd<f32>(d1, x, w1);
      panel += 2 * VECTOR;
    }
    x0 += skip, x1 += skip, x2 += skip, x3 += skip;
  }
  v128.store(y0, a0), v128.store(y0, a1, VECTOR), v128.store(y1, b0), v128.store(y1, b1, VECTOR);
  v128.store(y2, c0), v128.store(y2, c1, VECTOR), v128.store(y3, d0), v128.store(y3, d1, VECTOR);
}

/** Four rows, 4 columns. */
function block4(
  x0: usize, x1: usize, x2: usize, x3: usize, runs: i32, length: i32, pitch: usize, panel: usize,
  from: usize, y0: usize, y1: usize, y2: usize, y3: usize,
): void {
  let a = v128.load(from ? from : y0), b = v128.load(from ? from : y1);
  let c = v128.load(from ? from : y2), d = v128.load(from ? from : y3);
  const skip = pitch - (<usize>length << 2);
  for (let run = 0; run < runs; run++) {
    for (const end = x0 + (<usize>length << 2); x0 < end; x0 += 4, x1 += 4, x2 += 4, x3 += 4) {
      const w = v128.load(panel);
      a = multiplyAdd<f32>(a, v128.load32_splat(x0), w);
      b = multiplyAdd<f32>(b, v128.load32_splat(x1), w);
      c = multiplyAdd<f32>(c, v128.load32_splat(x2), w);
      d = multiplyAdd<f32>(d, v128.load32_splat(x3), w);
      panel += VECTOR;
    }
    x0 += skip, x1 += skip, x2 += skip, x3 += skip;
  }
  v128.store(y0, a), v128.store(y1, b), v128.store(y2, c), v128.store(y3, d);
}

/** Up to 8 columns of a row of y, by way of four rows of 8 where they are not whole. */
function copyColumns(from: usize, to: usize, columns: i32): void {
  for (let c = 0; c < columns; c++, from += 4, to += 4) store<f32>(to, load<f32>(from));
}

/** A panel of 1 to 8 columns, all rows. @param tile room for four rows of 8 */
function multiplyPanel(
  x: usize, places: usize, y: usize, outPlaces: usize, rows: i32, runs: i32, length: i32, pitch: usize,
  panel: usize, columns: i32, from: usize, tile: usize,
): void {
  const whole = columns == 8 || columns == 4;
  for (let row = 0; row < rows; row += 4) {
    const p = places + (<usize>row << 2), q = outPlaces + (<usize>row << 2);
    const left = rows - row;
    // Beyond the last row its values are computed again.
    const i1: usize = left > 1 ? 4 : 0, i2: usize = left > 2 ? 8 : i1, i3: usize = left > 3 ? 12 : i2;
    const x0 = x + load<u32>(p), x1 = x + load<u32>(p + i1), x2 = x + load<u32>(p + i2), x3 = x + load<u32>(p + i3);
    const y0 = y + load<u32>(q), y1 = y + load<u32>(q + i1), y2 = y + load<u32>(q + i2), y3 = y + load<u32>(q + i3);
    if (whole) {
      if (columns == 8) block8(x0, x1, x2, x3, runs, length, pitch, panel, from, y0, y1, y2, y3);
      else block4(x0, x1, x2, x3, runs, length, pitch, panel, from, y0, y1, y2, y3);
      continue;
    }
    const t1 = tile + 32, t2 = tile + 64, t3 = tile + 96;
    if (!from) copyColumns(y0, tile, columns), copyColumns(y1, t1, columns);
    if (!from) copyColumns(y2, t2, columns), copyColumns(y3, t3, columns);
    if (columns > 4) block8(x0, x1, x2, x3, runs, length, pitch, panel, from, tile, t1, t2, t3);
    else block4(x0, x1, x2, x3, runs, length, pitch, panel, from, tile, t1, t2, t3);
    copyColumns(tile, y0, columns), copyColumns(t1, y1, columns);
    copyColumns(t2, y2, columns), copyColumns(t3, y3, columns);
  }
}

/** All panels, for values `first` to `first + runs length` of the rows of the packed matrix. */
function multiplyPart(
  x: usize, places: usize, y: usize, outPlaces: usize, rows: i32, runs: i32, length: i32, pitch: usize,
  packed: usize, depth: i32, first: i32, columns: i32, bias: usize, tile: usize,
): void {
  for (let column = 0; column < columns; column += 8) {
    const width = min(columns - column, 8);
    const panel = packed + (<usize>column * depth << 2) + (<usize>first * (width > 4 ? 8 : 4) << 2);
    const from = first == 0 ? bias + (<usize>column << 2) : 0;
    multiplyPanel(
      x, places, y + (<usize>column << 2), outPlaces, rows, runs, length, pitch, panel, width, from, tile,
    );
  }
}

/**
 * y[row] = bias + sum over runs and values of x[row] packed.
 *
 * @param places u32, where each row starts, in bytes from x; outPlaces likewise from y
 * @param pitch bytes from one run of a row to the next
 * @param packed panels of [runs length x 8 (or 4)], as `packPanels` makes them
 * @param bias of the columns, rounded up to 8
 * @param tile room for four rows of 8
 */
export function multiplyRows(
  x: usize, places: usize, y: usize, outPlaces: usize, rows: i32, runs: i32, length: i32, pitch: usize,
  packed: usize, columns: i32, bias: usize, tile: usize,
): void {
  const depth = runs * length;
  if (depth <= LONGEST) {
    multiplyPart(x, places, y, outPlaces, rows, runs, length, pitch, packed, depth, 0, columns, bias, tile);
    return;
  }
  for (let run = 0; run < runs; run++) {
    for (let at = 0; at < length; at += LONGEST) {
      const start = x + <usize>run * pitch + (<usize>at << 2);
      const part = min(LONGEST, length - at), first = run * length + at;
      multiplyPart(start, places, y, outPlaces, rows, 1, part, pitch, packed, depth, first, columns, bias, tile);
    }
  }
}
