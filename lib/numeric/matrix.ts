/** Dense row-major matrix: entry (i, j) is `data[i * cols + j]`. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/** Matrix of zeros. */
export function zeros(rows: number, cols: number): Matrix {
  return { data: new Float64Array(rows * cols), rows, cols };
}

/**
 * Matrix from an array of equally long rows.
 *
 * @throws RangeError if the rows differ in length
 */
export function matrix(rowsOfNumbers: readonly (readonly number[])[]): Matrix {
  const rows = rowsOfNumbers.length;
  const cols = rows === 0 ? 0 : rowsOfNumbers[0].length;
  const result = zeros(rows, cols);
  rowsOfNumbers.forEach((row, i) => {
    if (row.length !== cols) {
      throw new RangeError(
        `row ${i} has ${row.length} entries, row 0 has ${cols}: all rows must be equally long`,
      );
    }
    result.data.set(row, i * cols);
  });
  return result;
}

/** View (not a copy) of row i. */
export function row(m: Matrix, i: number): Float64Array {
  return m.data.subarray(i * m.cols, (i + 1) * m.cols);
}

/** New matrix of the rows whose indices are given, in that order. */
export function selectRows(m: Matrix, indices: ArrayLike<number>): Matrix {
  const result = zeros(indices.length, m.cols);
  for (let i = 0; i < indices.length; i++) result.data.set(row(m, indices[i]), i * m.cols);
  return result;
}

/** The rows of a and below them those of b, which has as many columns. */
export function stackRows(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.rows + b.rows, a.cols);
  result.data.set(a.data);
  result.data.set(b.data, a.data.length);
  return result;
}
