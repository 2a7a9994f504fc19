/** Where progress is shown: standard error of the command, or what a test puts in its place. */
export interface ProgressStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const clearLine = '\r\u001b[K';

/** Shows which cell of which notebook is running: one line that changes on a terminal, plain lines elsewhere. */
export class RunProgress {
  readonly #stream: ProgressStream;
  #notebook = '';
  #cell = '';
  #began = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(stream: ProgressStream = process.stderr) {
    this.#stream = stream;
  }

  /** @param place which of how many notebooks, from 1 */
  notebook(name: string, place: number, notebooks: number): void {
    this.#notebook = `[${place}/${notebooks}] ${name}`;
    this.#cell = 'starting the kernel';
    this.#began = Date.now();
    if (this.#stream.isTTY) {
      this.#timer = setInterval(() => this.#draw(), 1000).unref();
      this.#draw();
    } else this.#stream.write(`${this.#notebook}\n`);
  }

  /** @param cell which of how many code cells, from 1 */
  cell(cell: number, cells: number): void {
    this.#cell = `cell ${cell}/${cells}`;
    if (this.#stream.isTTY) this.#draw();
    else this.#stream.write(`${this.#notebook} ${this.#cell} (${this.#elapsed()})\n`);
  }

  /** Ends the line of a notebook. */
  end(how: 'done' | 'failed'): void {
    clearInterval(this.#timer);
    const clear = this.#stream.isTTY ? clearLine : '';
    this.#stream.write(`${clear}${this.#notebook} ${how} (${this.#elapsed()})\n`);
  }

  #elapsed(): string {
    const seconds = (Date.now() - this.#began) / 1000;
    return seconds < 100 ? `${seconds.toFixed(1)} s` : `${(seconds / 60).toFixed(1)} min`;
  }

  #draw(): void {
    const line = `${this.#notebook} ${this.#cell} (${this.#elapsed()})`;
    // A line that wraps could not be cleared.
    this.#stream.write(clearLine + line.slice(0, (this.#stream.columns || 80) - 1));
  }
}
