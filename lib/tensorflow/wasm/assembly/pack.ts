import { VECTOR } from '../../../kernels/assembly/lanes';

/**
 * A matrix [rows x columns] into panels of 8 columns (of 4 for the last one, if that is enough) with zeros beyond: it
 * becomes the rows from `first` on of panels of `depth` rows.
 *
 * @param transposed whether it lies in memory column by column
 */
export function packPanels(
  from: usize, rows: i32, columns: i32, transposed: bool, to: usize, depth: i32, first: i32,
): void {
  for (let column = 0; column < columns; column += 8) {
    const count = min(columns - column, 8);
    const width = count > 4 ? 8 : 4;
    const panel = to + (<usize>column * depth << 2) + (<usize>first * width << 2);
    if (transposed) packTransposed(from + (<usize>column * rows << 2), rows, count, width, panel);
    else packRows(from + (<usize>column << 2), rows, columns, count, width, panel);
  }
}

function packRows(from: usize, rows: i32, pitch: i32, count: i32, width: i32, to: usize): void {
  for (let row = 0; row < rows; row++, from += <usize>pitch << 2, to += <usize>width << 2) {
    if (count == 8) v128.store(to, v128.load(from)), v128.store(to, v128.load(from, VECTOR), VECTOR);
    else if (count == 4) v128.store(to, v128.load(from));
    else for (let c = 0; c < width; c++) store<f32>(to + (c << 2), c < count ? load<f32>(from + (c << 2)) : 0);
  }
}

function packTransposed(from: usize, rows: i32, count: i32, width: i32, to: usize): void {
  const pitch = <usize>rows << 2;
  let row = 0;
  if (count == 8) {
    for (; row + 4 <= rows; row += 4, from += VECTOR, to += 8 * VECTOR) {
      transposeFour(from, pitch, to, 2 * VECTOR);
      transposeFour(from + 4 * pitch, pitch, to + VECTOR, 2 * VECTOR);
    }
  }
  for (; row < rows; row++, from += 4, to += <usize>width << 2) {
    for (let c = 0; c < width; c++) store<f32>(to + (c << 2), c < count ? load<f32>(from + <usize>c * pitch) : 0);
  }
}

/** 4 x 4 values. */
function transposeFour(from: usize, pitch: usize, to: usize, toPitch: usize): void {
  const a = v128.load(from), b = v128.load(from + pitch);
  const c = v128.load(from + 2 * pitch), d = v128.load(from + 3 * pitch);
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(ab0, cd0, 0, 2)), v128.store(to + toPitch, v128.shuffle<i64>(ab0, cd0, 1, 3));
  to += 2 * toPitch;
  v128.store(to, v128.shuffle<i64>(ab1, cd1, 0, 2)), v128.store(to + toPitch, v128.shuffle<i64>(ab1, cd1, 1, 3));
}

/**
 * Images amid zeros: [count, rows, columns, channels] of [count, height, width, channels].
 *
 * @param from row 0 of the first image; imagePitch bytes from an image to the next
 * @param first row of each image that comes first, negative above it
 * @param left zeros to the left of each row
 */
export function padImages(
  from: usize, imagePitch: usize, count: i32, height: i32, width: i32, channels: i32,
  first: i32, rows: i32, left: i32, columns: i32, to: usize,
): void {
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel, whole = <usize>columns * pixel;
  const before = <usize>min(left, columns) * pixel, part = min(row, whole - before), behind = whole - before - part;
  for (let image = 0; image < count; image++, from += imagePitch) {
    for (let i = first; i < first + rows; i++, to += whole) {
      if (i < 0 || i >= height) {
        memory.fill(to, 0, whole);
        continue;
      }
      if (before > 0) memory.fill(to, 0, before);
      memory.copy(to + before, from + <usize>i * row, part);
      if (behind > 0) memory.fill(to + before + part, 0, behind);
    }
  }
}

/** Where the rows of an arrangement [images, rows, columns] lie: u32, bytes. @returns the end of the list */
export function listPlaces(
  to: usize, start: u32, images: i32, imagePitch: u32, rows: i32, rowPitch: u32, columns: i32, columnPitch: u32,
): usize {
  for (let image = 0; image < images; image++) {
    for (let i = 0; i < rows; i++) {
      let place = start + image * imagePitch + i * rowPitch;
      for (let j = 0; j < columns; j++, place += columnPitch, to += 4) store<u32>(to, place);
    }
  }
  return to;
}
