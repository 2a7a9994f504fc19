import type { Converter } from 'tslab/dist/converter';
import type ts from 'typescript';
import type { Diagnostic } from './cell-error';
import { CellService, modulePrefix } from './cell-service';
import { CellSourceMaps } from './cell-source-map';
import { keepDefined } from './declarations';
import { expandShorthand } from './expand-shorthand';
import { packageToInstall } from './package-name';
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
}

/** Why a cell cannot be run. */
export interface RefusedCell {
  readonly diagnostics: readonly Diagnostic[];
}

interface Declared {
  readonly number: number;
  readonly before: string;
  readonly after: string;
  readonly names: readonly string[];
}

/** Compiles the cells of one kernel by tslab's converter, and keeps what they declare. */
export class CellCompiler {
  readonly compiler: Compiler;
  readonly service: CellService;
  readonly maps = new CellSourceMaps();
  readonly #converter: Converter;
  #declarations = '';
  #last: Declared | undefined;
  #draft: { text: string; names: readonly string[] } = { text: '', names: [] };

  constructor(compiler: Compiler, folder: string) {
    this.compiler = compiler;
    this.service = new CellService(compiler, folder);
    this.#converter = tslabConverter(
      this.service,
      (source, input) => this.maps.transpile(compiler, source, input),
      (text) => (text === this.#draft.text ? this.#draft.names : []),
    );
  }

  /** Declarations of the cells so far, as the text of a d.ts file. */
  get declarations(): string {
    return this.#declarations;
  }

  /** @param number by which stack traces will name the cell */
  compile(source: string, number: number): CompiledCell | RefusedCell {
    this.maps.startCell(number);
    const text = expandShorthand(this.compiler, source);
    const { names, isAsync } = this.#survey(text);
    this.#draft = { text: modulePrefix + text, names };
    const converted = this.#converter.convert(this.#declarations, text);
    if (converted.diagnostics.length > 0) return { diagnostics: converted.diagnostics.map(toDiagnostic) };
    const after = (converted.declOutput ?? '').replace(/^undefined/, () => anyOf(names));
    this.#last = { number, before: this.#declarations, after, names };
    this.#declarations = after;
    return { code: converted.output ?? '', isAsync, names, result: converted.lastExpressionVar };
  }

  /** Puts a text in place that is only looked at: for completions and documentation. */
  look(source: string): void {
    this.service.update(modulePrefix + this.#declarations, modulePrefix + source);
    this.service.program();
  }

  /** Takes back what a cell declared but did not come to define, as it failed before; unless others were compiled since. */
  failed(number: number, defined: readonly string[]): void {
    if (this.#last?.number !== number) return;
    const { before, after, names } = this.#last;
    const missing = new Set(names.filter((name) => !defined.includes(name)));
    this.#declarations = keepDefined(this.compiler, before, after, missing);
    this.#last = undefined;
  }

  /** Forgets all that was declared. */
  reset(): void {
    this.#declarations = '';
    this.#last = undefined;
  }

  #survey(text: string): { names: string[]; isAsync: boolean } {
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
    return { names: [...(locals?.keys() ?? [])], isAsync: awaits(this.compiler, file) };
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

/** For types that no declaration file can name. */
const anyOf = (names: readonly string[]): string =>
  names.map((name) => `export declare let ${name}: any;\n`).join('');

function toDiagnostic({ fileName, start, messageText, code }: ConvertedDiagnostic): Diagnostic {
  return {
    file: fileName ?? '',
    line: start.line + 1,
    column: start.character + 1,
    message: messageText + (code === 2307 ? installCure(messageText) : ''),
  };
}

type ConvertedDiagnostic = ReturnType<Converter['convert']>['diagnostics'][number];

function installCure(message: string): string {
  const specifier = /module '([^']+)'/.exec(message)?.[1] ?? '';
  const name = packageToInstall(specifier);
  return name === undefined ? '' : ` Install it by \`npm install ${name}\`.`;
}
