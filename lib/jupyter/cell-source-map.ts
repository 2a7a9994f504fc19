import { SourceMap, type SourceMapPayload } from 'node:module';
import { type Compiler, replaceCompiler, type Transpiled, type TranspileInput } from './tslab-compiler';

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Name that V8 gives the code of a cell in stack traces; line and column there are those of the compiled code. */
export const cellUrl = /genlabel-cell-(\d+):(\d+):(\d+)/g;

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

/** tslab calls `transpileModule` with this name for its second step, and with no other. */
const secondStep = 'custom.js';

/**
 * Finds the line of a cell from a place in the code that tslab made of it.
 *
 * tslab compiles in two steps, TypeScript to ES modules to CommonJS, and keeps the source map of neither.
 */
export class CellSourceMaps {
  readonly typescriptVersion: string;
  readonly #maps = new Map<number, { toModule: SourceMap; toCell: SourceMap }>();
  #cell = 0;

  /** Must be made before tslab's converter is loaded. */
  constructor() {
    const { version } = replaceCompiler((compiler) => ({
      ...compiler,
      createWatchCompilerHost: (files, options, ...rest) =>
        compiler.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
      transpileModule: (source, input) => this.#transpile(compiler, source, input),
    }));
    this.typescriptVersion = version;
  }

  /** The number by which stack traces will name the cell that is compiled next. */
  startCell(cell: number): void {
    this.#cell = cell;
  }

  #transpile(compiler: Compiler, source: string, input: TranspileInput): Transpiled {
    const found = input.fileName === secondStep ? inlineMap.exec(source) : null;
    if (!found) return compiler.transpileModule(source, input);
    const result = compiler.transpileModule(source.slice(0, found.index), {
      ...input,
      compilerOptions: { ...input.compilerOptions, sourceMap: true },
    });
    this.#maps.set(this.#cell, {
      toModule: new SourceMap(JSON.parse(result.sourceMapText ?? '{}') as SourceMapPayload),
      toCell: new SourceMap(JSON.parse(Buffer.from(found[1], 'base64').toString('utf8')) as SourceMapPayload),
    });
    const code = result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
    return { outputText: `${code}\n//# sourceURL=genlabel-cell-${this.#cell}` };
  }

  /** Line and column of the cell, both from 1, or undefined for code that tslab itself added. */
  find(cell: number, line: number, column: number): Position | undefined {
    const maps = this.#maps.get(cell);
    // The first line starts behind `(function(exports, require) { ` or its async form; no statement of a cell starts
    // so early, and a place in a line is found from the next mapping to its left.
    const inModule = maps?.toModule.findEntry(line - 1, column - 1);
    if (!maps || !inModule || !('originalLine' in inModule)) return undefined;
    const inCell = maps.toCell.findEntry(inModule.originalLine, inModule.originalColumn);
    if (!('originalLine' in inCell)) return undefined;
    // tslab puts `export {};` on a line of its own above the cell.
    return inCell.originalLine >= 1
      ? { line: inCell.originalLine, column: inCell.originalColumn + 1 }
      : undefined;
  }
}
