import type { Converter } from 'tslab/dist/converter';
import type ts from 'typescript';
import type { Diagnostic } from './cell-error';
import { CellService, modulePrefix } from './cell-service';
import type { CellMap } from './cell-source-map';
import {
  anyValue,
  type Declaration,
  declarationText,
  joinDeclarations,
  type Meanings,
  meaningsOf,
  splitDeclarations,
  withoutMissing,
} from './declarations';
import { namesNothing } from './names-nothing';
import { packageToInstall } from './package-name';
import { papermillParameters } from './papermill';
import { plainCell } from './plain-cell';
import { transpileCell } from './transpile-cell';
import { tslabConverter } from './tslab-converter';

type Compiler = typeof ts;

/** A cell that is ready to be run. */
export interface CompiledCell {
  /** Code of a CommonJS module; empty if the cell declares types only. */
  readonly code: string;
  readonly isAsync: boolean;
  /** Names that the cell declares, as far as they are values. */
  readonly names: readonly string[];
  /** Name under which the code exports the value of the last expression. */
  readonly result: string | undefined;
  readonly map: CellMap | undefined;
}

/** Why a cell cannot be run. */
export interface RefusedCell {
  readonly diagnostics: readonly Diagnostic[];
}

interface Declared {
  readonly number: number;
  readonly before: readonly Declaration[];
  readonly own: readonly Declaration[];
  readonly values: readonly string[];
}

/** Compiles the cells of one kernel by tslab's converter, and keeps what they declare. */
export class CellCompiler {
  readonly compiler: Compiler;
  readonly service: CellService;
  readonly #converter: Converter;
  #declarations: readonly Declaration[];
  #last: Declared | undefined;
  #draft: { text: string; names: readonly string[] } = { text: '', names: [] };
  #number = 0;
  #map: CellMap | undefined;

  /**
   * @param declarations of cells that another compiler had
   * @param strictness options in addition to those of the kernel
   */
  constructor(
    compiler: Compiler,
    folder: string,
    declarations: readonly Declaration[] = [],
    strictness: ts.CompilerOptions = {},
  ) {
    this.compiler = compiler;
    this.#declarations = declarations;
    this.service = new CellService(compiler, folder, strictness);
    this.#converter = tslabConverter(
      this.service,
      (source, input) => this.#transpile(source, input),
      (text) => (text === this.#draft.text ? this.#draft.names : []),
    );
  }

  /** Declarations of the cells so far. */
  get declarations(): readonly Declaration[] {
    return this.#declarations;
  }

  #transpile(source: string, input: ts.TranspileOptions): ts.TranspileOutput {
    const done = transpileCell(this.compiler, source, input, this.#number);
    if (!done) return this.compiler.transpileModule(source, input);
    this.#map = done.map;
    return { outputText: done.code };
  }

  /** @param number by which stack traces will name the cell */
  compile(source: string, number: number): CompiledCell | RefusedCell {
    this.#number = number;
    this.#map = undefined;
    const text = plainCell(this.compiler, papermillParameters(source) ?? source);
    const { names, isAsync, isBare } = this.#survey(text);
    if (!isBare) this.service.needNode();
    this.#draft = { text: modulePrefix + text, names };
    this.service.emitted = undefined;
    const converted = this.#converter.convert(declarationText(this.#declarations), text);
    if (converted.diagnostics.length > 0) return { diagnostics: converted.diagnostics.map(toDiagnostic) };
    const meanings = this.#meanings(names);
    const values = names.filter((name) => meanings.get(name)?.value);
    const own =
      this.service.emitted === undefined
        ? values.map(anyValue)
        : splitDeclarations(this.compiler, this.service.emitted, meanings);
    this.#last = { number, before: this.#declarations, own, values };
    this.#declarations = joinDeclarations(this.#declarations, own);
    const code = converted.output ?? '';
    return { code, isAsync, names: values, result: converted.lastExpressionVar, map: this.#map };
  }

  #meanings(names: readonly string[]): Map<string, Meanings> {
    const program = this.service.program();
    const checker = program.getTypeChecker();
    const { locals } = program.getSourceFile(this.service.cell) as { locals?: Map<string, ts.Symbol> };
    return new Map(
      names.flatMap((name) => {
        const symbol = locals?.get(name);
        return symbol ? [[name, meaningsOf(this.compiler, checker, symbol)]] : [];
      }),
    );
  }

  /** Puts a text in place that is only looked at: for completions and documentation. */
  look(source: string): void {
    this.service.needNode();
    this.service.update(modulePrefix + declarationText(this.#declarations), modulePrefix + source);
    this.service.needDocstrings();
  }

  /** Takes back what a cell declared but did not come to define, as it failed before; unless others were compiled since. */
  failed(number: number, defined: readonly string[]): void {
    if (this.#last?.number !== number) return;
    const { before, own, values } = this.#last;
    const missing = new Set(values.filter((name) => !defined.includes(name)));
    this.#declarations = joinDeclarations(before, withoutMissing(own, missing));
    this.#last = undefined;
  }

  /** Forgets all that was declared. */
  reset(): void {
    this.#declarations = [];
    this.#last = undefined;
  }

  #survey(text: string): { names: string[]; isAsync: boolean; isBare: boolean } {
    const file = this.compiler.createSourceFile(
      'cell.ts',
      modulePrefix + text,
      this.compiler.ScriptTarget.ES2022,
      true,
    );
    const internal = this.compiler as unknown as {
      bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
    };
    internal.bindSourceFile(file, this.service.options);
    const { locals } = file as unknown as { locals?: Map<string, ts.Symbol> };
    // Under this name the compiler has what is in `declare global`.
    const names = [...(locals?.keys() ?? [])].filter((name) => name !== '__global');
    const isBare = namesNothing(this.compiler, file);
    return { names, isAsync: awaits(this.compiler, file), isBare };
  }
}

/** Whether there is an `await` outside of all functions. */
function awaits(compiler: Compiler, root: ts.Node): boolean {
  const visit = (node: ts.Node): boolean => {
    if (compiler.isFunctionLike(node) || compiler.isClassStaticBlockDeclaration(node)) return false;
    if (compiler.isAwaitExpression(node)) return true;
    if (compiler.isForOfStatement(node) && node.awaitModifier) return true;
    if (
      compiler.isVariableDeclarationList(node) &&
      (node.flags & compiler.NodeFlags.AwaitUsing) === compiler.NodeFlags.AwaitUsing
    ) {
      return true;
    }
    return compiler.forEachChild(node, (child) => visit(child) || undefined) ?? false;
  };
  return visit(root);
}

function toDiagnostic({ fileName, start, messageText, code }: ConvertedDiagnostic): Diagnostic {
  return {
    file: fileName ?? '',
    line: start.line + 1,
    column: start.character + 1,
    code,
    message: messageText + (code === 2307 ? installCure(messageText) : ''),
  };
}

type ConvertedDiagnostic = ReturnType<Converter['convert']>['diagnostics'][number];

function installCure(message: string): string {
  const specifier = /module '([^']+)'/.exec(message)?.[1] ?? '';
  const name = packageToInstall(specifier);
  return name === undefined ? '' : ` Install it by \`npm install ${name}\`.`;
}
