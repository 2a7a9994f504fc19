import { multiplyAdd, VECTOR } from './lanes';

// Sums of multiples of rows of f64, lane by lane; rows are whole vectors.

/** Bytes of so many f64, in whole vectors. */
// @ts-ignore: decorator
@inline
export function vectorBytes(count: i32): usize {
  return <usize>((count + 1) & ~1) << 3;
}

/** to = start + sum_j factors[j] rows[j]; a register block of 4, 2 or 1 vectors. */
export function combine(start: usize, factors: usize, count: i32, rows: usize, row: usize, to: usize): void {
  const end = factors + (<usize>count << 3);
  let at: usize = 0;
  for (; at + 4 * VECTOR <= row; at += 4 * VECTOR) combineFour(start + at, factors, end, rows + at, row, to + at);
  if (at + 2 * VECTOR <= row) {
    let s0 = v128.load(start + at), s1 = v128.load(start + at, VECTOR);
    for (let f = factors, from = rows + at; f < end; f += 8, from += row) {
      const factor = v128.load64_splat(f);
      s0 = multiplyAdd<f64>(s0, factor, v128.load(from)), s1 = multiplyAdd<f64>(s1, factor, v128.load(from, VECTOR));
    }
    v128.store(to + at, s0), v128.store(to + at, s1, VECTOR);
    at += 2 * VECTOR;
  }
  if (at < row) {
    let sum = v128.load(start + at);
    for (let f = factors, from = rows + at; f < end; f += 8, from += row) {
      sum = multiplyAdd<f64>(sum, v128.load64_splat(f), v128.load(from));
    }
    v128.store(to + at, sum);
  }
}

// @ts-ignore: decorator
@inline
function combineFour(start: usize, factors: usize, end: usize, from: usize, row: usize, to: usize): void {
  let s0 = v128.load(start), s1 = v128.load(start, VECTOR);
  let s2 = v128.load(start, 2 * VECTOR), s3 = v128.load(start, 3 * VECTOR);
  for (let f = factors; f < end; f += 8, from += row) {
    const factor = v128.load64_splat(f);
    s0 = multiplyAdd<f64>(s0, factor, v128.load(from));
    s1 = multiplyAdd<f64>(s1, factor, v128.load(from, VECTOR));
    s2 = multiplyAdd<f64>(s2, factor, v128.load(from, 2 * VECTOR));
    s3 = multiplyAdd<f64>(s3, factor, v128.load(from, 3 * VECTOR));
  }
  v128.store(to, s0), v128.store(to, s1, VECTOR);
  v128.store(to, s2, 2 * VECTOR), v128.store(to, s3, 3 * VECTOR);
}

/** to = sqrt(sum_j rows[j]^2). */
export function norms(rows: usize, count: i32, row: usize, to: usize): void {
  for (let at: usize = 0; at < row; at += VECTOR) {
    let sum = f64x2.splat(0);
    for (let j = 0, from = rows + at; j < count; j++, from += row) {
      const value = v128.load(from);
      sum = multiplyAdd<f64>(sum, value, value);
    }
    v128.store(to + at, f64x2.sqrt(sum));
  }
}

/** to += factor from. */
// @ts-ignore: decorator
@inline
export function addMultiple(to: usize, factor: f64, from: usize, row: usize): void {
  const factors = f64x2.splat(factor);
  for (const end = to + row; to < end; to += VECTOR, from += VECTOR) {
    v128.store(to, multiplyAdd<f64>(v128.load(to), factors, v128.load(from)));
  }
}

/**
 * to[q] = sum over the listed i of from[q][i] rows[i], for every q.
 *
 * @param list i32 [listed]
 */
export function combineListed(
  list: usize, listed: i32, rows: usize, row: usize, from: usize, fromRow: usize, to: usize, toRow: usize, count: i32,
): void {
  let q = 0;
  for (; q + 4 <= count; q += 4, from += 4 * fromRow, to += 4 * toRow) {
    for (let at: usize = 0; at < row; at += VECTOR) {
      listedFour(list, listed, rows + at, row, from, fromRow, to + at, toRow);
    }
  }
  for (; q < count; q++, from += fromRow, to += toRow) {
    for (let at: usize = 0; at < row; at += VECTOR) {
      let sum = f64x2.splat(0);
      for (let l = list, end = list + (<usize>listed << 2); l < end; l += 4) {
        const i = <usize>load<i32>(l);
        sum = multiplyAdd<f64>(sum, v128.load64_splat(from + (i << 3)), v128.load(rows + at + i * row));
      }
      v128.store(to + at, sum);
    }
  }
}

function listedFour(
  list: usize, listed: i32, rows: usize, row: usize, from: usize, fromRow: usize, to: usize, toRow: usize,
): void {
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  const from1 = from + fromRow, from2 = from1 + fromRow, from3 = from2 + fromRow;
  for (const end = list + (<usize>listed << 2); list < end; list += 4) {
    const i = <usize>load<i32>(list);
    const values = v128.load(rows + i * row), at = i << 3;
    s0 = multiplyAdd<f64>(s0, v128.load64_splat(from + at), values);
    s1 = multiplyAdd<f64>(s1, v128.load64_splat(from1 + at), values);
    s2 = multiplyAdd<f64>(s2, v128.load64_splat(from2 + at), values);
    s3 = multiplyAdd<f64>(s3, v128.load64_splat(from3 + at), values);
  }
  v128.store(to, s0), v128.store(to + toRow, s1);
  v128.store(to + 2 * toRow, s2), v128.store(to + 3 * toRow, s3);
}
