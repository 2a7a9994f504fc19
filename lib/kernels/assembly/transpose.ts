import { VECTOR } from './lanes';

// Blocks of as many rows as a vector has lanes, so that a block is transposed in registers.

/**
 * to = from^T.
 *
 * @param rows of `from`; a multiple of the lanes is read and as many columns are written
 * @param columns of `from`; likewise
 */
export function transpose<T>(
  from: usize, fromRow: usize, to: usize, toRow: usize, rows: i32, columns: i32,
): void {
  const lanes = 16 / <i32>sizeof<T>();
  // Blocks below each other first, as many as a cache line of `to` holds.
  for (let top = 0; top < rows; top += 4 * lanes) {
    const bottom = min(top + 4 * lanes, rows);
    for (let j = 0; j < columns; j += lanes) {
      const across = <usize>j * sizeof<T>();
      for (let i: usize = top; i < <usize>bottom; i += lanes) {
        transposeBlock<T>(from + i * fromRow + across, fromRow, to + <usize>j * toRow + i * sizeof<T>(), toRow);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function transposeBlock<T>(source: usize, row: usize, target: usize, targetRow: usize): void {
  if (sizeof<T>() == 4) transposeBlock32(source, row, target, targetRow);
  else {
    const a = v128.load(source), b = v128.load(source + row);
    v128.store(target, v128.shuffle<i64>(a, b, 0, 2));
    v128.store(target + targetRow, v128.shuffle<i64>(a, b, 1, 3));
  }
}

// @ts-ignore: decorator
@inline
function transposeBlock32(source: usize, row: usize, target: usize, targetRow: usize): void {
  const a = v128.load(source), b = v128.load(source + row);
  const c = v128.load(source + 2 * row), d = v128.load(source + 3 * row);
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(target, v128.shuffle<i64>(ab0, cd0, 0, 2));
  v128.store(target + targetRow, v128.shuffle<i64>(ab0, cd0, 1, 3));
  v128.store(target + 2 * targetRow, v128.shuffle<i64>(ab1, cd1, 0, 2));
  v128.store(target + 3 * targetRow, v128.shuffle<i64>(ab1, cd1, 1, 3));
}

/** max(0, x), in place. */
export function rectify<T>(from: usize, fromRow: usize, rows: i32, columns: i32): void {
  const zero = v128.splat<T>(0);
  const width = <usize>columns * sizeof<T>();
  for (let i = 0; i < rows; i++) {
    for (let x = from, end = from + width; x < end; x += VECTOR) v128.store(x, v128.pmax<T>(zero, v128.load(x)));
    from += fromRow;
  }
}
