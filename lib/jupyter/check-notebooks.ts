import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { readNotebook } from './notebook';
import { NotebookModule, type Place, placeIn } from './notebook-module';

/** One complaint of the compiler about a notebook. */
export interface Complaint {
  /** Path as it was given; undefined, like `place`, for what is about no notebook in particular. */
  readonly notebook: string | undefined;
  readonly place: Place | undefined;
  readonly message: string;
}

interface Checked {
  readonly path: string;
  readonly module: NotebookModule;
}

/** Strict, and else like the kernel: what passes here must also run there. */
const compilerOptions: ts.CompilerOptions = {
  strict: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  resolveJsonModule: true,
  experimentalDecorators: true,
  skipLibCheck: true,
  types: ['node'],
};

/**
 * Type-checks the code cells of notebooks strictly, which the kernel does not.
 *
 * @param paths notebooks; imports are resolved from their folders
 * @throws NotebookFormatError if a file is no notebook of nbformat 4
 */
export function checkNotebooks(paths: readonly string[]): Complaint[] {
  const complaints: Complaint[] = [];
  const modules = new Map<string, Checked>();
  for (const path of paths) {
    const cells = readNotebook(path).cells.filter((cell) => cell.cell_type === 'code');
    const sources = cells.map(({ source }) => source);
    const syntax = sources.flatMap((source, i) => checkSyntax(path, source, i + 1));
    complaints.push(...syntax);
    // A bracket that one cell leaves open would put the blame on all that follow.
    if (syntax.length > 0) continue;
    // The compiler writes paths with slashes on every system.
    modules.set(`${resolve(path).replaceAll('\\', '/')}.ts`, { path, module: new NotebookModule(sources) });
  }
  const [first] = modules.keys();
  return first === undefined ? complaints : [...complaints, ...checkTypes(modules, dirname(first))];
}

function checkSyntax(notebook: string, source: string, cell: number): Complaint[] {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true, compilerOptions });
  return diagnostics.map((diagnostic) => ({
    notebook,
    place: placeIn(source, cell, diagnostic.start ?? 0),
    message: messageOf(diagnostic),
  }));
}

function checkTypes(modules: ReadonlyMap<string, Checked>, folder: string): Complaint[] {
  const program = ts.createProgram([...modules.keys()], compilerOptions, hostOf(modules, folder));
  const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  const complaints: Complaint[] = general.map((diagnostic) => ({
    notebook: undefined,
    place: undefined,
    message: messageOf(diagnostic),
  }));
  for (const [name, { path, module }] of modules) {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    for (const diagnostic of found) {
      const place = diagnostic.start === undefined ? undefined : module.find(diagnostic.start);
      complaints.push({ notebook: path, place, message: messageOf(diagnostic) });
    }
  }
  return complaints;
}

function messageOf({ code, messageText }: ts.Diagnostic): string {
  return `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
}

function hostOf(modules: ReadonlyMap<string, { module: NotebookModule }>, folder: string): ts.CompilerHost {
  const host = ts.createCompilerHost(compilerOptions);
  const { fileExists, readFile } = host;
  // The types of Node are looked for from here; the default would be wherever the command is called.
  host.getCurrentDirectory = () => folder;
  host.fileExists = (name) => modules.has(name) || fileExists(name);
  host.readFile = (name) => modules.get(name)?.module.text ?? readFile(name);
  return host;
}
