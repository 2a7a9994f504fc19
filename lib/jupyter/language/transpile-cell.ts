import type ts from 'typescript';
import type { CellMap } from './cell-source-map';
import { cellTransformers } from './cell-transformers';

type Compiler = typeof ts;

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([A-Za-z0-9+/=]+)\s*$/;

/**
 * tslab's second step, ES module to CommonJS, with the map of the first.
 *
 * @param source with the map of the first step at its end
 * @param cell number by which stack traces will name the code
 * @returns undefined for code that has no map, which is none of a cell
 */
export function transpileCell(
  compiler: Compiler,
  source: string,
  input: ts.TranspileOptions,
  cell: number,
): { code: string; map: CellMap } | undefined {
  const found = inlineMap.exec(source);
  if (!found) return undefined;
  const { outputText, sourceMapText = '{}' } = compiler.transpileModule(source.slice(0, found.index), {
    ...input,
    compilerOptions: { ...input.compilerOptions, sourceMap: true },
    transformers: cellTransformers(compiler),
  });
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '');
  return {
    code: `${code}\n//# sourceURL=genlabel-cell-${cell}`,
    map: {
      toModule: sourceMapText,
      toCell: Buffer.from(found[1], 'base64').toString('utf8'),
      lines: outputText.split('\n').length,
    },
  };
}
