import { statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript';
import { cellOptions, ownFolder } from './cell-options';
import { globalDeclarations } from './global-declarations';
import { isBrought, withoutNpm } from './package-name';

type Compiler = typeof ts;

/** How the compiler read a file, in its own words. */
type ReadFile = ts.SourceFile &
  ts.CreateSourceFileOptions & { readonly scriptKind: ts.ScriptKind; jsDocParsingMode?: ts.JSDocParsingMode };

/** How long docstrings are read at a time. */
const aheadMilliseconds = 20;

/** Names that tslab gives the cell and the declarations of the cells before it. */
export const cellFile = '__tslab__.ts';
const previousFile = '__prev__.d.ts';
const globalsFile = '__globals__.d.ts';
const aheadFile = '__ahead__.ts';

/** tslab puts this line above both, so that they are modules. */
export const modulePrefix = 'export {};\n';

/**
 * The compiler's view of one cell: its text, the declarations of the cells before it, and the packages that they import.
 *
 * One language service does all: what was read for a completion is there when the cell is run.
 */
export class CellService {
  readonly compiler: Compiler;
  readonly service: ts.LanguageService;
  readonly options: ts.CompilerOptions;
  readonly cell: string;
  readonly previous: string;
  readonly #texts = new Map<string, { text: string; version: number }>();
  readonly #globals: string;
  readonly folder: string;
  readonly #files = new Map<string, { version: string; snapshot: ts.IScriptSnapshot }>();
  #resolutions: ts.ModuleResolutionCache;
  /** Whether something was not found. */
  #stale = false;
  /** Text of the d.ts file of the cell in place, once it was made; undefined if it could not be made. */
  emitted: string | undefined;
  /** Types that do not fit, where a cell is compiled all the same; undefined if it is refused for them. */
  tolerated: ts.Diagnostic[] | undefined;
  #program: ts.Program | undefined;
  #version = 0;
  readonly #registry: ts.DocumentRegistry;
  readonly #withoutNode: ts.CompilerOptions;
  #hasNode = false;
  /** Files that were read with their docstrings. */
  readonly #documented = new Set<string>();

  /** @param strictness options in addition to those of the kernel */
  constructor(compiler: Compiler, folder: string, strictness: ts.CompilerOptions = {}) {
    const slashed = folder.replaceAll('\\', '/').replace(/\/$/, '');
    this.compiler = compiler;
    this.folder = slashed;
    this.options = { ...cellOptions(compiler, slashed), ...strictness };
    this.#withoutNode = { ...this.options, types: [] };
    this.cell = `${slashed}/${cellFile}`;
    this.previous = `${slashed}/${previousFile}`;
    this.#globals = `${slashed}/${globalsFile}`;
    this.#set(this.cell, modulePrefix);
    this.#set(this.previous, modulePrefix);
    this.#set(this.#globals, globalDeclarations);
    this.#resolutions = this.#newResolutions();
    const { useCaseSensitiveFileNames } = compiler.sys;
    this.#registry = compiler.createDocumentRegistry(useCaseSensitiveFileNames, slashed, readMode(compiler));
    this.service = compiler.createLanguageService(this.#host(), this.#registry);
  }

  #set(name: string, text: string): void {
    if (this.#texts.get(name)?.text === text) return;
    this.#version += 1;
    this.#texts.set(name, { text, version: this.#version });
  }

  /** Puts a cell in place; both texts begin with `modulePrefix`. */
  update(previous: string, cell: string): void {
    this.#set(this.previous, previous);
    this.#set(this.cell, cell);
    this.#program = undefined;
    if (!this.#stale) return;
    this.#stale = false;
    this.#resolutions = this.#newResolutions();
  }

  /** From now on the types of Node are there. They are three quarters of what is read before the first cell. */
  needNode(): void {
    if (this.#hasNode) return;
    this.#hasNode = true;
    this.#program = undefined;
  }

  /**
   * Reads the docstrings of all files, which were left out till now: types do not depend on them, and they take a third of the
   * time.
   */
  needDocstrings(): void {
    const bare = this.#bareFiles();
    if (bare.length === 0) return;
    for (const file of bare) this.#document(file);
    this.#program = undefined;
    this.program();
  }

  /** Reads some of the docstrings, so that nobody need wait for them. @returns whether there are more */
  readDocstringsAhead(): boolean {
    const end = performance.now() + aheadMilliseconds;
    for (const file of this.#bareFiles()) {
      if (performance.now() > end) return true;
      const snapshot = this.#read(file.fileName);
      if (!snapshot) continue;
      const { languageVersion, impliedNodeFormat, setExternalModuleIndicator, jsDocParsingMode } = file;
      const how = { languageVersion, impliedNodeFormat, setExternalModuleIndicator, jsDocParsingMode };
      this.#document(file);
      this.#registry.updateDocument(
        file.fileName,
        this.options,
        snapshot,
        this.#versionOf(file.fileName),
        file.scriptKind,
        how,
      );
    }
    this.needDocstrings();
    return false;
  }

  #bareFiles(): ReadFile[] {
    const { ParseAll } = this.compiler.JSDocParsingMode;
    const files = this.program().getSourceFiles() as readonly ReadFile[];
    return files.filter(({ jsDocParsingMode }) => jsDocParsingMode !== ParseAll);
  }

  #document(file: ReadFile): void {
    // The service reads another version of a file as it read the first.
    file.jsDocParsingMode = this.compiler.JSDocParsingMode.ParseAll;
    this.#documented.add(file.fileName);
  }

  #versionOf(name: string): string {
    const version = this.#texts.get(name)?.version.toString() ?? versionOf(name);
    return this.#documented.has(name) ? `${version} with docstrings` : version;
  }

  /** Reads a module before a cell imports it, and keeps it. */
  readAhead(specifier: string): void {
    this.needNode();
    this.#set(`${this.folder}/${aheadFile}`, `import '${specifier}';`);
    this.#program = undefined;
    this.program();
  }

  /** The program of the cell in place: names that it does not declare are looked up in the cells before it. */
  program(): ts.Program {
    // Asked again, the service would look whether one of some hundred files was edited.
    if (this.#program) return this.#program;
    const program = this.service.getProgram();
    if (!program) throw new Error('the language service of TypeScript has no program');
    const cell = program.getSourceFile(this.cell) as { parent?: ts.Node } | undefined;
    if (cell) cell.parent = program.getSourceFile(this.previous);
    this.#program = program;
    return program;
  }

  #newResolutions(): ts.ModuleResolutionCache {
    return this.compiler.createModuleResolutionCache(this.folder, (name) => name, this.options);
  }

  #host(): ts.LanguageServiceHost & { getModuleResolutionCache(): ts.ModuleResolutionCache } {
    const { sys, ScriptSnapshot } = this.compiler;
    return {
      getCompilationSettings: () => (this.#hasNode ? this.options : this.#withoutNode),
      getScriptFileNames: () => [...this.#texts.keys()],
      jsDocParsingMode: readMode(this.compiler),
      getScriptVersion: (name) => this.#versionOf(name),
      getScriptSnapshot: (name) => {
        const own = this.#texts.get(name);
        return own ? ScriptSnapshot.fromString(own.text) : this.#read(name);
      },
      getCurrentDirectory: () => this.folder,
      getDefaultLibFileName: (options) => this.compiler.getDefaultLibFilePath(options),
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      fileExists: (name) => this.#texts.has(name) || sys.fileExists(name),
      readFile: (name, encoding) => this.#texts.get(name)?.text ?? sys.readFile(name, encoding),
      readDirectory: sys.readDirectory,
      directoryExists: sys.directoryExists,
      getDirectories: sys.getDirectories,
      realpath: sys.realpath,
      // Without it, the service reads package.json files again for every cell.
      getModuleResolutionCache: () => this.#resolutions,
      resolveModuleNameLiterals: (literals, file) => literals.map(({ text }) => this.#resolve(text, file)),
    };
  }

  /** The service asks for all files again whenever a cell imports something. */
  #read(name: string): ts.IScriptSnapshot | undefined {
    const version = versionOf(name);
    const known = this.#files.get(name);
    if (known?.version === version) return known.snapshot;
    const text = this.compiler.sys.readFile(name);
    if (text === undefined) return undefined;
    const snapshot = this.compiler.ScriptSnapshot.fromString(text);
    this.#files.set(name, { version, snapshot });
    return snapshot;
  }

  #resolve(specifier: string, file: string): ts.ResolvedModuleWithFailedLookupLocations {
    const name = withoutNpm(specifier);
    const find = (from: string): ts.ResolvedModuleWithFailedLookupLocations =>
      this.compiler.resolveModuleName(name, from, this.options, this.compiler.sys, this.#resolutions);
    // Declared by the types of Node, in no file of the name.
    if (isBuiltin(name)) return { resolvedModule: undefined } as ts.ResolvedModuleWithFailedLookupLocations;
    const found = find(file);
    if (found.resolvedModule) return found;
    // What is installed while the kernel runs is to be found at the next try.
    this.#stale = true;
    return isBrought(name) ? find(join(ownFolder, 'src.ts')) : found;
  }
}

/** JavaScript has its types in docstrings. */
const readMode = (compiler: Compiler): ts.JSDocParsingMode => compiler.JSDocParsingMode.ParseForTypeInfo;

const slashedOwn = ownFolder.replaceAll('\\', '/');

/** Packages, and this one wherever it is, do not change while a kernel runs; files beside the notebook do. */
function versionOf(name: string): string {
  if (name.includes('/node_modules/') || name.startsWith(`${slashedOwn}/dist/`)) return '0';
  return String(statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}
