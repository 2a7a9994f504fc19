import { inspect } from 'node:util';
import type { Converter } from 'tslab/dist/converter';
import type { Executor } from 'tslab/dist/executor';
import type { JupyterHandlerImpl } from 'tslab/dist/jupyter';
import {
  type Cell,
  type CellError,
  type Diagnostic,
  describeDiagnostics,
  describeThrown,
} from './cell-error';
import { CellSourceMaps } from './cell-source-map';
import { expandShorthand } from './expand-shorthand';
import type { StrayErrors } from './stray-errors';
import type { Content } from './wire';

const tslabVersion = '1.0.22';
const diagnosticFormat = '%s%d:%d - %s';

/**
 * Runs cells by the converter and the executor of tslab, and tells why a cell failed.
 *
 * These are internals of tslab: they print an error and return false. Its version is therefore pinned.
 */
export class CellRunner {
  readonly typescriptVersion: string;
  /** tslab's answers to requests for completion, documentation and the like. */
  readonly language: JupyterHandlerImpl;
  readonly #executor: Executor;
  readonly #maps: CellSourceMaps;
  readonly #stray: StrayErrors;
  #complaints: unknown[][] = [];
  #interrupted = false;

  /** @throws Error if another version of tslab is installed than the one that this code knows */
  constructor(stray: StrayErrors) {
    const { version } = require('tslab/package.json') as { version: string };
    if (version !== tslabVersion) {
      throw new Error(
        `got tslab ${version}, expected ${tslabVersion}, whose internals the kernel relies on: run \`npm ci\``,
      );
    }
    this.#stray = stray;
    this.#maps = new CellSourceMaps();
    this.typescriptVersion = this.#maps.typescriptVersion;
    // Loaded only now, because the source maps must be in place before tslab loads its compiler.
    const { createConverter } = require('tslab/dist/converter') as typeof import('tslab/dist/converter');
    const { createExecutor } = require('tslab/dist/executor') as typeof import('tslab/dist/executor');
    const jupyter = require('tslab/dist/jupyter') as typeof import('tslab/dist/jupyter');
    const node: Converter = createConverter({ isJS: false, isBrowser: false });
    const converters = { node, browser: node, close: () => node.close() };
    this.#executor = createExecutor(process.cwd(), converters, {
      log: (...values: unknown[]) => console.log(...values),
      error: (...values: unknown[]) => this.#complaints.push(values),
    });
    this.language = new jupyter.JupyterHandlerImpl(this.#executor, false);
  }

  /** Sets what happens to the displays of cells: tslab and the library read this property at each display. */
  onDisplay(display: (data: Content, update: boolean) => void): void {
    const jupyter = require('tslab/dist/jupyter') as { lastWriteDisplayData: typeof display };
    jupyter.lastWriteDisplayData = display;
  }

  close(): void {
    this.#executor.close();
  }

  /** Stops a cell that awaits something; a loop without await is stopped by the signal itself. */
  interrupt(): void {
    this.#interrupted = true;
    this.#executor.interrupt();
  }

  /** @returns why the cell failed, or undefined if it did not */
  async run(cell: Cell): Promise<CellError | undefined> {
    this.#complaints = [];
    this.#interrupted = false;
    this.#maps.startCell(cell.number);
    let crash: unknown;
    const work = this.#executor.execute(expandShorthand(cell.source)).catch((error: unknown) => {
      crash = error;
      return false;
    });
    const stray = await this.#stray.during(work);
    if (stray) {
      // The cell may still be awaiting what will now never come.
      this.#executor.interrupt();
      const described = describeThrown(stray.reason, cell, this.#maps);
      return { ...described, traceback: [`Nobody caught this ${stray.origin}:`, ...described.traceback] };
    }
    if (await work) {
      for (const complaint of this.#complaints) console.error(...complaint);
      return undefined;
    }
    return this.#explain(cell, crash);
  }

  /** Describes an error that came when no cell was running. */
  describe(thrown: unknown, cell: Cell): CellError {
    return describeThrown(thrown, cell, this.#maps);
  }

  #explain(cell: Cell, crash: unknown): CellError {
    if (crash !== undefined) {
      const message = `tslab cannot compile this cell: ${crash instanceof Error ? crash.message : inspect(crash)}`;
      return { name: 'CompilerError', message, traceback: [message, ...String(inspect(crash)).split('\n')] };
    }
    const diagnostics = this.#complaints.filter(([format]) => format === diagnosticFormat).map(toDiagnostic);
    if (diagnostics.length > 0) return describeDiagnostics(diagnostics, cell);
    const thrown = this.#complaints[0]?.[0];
    const code = (thrown as { code?: unknown } | undefined)?.code;
    if (this.#interrupted || code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') {
      const message = 'the cell was interrupted';
      return { name: 'Interrupted', message, traceback: [`Interrupted: ${message}`] };
    }
    return describeThrown(thrown, cell, this.#maps);
  }
}

/** Undoes the call by which tslab prints a diagnostic: file, line, column and message are separate arguments. */
function toDiagnostic([, file, line, column, message]: unknown[]): Diagnostic {
  return {
    file: String(file).trim(),
    line: Number(line),
    column: Number(column),
    message: String(message),
  };
}
