import Module, { createRequire } from 'node:module';
import type { Converter } from 'tslab/dist/converter';
import type ts from 'typescript';
import type { CellService } from './cell-service';

type Compiler = typeof ts;

/** "File is not under 'rootDir'": only the cell is written there, files that it imports may be anywhere. */
const outsideOfRoot = 6059;

/** What tslab's converter reads of the host that it asks the compiler for. */
interface WatchHost {
  readonly files: readonly string[];
  readonly sys: {
    readFile(name: string): string;
    watchFile(name: string, changed: () => void): unknown;
    setTimeout(callback: () => void): unknown;
  };
  afterProgramCreate(builder: object): void;
}

/**
 * tslab's converter on the compiler of this project, instead of the older one that tslab brings: `service` is asked where
 * tslab would have its own compiler watch files. The few functions that only tslab's compiler has are put beside it.
 *
 * @param transpile the second step of tslab, ES modules to CommonJS
 * @param namesOf names of a text that tslab is going to export, once it knows them
 */
export function tslabConverter(
  service: CellService,
  transpile: Compiler['transpileModule'],
  namesOf: (text: string) => readonly string[],
): Converter {
  const { compiler } = service;
  const watch = new Watch(service, namesOf);
  const shaped = {
    ...compiler,
    sys: { ...compiler.sys, getCurrentDirectory: () => service.folder },
    getDefaultTypeRoots: () => service.options.typeRoots,
    transpileModule: transpile,
    getNullTransformationContext: () =>
      (compiler as unknown as { nullTransformationContext: object }).nullTransformationContext,
    getPreEmitDiagnosticsOfFiles: (program: ts.Program, [file]: ts.SourceFile[]) => {
      const types = program.getSemanticDiagnostics(file).filter(({ code }) => code !== outsideOfRoot);
      service.tolerated?.push(...types);
      return [...program.getSyntacticDiagnostics(file), ...(service.tolerated ? [] : types)];
    },
    createWatchCompilerHost: (files: string[], _: unknown, sys: WatchHost['sys']) => ({ files, sys }),
    createWatchProgram: (host: WatchHost) => watch.start(host),
  };
  const requireOfTslab = createRequire(require.resolve('tslab/dist/main.js'));
  const path = requireOfTslab.resolve('@tslab/typescript-for-tslab');
  const module = new Module(path);
  module.exports = shaped;
  module.loaded = true;
  requireOfTslab.cache[path] = module;
  // tslab's module holds on to the compiler that it found when it was loaded.
  delete require.cache[require.resolve('tslab/dist/converter')];
  const { createConverter } = require('tslab/dist/converter') as typeof import('tslab/dist/converter');
  return createConverter({ isJS: false, isBrowser: false });
}

/**
 * Gives tslab a program whenever it says that the cell or the declarations before it have changed.
 *
 * tslab first asks for the names that a cell declares, and then for the same cell with all of them exported: of the first,
 * only the names are made.
 */
class Watch {
  readonly #service: CellService;
  readonly #namesOf: (text: string) => readonly string[];

  constructor(service: CellService, namesOf: (text: string) => readonly string[]) {
    this.#service = service;
    this.#namesOf = namesOf;
  }

  start(host: WatchHost): object {
    const { sys } = host;
    let pending = false;
    const rebuild = (): void => {
      pending = false;
      const text = sys.readFile(this.#service.cell);
      const names = this.#namesOf(text);
      if (names.length > 0) host.afterProgramCreate(draft(names));
      else {
        this.#service.update(sys.readFile(this.#service.previous), text);
        host.afterProgramCreate(this.#builder());
      }
    };
    const changed = (): void => {
      if (pending) return;
      pending = true;
      sys.setTimeout(rebuild);
    };
    for (const name of [this.#service.cell, this.#service.previous]) sys.watchFile(name, changed);
    rebuild();
    return { close: () => {}, updateRootFileNames: () => {} };
  }

  #builder(): object {
    const service = this.#service;
    return {
      getProgram: () => ({ ...service.program(), getTypeChecker: () => variablesOnly(service) }),
      getSourceFile: (name: string) => {
        const file = service.program().getSourceFile(name);
        // What is declared there is global already.
        if (name === service.cell)
          (file as { locals?: Map<string, unknown> } | undefined)?.locals?.delete('__global');
        return file;
      },
      // Files that the cell imports are compiled by the process that runs the cells.
      getAllDependencies: () => [service.cell],
      emit: (
        file: ts.SourceFile,
        write: ts.WriteFileCallback,
        token: undefined,
        only: undefined,
        transformers: ts.CustomTransformers,
      ) => {
        const note: ts.WriteFileCallback = (name, text, ...rest) => {
          // By tslab's own joining of this with earlier declarations, namespaces are lost.
          if (name.endsWith('.d.ts')) service.emitted = text;
          write(name, text, ...rest);
        };
        return service.program().emit(file, note, token, only, transformers);
      },
    };
  }
}

/**
 * tslab takes every name whose symbol an earlier cell declared for one of that cell's variables: also the property `a` of
 * `const { a: b } = x`, where `x` is of an earlier cell.
 */
function variablesOnly(service: CellService): ts.TypeChecker {
  const { SymbolFlags: flags } = service.compiler;
  const variable =
    flags.Variable | flags.Function | flags.Class | flags.Enum | flags.ValueModule | flags.Alias;
  const checker = service.program().getTypeChecker();
  return {
    ...checker,
    getSymbolAtLocation: (node) => {
      const symbol = checker.getSymbolAtLocation(node);
      return symbol && symbol.flags & variable ? symbol : undefined;
    },
  };
}

const draft = (names: readonly string[]): object => ({
  getSourceFile: () => ({ locals: new Map(names.map((name) => [name, undefined])) }),
});
