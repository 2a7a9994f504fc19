import { join } from 'node:path';
import type ts from 'typescript';

/** Folder of the packages that the kernel itself was installed with. */
export const ownFolder = join(__dirname, '..', '..', '..');

/**
 * How cells are compiled: lenient, and with the packages that a bundler would find.
 *
 * @param folder working directory of the kernel
 */
export function cellOptions(compiler: typeof ts, folder: string): ts.CompilerOptions {
  return {
    target: compiler.ScriptTarget.ES2022,
    module: compiler.ModuleKind.ESNext,
    moduleResolution: compiler.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
    types: ['node'],
    typeRoots: typeRoots(folder),
    esModuleInterop: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    allowJs: true,
    experimentalDecorators: true,
    preserveConstEnums: true,
    jsx: compiler.JsxEmit.React,
    skipLibCheck: true,
    declaration: true,
    inlineSourceMap: true,
    newLine: compiler.NewLineKind.LineFeed,
    rootDir: folder,
    outDir: 'outDir',
  };
}

/** Those of the folder and of the folders above it, then the kernel's own. */
function typeRoots(folder: string): string[] {
  const roots: string[] = [];
  for (let at = folder, last = ''; at !== last; last = at, at = join(at, '..')) {
    roots.push(join(at, 'node_modules', '@types'));
  }
  for (let at = ownFolder, last = ''; at !== last; last = at, at = join(at, '..')) {
    roots.push(join(at, 'node_modules', '@types'));
  }
  return roots;
}
