import { multiplyAdd, VECTOR } from '../../../kernels/assembly/lanes';

// Rows times panels: every row of y is a row of x, wherever it lies, times a matrix that is packed into panels of 8
// columns (4 for the last one, if that is enough). A row of x is a number of runs of consecutive values: the window of
// a convolution, channels last, is one run a row of the window. The runs meet parts of the packed matrix that lie as far
// apart as the window's rows: where a window reaches beyond the image, the part inside of it is enough. Every value of y
// is summed in the order of its row, whatever the block: it does not depend on the rows that are computed together.

/** Longest part of a row for which a panel and four rows stay in the first cache. */
const LONGEST: i32 = 640;

/** Four rows, 8 columns. @param gap bytes between the parts of the panel @param from what the sums start with: a row of 8, or the rows of y themselves at 0 */
function block8(
  x0: usize, x1: usize, x2: usize, x3: usize, runs: i32, length: i32, pitch: usize, panel: usize,
  gap: usize, from: usize, y0: usize, y1: usize, y2: usize, y3: usize,
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
    x0 += skip, x1 += skip, x2 += skip, x3 += skip, panel += gap;
  }
  v128.store(y0, a0), v128.store(y0, a1, VECTOR), v128.store(y1, b0), v128.store(y1, b1, VECTOR);
  v128.store(y2, c0), v128.store(y2, c1, VECTOR), v128.store(y3, d0), v128.store(y3, d1, VECTOR);
}

/** Four rows, 4 columns. */
function block4(
  x0: usize, x1: usize, x2: usize, x3: usize, runs: i32, length: i32, pitch: usize, panel: usize,
  gap: usize, from: usize, y0: usize, y1: usize, y2: usize, y3: usize,
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
    x0 += skip, x1 += skip, x2 += skip, x3 += skip, panel += gap;
  }
  v128.store(y0, a), v128.store(y1, b), v128.store(y2, c), v128.store(y3, d);
}

/** Up to 8 columns of a row of y, by way of four rows of 8 where they are not whole. */
function copyColumns(from: usize, to: usize, columns: i32): void {
  for (let c = 0; c < columns; c++, from += 4, to += 4) store<f32>(to, load<f32>(from));
}

/** What `multiplyRows` works on; filled by ../window-sums.ts, which lists the fields in the same order. */
@unmanaged
export class Rows {
  /** u32 [rows], where each row starts, in bytes from x; outPlaces likewise from y. */
  places: usize;
  outPlaces: usize;
  rows: i32;
  /** Runs of a row, values of a run, and bytes from one run to the next. */
  runs: i32;
  length: i32;
  pitch: usize;
  /** Panels of [depth x 8 (or 4)], as `packPanels` makes them. */
  packed: usize;
  depth: i32;
  /** Row of the packed matrix that the first run meets first, and rows from there to that of the next run. */
  first: i32;
  step: i32;
  columns: i32;
  /** What the sums start with, of the columns rounded up to 8. */
  bias: usize;
  /** Room for four rows of 8. */
  tile: usize;
}

/** A panel of 1 to 8 columns, all rows. */
function multiplyPanel(
  o: Rows, x: usize, y: usize, runs: i32, length: i32, panel: usize, gap: usize, columns: i32, from: usize,
): void {
  const tile = o.tile, pitch = o.pitch;
  for (let row = 0; row < o.rows; row += 4) {
    const p = o.places + (<usize>row << 2), q = o.outPlaces + (<usize>row << 2);
    const left = o.rows - row;
    // Beyond the last row its values are computed again.
    const i1: usize = left > 1 ? 4 : 0, i2: usize = left > 2 ? 8 : i1, i3: usize = left > 3 ? 12 : i2;
    const x0 = x + load<u32>(p), x1 = x + load<u32>(p + i1), x2 = x + load<u32>(p + i2), x3 = x + load<u32>(p + i3);
    const y0 = y + load<u32>(q), y1 = y + load<u32>(q + i1), y2 = y + load<u32>(q + i2), y3 = y + load<u32>(q + i3);
    if (columns == 8) {
      block8(x0, x1, x2, x3, runs, length, pitch, panel, gap, from, y0, y1, y2, y3);
      continue;
    }
    if (columns == 4) {
      block4(x0, x1, x2, x3, runs, length, pitch, panel, gap, from, y0, y1, y2, y3);
      continue;
    }
    const t1 = tile + 32, t2 = tile + 64, t3 = tile + 96;
    if (!from) copyColumns(y0, tile, columns), copyColumns(y1, t1, columns);
    if (!from) copyColumns(y2, t2, columns), copyColumns(y3, t3, columns);
    if (columns > 4) block8(x0, x1, x2, x3, runs, length, pitch, panel, gap, from, tile, t1, t2, t3);
    else block4(x0, x1, x2, x3, runs, length, pitch, panel, gap, from, tile, t1, t2, t3);
    copyColumns(tile, y0, columns), copyColumns(t1, y1, columns);
    copyColumns(t2, y2, columns), copyColumns(t3, y3, columns);
  }
}

/** All panels, for runs that meet the packed rows from `first` on. @param start whether the sums start here */
function multiplyPart(o: Rows, x: usize, y: usize, runs: i32, length: i32, first: i32, start: bool): void {
  for (let column = 0; column < o.columns; column += 8) {
    const width = min(o.columns - column, 8);
    const row: usize = width > 4 ? 32 : 16;
    const panel = o.packed + (<usize>column * o.depth << 2) + <usize>first * row;
    const from = start ? o.bias + (<usize>column << 2) : 0;
    multiplyPanel(o, x, y + (<usize>column << 2), runs, length, panel, <usize>(o.step - length) * row, width, from);
  }
}

/** y[row] = bias + sum over runs and values of x[row] packed. */
export function multiplyRows(rows: usize, x: usize, y: usize): void {
  const o = changetype<Rows>(rows);
  if (o.runs * o.length <= LONGEST) {
    multiplyPart(o, x, y, o.runs, o.length, o.first, true);
    return;
  }
  for (let run = 0; run < o.runs; run++) {
    for (let at = 0; at < o.length; at += LONGEST) {
      const start = x + <usize>run * o.pitch + (<usize>at << 2);
      const part = min(LONGEST, o.length - at);
      multiplyPart(o, start, y, 1, part, o.first + run * o.step + at, run + at == 0);
    }
  }
}
