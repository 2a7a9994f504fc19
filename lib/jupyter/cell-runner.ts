import type { CellListener } from './cell-process';
import { CellProcess, CellProcessDiedError } from './cell-process';
import type { Bundle, Thrown } from './cells/messages';
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

/** A run under way: how it can be given up from outside. */
interface Active {
  compiling: boolean;
  readonly stop: (error: CellError) => void;
}

/** Compiles cells and has them run in their process, and says why a cell failed. */
export class CellRunner {
  readonly process: CellProcess;
  readonly language: Language;
  /** Called before a compiled cell runs: breakpoints are set here. */
  beforeRun: (cell: Cell) => Promise<void> = async () => {};
  readonly #cells = new Map<number, Cell>();
  readonly #active = new Set<Active>();
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
    let active!: Active;
    const given = new Promise<CellRun>((resolve) => {
      active = { compiling: true, stop: (error) => resolve({ error }) };
    });
    this.#active.add(active);
    try {
      const compiled = await this.#compile(cell, given);
      if ('error' in compiled || !('code' in compiled)) return compiled;
      active.compiling = false;
      await this.beforeRun(cell);
      return await Promise.race([this.#execute(id, cell, compiled, allowStdin), given]);
    } finally {
      this.#active.delete(active);
    }
  }

  async #compile(cell: Cell, given: Promise<CellRun>): Promise<CompiledCell | CellRun> {
    const compilation = this.language.compile(cell.source, cell.number);
    try {
      const compiled = await Promise.race([compilation, given]);
      if (!('diagnostics' in compiled)) {
        if ('code' in compiled) return compiled;
        void this.language.abandon(compilation);
        // Done after the compilation, before that of any other cell.
        this.language.failed(cell.number, []);
        return compiled;
      }
      return { error: describeDiagnostics(compiled.diagnostics, cell), refused: true };
    } catch (error) {
      return { error: compilerError(error as Error) };
    }
  }

  async #execute(
    id: number,
    cell: Cell,
    { code, isAsync, names, result }: CompiledCell,
    allowStdin: boolean,
  ): Promise<CellRun> {
    const { number } = cell;
    try {
      const outcome = await this.process.run({ id, number, code, isAsync, names, result, allowStdin });
      if (!outcome.thrown) return { result: outcome.result };
      this.language.failed(number, outcome.defined);
      return { error: this.describe(outcome.thrown, cell) };
    } catch (error) {
      if (!(error instanceof CellProcessDiedError)) throw error;
      this.language.reset();
      return { error: died(error.message) };
    }
  }

  /** Stops what runs. */
  async interrupt(): Promise<void> {
    for (const { compiling, stop } of this.#active) {
      if (compiling) stop(interrupted('the cell was interrupted before it ran'));
    }
    if (await this.process.interrupt()) return;
    for (const { stop } of this.#active) stop(interrupted(native));
  }

  /** Describes what was thrown by a cell that ended before. */
  describe(thrown: Thrown, cell?: Cell): CellError {
    const last = cell ?? this.#cells.get(this.#number) ?? { number: 0, count: 0, source: '' };
    return describeThrown(thrown, last, this.language.maps, (number) => this.#cells.get(number)?.count);
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
