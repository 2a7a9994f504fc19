import { multiplyAdd, VECTOR } from './lanes';

// C = A^T B, A [depth x rows], B [depth x columns], C [rows x columns], all by rows, strides in bytes. A register block
// of C has 5 rows and 2 vectors of columns, as much as 16 registers hold, 4 rows and 1 or 2 vectors, or 1 row and 6 or 2;
// one pointer walks down A and one down B. Every entry of C is summed in the order of `depth`, whatever the block: a result does not depend
// on which rows and columns are computed together.

/** Largest depth of the sums that are made at a time, and vectors of columns: that block of B stays in the first cache. */
const DEPTH: i32 = 144;
const COLUMNS: i32 = 16;

/** 5 rows of C take so much of A: copied if so many vectors use it, and A is so long that its strides cost cache lines. */
const PANEL: usize = memory.data(<i32>DEPTH * 5 * 8);
const WORTH_COPYING: i32 = 6;
const LONG: usize = 1 << 16;

function block5<T>(a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, depth: i32, more: bool): void {
  const zero = v128.splat<T>(0);
  let c00 = zero, c01 = zero, c10 = zero, c11 = zero, c20 = zero, c21 = zero, c30 = zero, c31 = zero, c40 = zero, c41 = zero;
  if (more) {
    let at = c;
    c00 = v128.load(at), c01 = v128.load(at, VECTOR), at += cRow;
    c10 = v128.load(at), c11 = v128.load(at, VECTOR), at += cRow;
    c20 = v128.load(at), c21 = v128.load(at, VECTOR), at += cRow;
    c30 = v128.load(at), c31 = v128.load(at, VECTOR), at += cRow;
    c40 = v128.load(at), c41 = v128.load(at, VECTOR);
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
    s = v128.load_splat<T>(a, 4 * sizeof<T>());
    c40 = multiplyAdd<T>(c40, s, b0), c41 = multiplyAdd<T>(c41, s, b1);
    a += aRow, b += bRow;
  }
  v128.store(c, c00), v128.store(c, c01, VECTOR), c += cRow;
  v128.store(c, c10), v128.store(c, c11, VECTOR), c += cRow;
  v128.store(c, c20), v128.store(c, c21, VECTOR), c += cRow;
  v128.store(c, c30), v128.store(c, c31, VECTOR), c += cRow;
  v128.store(c, c40), v128.store(c, c41, VECTOR);
}

