import { multiplyAdd, VECTOR } from './lanes';

// C = A^T B, A [depth x rows], B [depth x columns], C [rows x columns], all by rows, strides in bytes. A register block
// of C has 4 rows and 1 or 2 vectors of columns; one pointer walks down A and one down B. Every entry of C is summed
// in the order of `depth`, whatever the block: a result does not depend on which columns are computed together.

/** Depth of the sums that are made at a time: that many rows of A and B stay in the first cache. */
const CHUNK: i32 = 128;

function block2<T>(a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, depth: i32, more: bool): void {
  const zero = v128.splat<T>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero;
  if (more) {
    let at = c;
    c00 = v128.load(at), c01 = v128.load(at, VECTOR), at += cRow;
    c10 = v128.load(at), c11 = v128.load(at, VECTOR), at += cRow;
    c20 = v128.load(at), c21 = v128.load(at, VECTOR), at += cRow;
    c30 = v128.load(at), c31 = v128.load(at, VECTOR);
  }
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b), b1 = v128.load(b, VECTOR);
    let s = v128.load_splat<T>(a);
    c00 = multiplyAdd<T>(c00, s, b0), c01 = multiplyAdd<T>(c01, s, b1);
    s = v128.load_splat<T>(a, sizeof<T>());
    c10 = multiplyAdd<T>(c10, s, b0), c11 = multiplyAdd<T>(c11, s, b1);
    s = v128.load_splat<T>(a, 2 * sizeof<T>());
    c20 = multiplyAdd<T>(c20, s, b0), c21 = multiplyAdd<T>(c21, s, b1);
    s = v128.load_splat<T>(a, 3 * sizeof<T>());
    c30 = multiplyAdd<T>(c30, s, b0), c31 = multiplyAdd<T>(c31, s, b1);
    a += aRow, b += bRow;
  }
  v128.store(c, c00), v128.store(c, c01, VECTOR), c += cRow;
  v128.store(c, c10), v128.store(c, c11, VECTOR), c += cRow;
  v128.store(c, c20), v128.store(c, c21, VECTOR), c += cRow;
  v128.store(c, c30), v128.store(c, c31, VECTOR);
}

function block1<T>(a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, depth: i32, more: bool): void {
  let c0 = v128.splat<T>(0), c1 = c0, c2 = c0, c3 = c0;
  if (more) {
    c0 = v128.load(c), c1 = v128.load(c + cRow), c2 = v128.load(c + 2 * cRow), c3 = v128.load(c + 3 * cRow);
  }
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    c0 = multiplyAdd<T>(c0, v128.load_splat<T>(a), b0);
    c1 = multiplyAdd<T>(c1, v128.load_splat<T>(a, sizeof<T>()), b0);
    c2 = multiplyAdd<T>(c2, v128.load_splat<T>(a, 2 * sizeof<T>()), b0);
    c3 = multiplyAdd<T>(c3, v128.load_splat<T>(a, 3 * sizeof<T>()), b0);
    a += aRow, b += bRow;
  }
  v128.store(c, c0), c += cRow;
  v128.store(c, c1), c += cRow;
  v128.store(c, c2), c += cRow;
  v128.store(c, c3);
}

/**
 * C = A^T B.
 *
 * @param rows of C, a multiple of 4
 * @param vectors columns of C over lanes
 */
export function multiply<T>(
  a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, rows: i32, vectors: i32, depth: i32,
): void {
  multiplyChunk<T>(a, aRow, b, bRow, c, cRow, rows, vectors, min(depth, CHUNK), false);
  for (let from = CHUNK; from < depth; from += CHUNK) {
    a += <usize>CHUNK * aRow, b += <usize>CHUNK * bRow;
    multiplyChunk<T>(a, aRow, b, bRow, c, cRow, rows, vectors, min(depth - from, CHUNK), true);
  }
}

/** The same, or with `more` added to what C holds, term by term. */
function multiplyChunk<T>(
  a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, rows: i32, vectors: i32, depth: i32, more: bool,
): void {
  for (let v = 0; v < vectors; v += 2) {
    const offset = <usize>v * VECTOR;
    for (let i: usize = 0; i < <usize>rows; i += 4) {
      const rowsOfA = a + i * sizeof<T>();
      if (v + 1 < vectors) block2<T>(rowsOfA, aRow, b + offset, bRow, c + i * cRow + offset, cRow, depth, more);
      else block1<T>(rowsOfA, aRow, b + offset, bRow, c + i * cRow + offset, cRow, depth, more);
    }
  }
}

/** C = A^T B for an upper triangular A: a block of rows stops at its diagonal. */
export function multiplyTriangular<T>(
  a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, rows: i32, vectors: i32, depth: i32,
): void {
  for (let v = 0; v < vectors; v += 2) {
    const offset = <usize>v * VECTOR;
    for (let i: usize = 0; i < <usize>rows; i += 4) {
      const rowsOfA = a + i * sizeof<T>();
      const to = min(<i32>i + 4, depth);
      if (v + 1 < vectors) block2<T>(rowsOfA, aRow, b + offset, bRow, c + i * cRow + offset, cRow, to, false);
      else block1<T>(rowsOfA, aRow, b + offset, bRow, c + i * cRow + offset, cRow, to, false);
    }
  }
}
