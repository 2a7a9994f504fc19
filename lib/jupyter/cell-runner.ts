import type { CellListener } from './cell-process';
import { CellProcess, CellProcessDiedError } from './cell-process';
import type { Bundle, Outcome, Thrown } from './cells/messages';
import type { CompiledCell } from './language/cell-compiler';
import { type Cell, type CellError, describeDiagnostics, describeThrown } from './language/cell-error';
import type { Language } from './language/language';
import type { Content } from './wire';

/** How the run of one cell ended. */
export interface CellRun {
  readonly error?: CellError;
  readonly result?: Bundle;
  /** TypeScript refused the cell: it never ran. */
  readonly refused?: boolean;
}

const native =
  'the cell was interrupted, but it is in native code that cannot be ended: it goes on. Restart the kernel to end it; ' +
  'cells that are run meanwhile wait for it';

/** Compiles cells and has them run in their process, and says why a cell failed. */
export class CellRunner {
  readonly process: CellProcess;
  readonly language: Language;
  /** Called before a compiled cell runs: breakpoints are set here. */
  beforeRun: (cell: Cell) => Promise<void> = async () => {};
  readonly #cells = new Map<number, Cell>();
  readonly #abandon = new Map<number, () => void>();
  #number = 0;

  constructor(folder: string, language: Language, listener: CellListener) {
    this.language = language;
    this.process = new CellProcess(folder, listener);
  }

  /**
   * @param id by which the outputs of the run come
   * @param source of the cell
   * @param count by which the reader knows it
   */
  async run(id: number, source: string, count: number, allowStdin: boolean): Promise<CellRun> {
    const number = ++this.#number;
    const cell: Cell = { number, count, source };
    this.#cells.set(number, cell);
    this.#cells.delete(number - 10_000);
    const { cells } = this.language;
    let compiled: ReturnType<typeof cells.compile>;
    try {
      compiled = cells.compile(source, number);
    } catch (error) {
      return { error: compilerError(error as Error) };
    }
    if ('diagnostics' in compiled)
      return { error: describeDiagnostics(compiled.diagnostics, cell), refused: true };
    await this.beforeRun(cell);
    try {
      const outcome = await this.#execute(id, number, compiled, allowStdin);
      if (!outcome) return { error: interrupted(native) };
      if (!outcome.thrown) return { result: outcome.result };
      cells.failed(number, outcome.defined);
      return { error: this.describe(outcome.thrown, cell) };
    } catch (error) {
      if (!(error instanceof CellProcessDiedError)) throw error;
      cells.reset();
      return { error: died(error.message) };
    }
  }

  async #execute(
    id: number,
    number: number,
    { code, isAsync, names, result }: CompiledCell,
    allowStdin: boolean,
  ): Promise<Outcome | undefined> {
    const given = new Promise<undefined>((resolve) => {
      this.#abandon.set(id, () => resolve(undefined));
    });
    const run = this.process.run({ id, number, code, isAsync, names, result, allowStdin });
    try {
      return await Promise.race([run, given]);
    } finally {
      this.#abandon.delete(id);
      run.catch(() => {});
    }
  }

  /** Stops what runs. */
  async interrupt(): Promise<void> {
    if (await this.process.interrupt()) return;
    for (const abandon of this.#abandon.values()) abandon();
  }

  /** Describes what was thrown by a cell that ended before. */
  describe(thrown: Thrown, cell?: Cell): CellError {
    const last = cell ?? this.#cells.get(this.#number) ?? { number: 0, count: 0, source: '' };
    return describeThrown(thrown, last, this.language.cells.maps, (number) => this.#cells.get(number)?.count);
  }

  /** The last of the cells that were run for which the condition holds. */
  findCell(holds: (cell: Cell) => boolean): Cell | undefined {
    return [...this.#cells.values()].reverse().find(holds);
  }
}

function interrupted(message: string): CellError {
  return { name: 'Interrupted', message, traceback: [`Interrupted: ${message}`] };
}

function died(how: string): CellError {
  const message = `the process of the cells ended (${how}): all variables are lost, run the cells above again`;
  return { name: 'CellProcessDied', message, traceback: [`CellProcessDied: ${message}`] };
}

function compilerError(error: Error): CellError {
  const message = `the compiler failed on this cell: ${error.message}`;
  return { name: 'CompilerError', message, traceback: [message, ...(error.stack ?? '').split('\n')] };
}

/** What is said of an expression that a client asked for beside a cell. */
export function expressionContent({ error, result }: CellRun): Content {
  if (!error)
    return {
      status: 'ok',
      data: result?.data ?? { 'text/plain': 'undefined' },
      metadata: result?.metadata ?? {},
    };
  return { status: 'error', ename: error.name, evalue: error.message, traceback: error.traceback };
}
