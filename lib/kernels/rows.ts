/** Row-major matrix of f64, the shape of `Matrix`: entry (i, j) is `data[i * cols + j]`. */
export interface Rows {
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
}

/**
 * @throws RangeError if the matrix has no rows or columns, or holds a value that is not finite
 */
export function requireFinite(name: string, m: Rows): void {
  if (m.rows < 1 || m.cols < 1 || m.data.length !== m.rows * m.cols) {
    throw new RangeError(
      `${name} is ${m.rows} x ${m.cols} with ${m.data.length} values, expected at least one row and one column`,
    );
  }
  let bad = 0;
  while (bad < m.data.length && Number.isFinite(m.data[bad])) bad++;
  if (bad < m.data.length) {
    const place = `row ${Math.floor(bad / m.cols)}, column ${bad % m.cols}`;
    throw new RangeError(`${name} holds ${m.data[bad]} in ${place}: impute or remove it first`);
  }
}

/** The transpose with rows padded by repeating the last column up to a multiple of `multiple`. */
export function byFeatures(m: Rows, multiple: number): Float64Array {
  const pitch = Math.ceil(m.rows / multiple) * multiple;
  const result = new Float64Array(m.cols * pitch);
  // Some rows at a time, so that neighbours of a column are written together.
  for (let start = 0; start < pitch; start += 8) {
    const end = Math.min(start + 8, pitch);
    for (let j = 0; j < m.cols; j++) {
      for (let i = start; i < end; i++) result[j * pitch + i] = m.data[Math.min(i, m.rows - 1) * m.cols + j];
    }
  }
  return result;
}
