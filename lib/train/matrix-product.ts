/** A matrix inside a larger array: entry (i, j) is `data[start + i * rowStride + j * colStride]`. */
export interface Strided {
  readonly data: Float64Array;
  readonly start: number;
  readonly rowStride: number;
  readonly colStride: number;
}

/**
 * C = A B, written to rows of `result` of unit column stride. A transposed operand is one with its strides swapped.
 *
 * Every entry is summed in order of k from 0, whatever the shapes, so tiling changes no bit. The 4 x 2 tile of
 * the inner loop keeps its eight sums in registers, which makes it some four times as fast as a row at a time.
 */
export function multiply(
  a: Strided,
  b: Strided,
  result: Strided,
  rows: number,
  cols: number,
  inner: number,
): void {
  const tiledRows = rows - (rows % 4);
  const tiledCols = cols - (cols % 2);
  for (let j = 0; j < tiledCols; j += 2) {
    for (let i = 0; i < tiledRows; i += 4) tile(a, b, result, i, j, inner);
    for (let i = tiledRows; i < rows; i++) {
      entry(a, b, result, i, j, inner);
      entry(a, b, result, i, j + 1, inner);
    }
  }
  for (let j = tiledCols; j < cols; j++) {
    for (let i = 0; i < rows; i++) entry(a, b, result, i, j, inner);
  }
}

function entry(a: Strided, b: Strided, result: Strided, i: number, j: number, inner: number): void {
  let p = a.start + i * a.rowStride;
  let q = b.start + j * b.colStride;
  let sum = 0;
  for (let k = 0; k < inner; k++) {
    sum += a.data[p] * b.data[q];
    p += a.colStride;
    q += b.rowStride;
  }
  result.data[result.start + i * result.rowStride + j] = sum;
}

function tile(a: Strided, b: Strided, result: Strided, i: number, j: number, inner: number): void {
  const { data: A, colStride: stepA, rowStride } = a;
  const { data: B, rowStride: stepB } = b;
  let p0 = a.start + i * rowStride;
  let p1 = p0 + rowStride;
  let p2 = p1 + rowStride;
  let p3 = p2 + rowStride;
  let q0 = b.start + j * b.colStride;
  let q1 = q0 + b.colStride;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  let s20 = 0;
  let s21 = 0;
  let s30 = 0;
  let s31 = 0;
  for (let k = 0; k < inner; k++) {
    const x0 = A[p0];
    const x1 = A[p1];
    const x2 = A[p2];
    const x3 = A[p3];
    const y0 = B[q0];
    const y1 = B[q1];
    s00 += x0 * y0;
    s01 += x0 * y1;
    s10 += x1 * y0;
    s11 += x1 * y1;
    s20 += x2 * y0;
    s21 += x2 * y1;
    s30 += x3 * y0;
    s31 += x3 * y1;
    p0 += stepA;
    p1 += stepA;
    p2 += stepA;
    p3 += stepA;
    q0 += stepB;
    q1 += stepB;
  }
  const C = result.data;
  let c = result.start + i * result.rowStride + j;
  C[c] = s00;
  C[c + 1] = s01;
  c += result.rowStride;
  C[c] = s10;
  C[c + 1] = s11;
  c += result.rowStride;
  C[c] = s20;
  C[c + 1] = s21;
  c += result.rowStride;
  C[c] = s30;
  C[c + 1] = s31;
}
