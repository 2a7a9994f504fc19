/** The latest outcomes of a kind of step, for every point: up to `length` of them, forgotten when `clear` is called. */
export class SuccessWindow {
  private readonly outcomes: Uint8Array;
  private readonly next: Int32Array;
  private readonly known: Int32Array;
  private readonly successes: Int32Array;

  constructor(
    numPoints: number,
    private readonly length: number,
  ) {
    this.outcomes = new Uint8Array(numPoints * length);
    this.next = new Int32Array(numPoints);
    this.known = new Int32Array(numPoints);
    this.successes = new Int32Array(numPoints);
  }

  append(point: number, success: boolean): void {
    const place = point * this.length + this.next[point];
    if (this.known[point] === this.length) this.successes[point] -= this.outcomes[place];
    else this.known[point]++;
    this.outcomes[place] = Number(success);
    this.successes[point] += Number(success);
    this.next[point] = (this.next[point] + 1) % this.length;
  }

  /** Share of successes; NaN until the window is full. */
  rate(point: number): number {
    return this.known[point] === this.length ? this.successes[point] / this.length : Number.NaN;
  }

  clear(point: number): void {
    this.next[point] = 0;
    this.known[point] = 0;
    this.successes[point] = 0;
  }
}
