import { SourceMap, type SourceMapPayload } from 'node:module';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** How the code of a cell came about, as JSON: from CommonJS to the ES module, and from that to the cell. */
export interface CellMap {
  readonly toModule: string;
  readonly toCell: string;
  /** Of the CommonJS code. */
  readonly lines: number;
}

/** Name that V8 gives the code of a cell in stack traces; line and column there are those of the compiled code. */
export const cellUrl = /genlabel-cell-(\d+):(\d+):(\d+)/g;

const rememberedCells = 10_000;

/** Finds the line of a cell from a place in the code that was made of it, and the other way round. */
export class CellSourceMaps {
  readonly #maps = new Map<number, CellMap>();
  readonly #read = new Map<number, { toModule: SourceMap; toCell: SourceMap }>();

  add(cell: number, map: CellMap): void {
    this.#maps.set(cell, map);
    this.#maps.delete(cell - rememberedCells);
    this.#read.delete(cell - rememberedCells);
  }

  /** Most maps are never needed: only a cell that fails or is debugged has its one read. */
  #of(cell: number): { toModule: SourceMap; toCell: SourceMap } | undefined {
    const map = this.#maps.get(cell);
    let read = this.#read.get(cell);
    if (map && !read) {
      const parse = (text: string): SourceMap => new SourceMap(JSON.parse(text) as SourceMapPayload);
      read = { toModule: parse(map.toModule), toCell: parse(map.toCell) };
      this.#read.set(cell, read);
    }
    return read;
  }

  /** Line and column of the cell, both from 1, or undefined for code that was added to it. */
  find(cell: number, line: number, column: number): Position | undefined {
    const maps = this.#of(cell);
    // The first line starts behind the head of a function; no statement of a cell starts so early, and a place in a line is
    // found from the next mapping to its left.
    const inModule = maps?.toModule.findEntry(line - 1, column - 1);
    if (!maps || !inModule || !('originalLine' in inModule)) return undefined;
    const inCell = maps.toCell.findEntry(inModule.originalLine, inModule.originalColumn);
    if (!('originalLine' in inCell)) return undefined;
    // tslab puts `export {};` on a line of its own above the cell.
    return inCell.originalLine >= 1
      ? { line: inCell.originalLine, column: inCell.originalColumn + 1 }
      : undefined;
  }

  /** The first line of the compiled code, from 1, that stems from a line of the cell or from one after it. */
  compiledLine(cell: number, line: number): number | undefined {
    const count = this.#maps.get(cell)?.lines ?? 0;
    let best: { compiled: number; original: number } | undefined;
    for (let compiled = 1; compiled <= count; compiled++) {
      const original = this.find(cell, compiled, 10_000)?.line;
      if (original === undefined || original < line) continue;
      if (!best || original < best.original) best = { compiled, original };
    }
    return best?.compiled;
  }
}
