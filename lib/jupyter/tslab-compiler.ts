import { createRequire } from 'node:module';

export interface CompileOptions {
  sourceMap?: boolean;
  inlineSourceMap?: boolean;
}

export interface TranspileInput {
  readonly fileName?: string;
  readonly compilerOptions?: CompileOptions;
}

export interface Transpiled {
  outputText: string;
  sourceMapText?: string;
}

type Watch = () => { close(): void };

/** What the kernel needs to know of the compiler that is inside tslab. */
export interface Compiler {
  readonly version: string;
  readonly sys: { watchFile?: Watch; watchDirectory?: Watch };
  createWatchCompilerHost(files: string[], options: CompileOptions, ...rest: unknown[]): unknown;
  transpileModule(source: string, input: TranspileInput): Transpiled;
}

/**
 * Puts a changed compiler in the place of tslab's own; to be called before tslab's converter is loaded, which takes its
 * compiler from the cache of modules. (The functions of the original are read-only.)
 *
 * The compiler no longer watches files either: tslab's converter throws "Unexpected pending rebuildTimer" at every cell after
 * two changes of files that it watches, such as a build of the library, or a notebook saved beside the running one.
 *
 * @returns the original
 */
export function replaceCompiler(change: (original: Compiler) => Compiler): Compiler {
  const requireOfTslab = createRequire(createRequire(__filename).resolve('tslab/dist/main.js'));
  const path = requireOfTslab.resolve('@tslab/typescript-for-tslab');
  const original = requireOfTslab(path) as Compiler;
  original.sys.watchFile = () => ({ close: () => {} });
  original.sys.watchDirectory = () => ({ close: () => {} });
  requireOfTslab.cache[path]!.exports = change(original);
  return original;
}
