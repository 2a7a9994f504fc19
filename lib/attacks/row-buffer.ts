import type { Matrix } from '../numeric/matrix';

/** Rows that a query is made of: room for the largest, allocated once. */
export class RowBuffer {
  readonly data: Float64Array;
  private latest: Matrix;

  constructor(
    capacity: number,
    private readonly cols: number,
  ) {
    this.data = new Float64Array(capacity * cols);
    this.latest = { data: this.data, rows: capacity, cols };
  }

  /** Sets row `at` to the numbers of `source` from `offset` on. */
  write(at: number, source: Float64Array, offset: number): void {
    const { data, cols } = this;
    for (let j = 0, p = at * cols; j < cols; j++) data[p + j] = source[offset + j];
  }

  /** View of the first rows. */
  top(rows: number): Matrix {
    if (this.latest.rows !== rows) {
      this.latest = { data: this.data.subarray(0, rows * this.cols), rows, cols: this.cols };
    }
    return this.latest;
  }
}