function block4<T>(a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, depth: i32, more: bool): void {
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

function block1x6<T>(a: usize, aRow: usize, b: usize, bRow: usize, c: usize, depth: i32, more: bool): void {
  let c0 = v128.splat<T>(0), c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0;
  if (more) {
    c0 = v128.load(c), c1 = v128.load(c, VECTOR), c2 = v128.load(c, 2 * VECTOR);
    c3 = v128.load(c, 3 * VECTOR), c4 = v128.load(c, 4 * VECTOR), c5 = v128.load(c, 5 * VECTOR);
  }
  for (let k = 0; k < depth; k++) {
    const s = v128.load_splat<T>(a);
    c0 = multiplyAdd<T>(c0, s, v128.load(b)), c1 = multiplyAdd<T>(c1, s, v128.load(b, VECTOR));
    c2 = multiplyAdd<T>(c2, s, v128.load(b, 2 * VECTOR)), c3 = multiplyAdd<T>(c3, s, v128.load(b, 3 * VECTOR));
    c4 = multiplyAdd<T>(c4, s, v128.load(b, 4 * VECTOR)), c5 = multiplyAdd<T>(c5, s, v128.load(b, 5 * VECTOR));
    a += aRow, b += bRow;
  }
  v128.store(c, c0), v128.store(c, c1, VECTOR), v128.store(c, c2, 2 * VECTOR);
  v128.store(c, c3, 3 * VECTOR), v128.store(c, c4, 4 * VECTOR), v128.store(c, c5, 5 * VECTOR);
}

function block1x2<T>(a: usize, aRow: usize, b: usize, bRow: usize, c: usize, depth: i32, more: bool): void {
  let c0 = v128.splat<T>(0), c1 = c0;
  if (more) c0 = v128.load(c), c1 = v128.load(c, VECTOR);
  for (let k = 0; k < depth; k++) {
    const s = v128.load_splat<T>(a);
    c0 = multiplyAdd<T>(c0, s, v128.load(b)), c1 = multiplyAdd<T>(c1, s, v128.load(b, VECTOR));
    a += aRow, b += bRow;
  }
  v128.store(c, c0), v128.store(c, c1, VECTOR);
}

/**
 * C = A^T B.
 *
 * @param rows of C; up to a multiple of 4 more lie in memory, and may be written
 * @param vectors columns of C over lanes
 */
export function multiply<T>(
  a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, rows: i32, vectors: i32, depth: i32,
): void {
  const chunks = (depth + DEPTH - 1) / DEPTH;
  const chunk = (depth + chunks - 1) / chunks;
  for (let from = 0; from < depth; from += chunk) {
    for (let v = 0; v < vectors; v += COLUMNS) {
      const offset = <usize>v * VECTOR;
      multiplyBlock<T>(
        a, aRow, b + offset, bRow, c + offset, cRow, rows, min(COLUMNS, vectors - v), min(chunk, depth - from), from > 0,
      );
    }
    a += <usize>chunk * aRow, b += <usize>chunk * bRow;
  }
}

/** The same of a block of B, or with `more` added to what C holds, term by term. */
function multiplyBlock<T>(
  a: usize, aRow: usize, b: usize, bRow: usize, c: usize, cRow: usize, rows: i32, vectors: i32, depth: i32, more: bool,
): void {
  const paired = vectors & ~1;
  if (paired < vectors) {
    const offset = <usize>paired * VECTOR;
    for (let i: usize = 0; i < <usize>rows; i += 4) {
      block1<T>(a + i * sizeof<T>(), aRow, b + offset, bRow, c + i * cRow + offset, cRow, depth, more);
    }
  }
  if (paired == 0) return;
  const copies = paired >= WORTH_COPYING && <usize>depth * aRow >= LONG;
  // Fives, and fours for the rest; of 1, 2, 3, 6, 7 and 11 rows, which are no such sum, single ones.
  const inFours = 4 * ((5 - rows % 5) % 5);
  const single = inFours > rows ? rows % 5 : 0;
  const inFives = single ? rows - single : rows - inFours;
  for (let i = 0; i < rows - single;) {
    const height = i < inFives ? 5 : 4;
    if (copies) copyPanel<T>(a, aRow, height, depth);
    for (let v = 0; v < paired; v += 2) {
      const offset = <usize>v * VECTOR;
      // Each block is called from two places: called from one, it would be inlined, and its sums not be kept in registers.
      if (height == 5) {
        if (copies) block5<T>(PANEL, 5 * sizeof<T>(), b + offset, bRow, c + offset, cRow, depth, more);
        else block5<T>(a, aRow, b + offset, bRow, c + offset, cRow, depth, more);
      } else if (copies) block4<T>(PANEL, 4 * sizeof<T>(), b + offset, bRow, c + offset, cRow, depth, more);
      else block4<T>(a, aRow, b + offset, bRow, c + offset, cRow, depth, more);
    }
    i += height;
    a += <usize>height * sizeof<T>(), c += <usize>height * cRow;
  }
  for (let i = 0; i < single; i++, a += sizeof<T>(), c += cRow) {
    let v: usize = 0;
    const end = <usize>paired * VECTOR;
    for (; v + 6 * VECTOR <= end; v += 6 * VECTOR) block1x6<T>(a, aRow, b + v, bRow, c + v, depth, more);
    for (; v < end; v += 2 * VECTOR) block1x2<T>(a, aRow, b + v, bRow, c + v, depth, more);
  }
}

function copyPanel<T>(a: usize, aRow: usize, height: i32, depth: i32): void {
  const row = <usize>height * sizeof<T>();
  for (let to = PANEL, end = to + <usize>depth * row; to < end; to += row, a += aRow) {
    v128.store(to, v128.load(a));
    if (sizeof<T>() == 8) v128.store(to, v128.load(a, VECTOR), VECTOR);
    if (height == 5) store<T>(to, load<T>(a, 4 * sizeof<T>()), 4 * sizeof<T>());
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
      if (v + 1 < vectors) block4<T>(rowsOfA, aRow, b + offset, bRow, c + i * cRow + offset, cRow, to, false);
      else block1<T>(rowsOfA, aRow, b + offset, bRow, c + i * cRow + offset, cRow, to, false);
    }
  }
}
