import type { Cell } from '../language/cell-error';
import type { CellSourceMaps } from '../language/cell-source-map';
import type { Content } from '../wire';
import { pathOf, urlOf } from './cell-files';

type Call = (method: string, params?: Content) => Promise<Content>;

/**
 * Breakpoints by the source of a cell. Every run of a cell is a script of its own for V8: they are set in each, just before it
 * runs.
 */
export class Breakpoints {
  readonly #call: Call;
  readonly #maps: CellSourceMaps;
  readonly #lines = new Map<string, readonly number[]>();
  readonly #set = new Map<string, string[]>();
  /** Last cell that was run for each path. */
  readonly #cells = new Map<string, Cell>();

  constructor(call: Call, maps: CellSourceMaps) {
    this.#call = call;
    this.#maps = maps;
  }

  /** Content of `debugInfo`. */
  get list(): Content[] {
    return [...this.#lines]
      .filter(([, lines]) => lines.length > 0)
      .map(([source, lines]) => ({
        source,
        breakpoints: lines.map((line) => ({ line, source: { path: source } })),
      }));
  }

  /** Replaces those of a cell. */
  async replace(path: string, lines: readonly number[]): Promise<Content[]> {
    this.#lines.set(path, lines);
    const cell = this.#cells.get(path);
    if (cell) await this.apply(cell);
    return lines.map((line, id) => ({ id, line, verified: true, source: { path } }));
  }

  /** Sets them in the code of a cell that was compiled and is about to run, or has run. */
  async apply(cell: Cell): Promise<void> {
    const path = pathOf(cell.source);
    for (const breakpointId of this.#set.get(path) ?? []) {
      await this.#call('Debugger.removeBreakpoint', { breakpointId }).catch(() => {});
    }
    this.#cells.set(path, cell);
    const ids: string[] = [];
    for (const line of this.#lines.get(path) ?? []) {
      const compiled = this.#maps.compiledLine(cell.number, line);
      if (compiled === undefined) continue;
      const params = { url: urlOf(cell.number), lineNumber: compiled - 1 };
      const { breakpointId } = await this.#call('Debugger.setBreakpointByUrl', params);
      ids.push(String(breakpointId));
    }
    this.#set.set(path, ids);
  }

  forget(): void {
    this.#set.clear();
    this.#cells.clear();
  }
}
