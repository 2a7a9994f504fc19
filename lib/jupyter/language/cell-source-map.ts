import { SourceMap, type SourceMapPayload } from 'node:module';
import type ts from 'typescript';
import { cellTransformers } from './cell-transformers';

type Compiler = typeof ts;

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Name that V8 gives the code of a cell in stack traces; line and column there are those of the compiled code. */
export const cellUrl = /genlabel-cell-(\d+):(\d+):(\d+)/g;

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

/**
 * Finds the line of a cell from a place in the code that tslab made of it, and the other way round.
 *
 * tslab compiles in two steps, TypeScript to ES modules to CommonJS, and keeps the source map of neither.
 */
export class CellSourceMaps {
  readonly #maps = new Map<number, { toModule: SourceMap; toCell: SourceMap; lines: number }>();
  #cell = 0;

  /** The number by which stack traces will name the cell that is compiled next. */
  startCell(cell: number): void {
    this.#cell = cell;
  }

  /** tslab's second step, with the map of the first. */
  transpile(compiler: Compiler, source: string, input: ts.TranspileOptions): ts.TranspileOutput {
    const found = inlineMap.exec(source);
    if (!found) return compiler.transpileModule(source, input);
    const result = compiler.transpileModule(source.slice(0, found.index), {
      ...input,
      compilerOptions: { ...input.compilerOptions, sourceMap: true },
      transformers: cellTransformers(compiler),
    });
    this.#maps.set(this.#cell, {
      toModule: new SourceMap(JSON.parse(result.sourceMapText ?? '{}') as SourceMapPayload),
      toCell: new SourceMap(JSON.parse(Buffer.from(found[1], 'base64').toString('utf8')) as SourceMapPayload),
      lines: result.outputText.split('\n').length,
    });
    const code = result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
    return { outputText: `${code}\n//# sourceURL=genlabel-cell-${this.#cell}` };
  }

  /** Line and column of the cell, both from 1, or undefined for code that tslab itself added. */
  find(cell: number, line: number, column: number): Position | undefined {
    const maps = this.#maps.get(cell);
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
