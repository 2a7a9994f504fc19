/** Rows of numbers, one after the other, in an array that doubles when it is full. */
export class GrowingRows {
  private data: Float64Array;
  private length = 0;

  constructor(
    private readonly cols: number,
    expectedRows: number,
  ) {
    this.data = new Float64Array(Math.max(1, expectedRows) * cols);
  }

  /** Appends the chosen cells of a row, one a column. */
  push(cells: ArrayLike<number>, chosen: readonly number[]): void {
    if (this.length + this.cols > this.data.length) {
      const larger = new Float64Array(2 * this.data.length);
      larger.set(this.data);
      this.data = larger;
    }
    for (const j of chosen) this.data[this.length++] = cells[j];
  }

  /** [rows x cols] */
  values(): Float64Array {
    return this.length === this.data.length ? this.data : this.data.slice(0, this.length);
  }
}
