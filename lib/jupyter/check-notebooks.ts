import { dirname, resolve } from 'node:path';
import ts from 'typescript';
import { CellCompiler } from './language/cell-compiler';
import { modulePrefix } from './language/cell-service';
import { readNotebook } from './notebook';

/** A place in a notebook: code cell, line and column from 1. */
export interface Place {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

/** One complaint of the compiler about a notebook. */
export interface Complaint {
  /** Path as it was given. */
  readonly notebook: string;
  readonly place: Place;
  readonly message: string;
}

/** What the kernel is lenient about. */
const strictness: ts.CompilerOptions = {
  strict: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
};

/**
 * Compiles the code cells of notebooks as the kernel does, one after the other, but strictly.
 *
 * @param paths notebooks; imports are resolved from their folders
 * @throws NotebookFormatError if a file is no notebook of nbformat 4
 */
export function checkNotebooks(paths: readonly string[]): Complaint[] {
  const compilers = new Map<string, CellCompiler>();
  return paths.flatMap((path) => {
    const folder = dirname(resolve(path));
    const cells = compilers.get(folder) ?? new CellCompiler(ts, folder, [], strictness);
    compilers.set(folder, cells);
    cells.reset();
    return checkNotebook(path, cells);
  });
}

function checkNotebook(path: string, cells: CellCompiler): Complaint[] {
  const code = readNotebook(path).cells.filter((cell) => cell.cell_type === 'code');
  return code.flatMap(({ source }, i) => {
    // A cell with types that do not fit still declares its names for those after it.
    cells.service.tolerated = [];
    const compiled = cells.compile(source, i + 1);
    const refused = 'diagnostics' in compiled ? compiled.diagnostics : [];
    const syntax = refused.map(({ line, column, code, message }) => ({
      place: { cell: i + 1, line, column },
      message: `TS${code}: ${message}`,
    }));
    const types = cells.service.tolerated.map((diagnostic) => ({
      place: placeOf(diagnostic, i + 1),
      message: `TS${diagnostic.code}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')}`,
    }));
    // Of a text that is no TypeScript, the types say nothing.
    return (syntax.length > 0 ? syntax : types).map((complaint) => ({ notebook: path, ...complaint }));
  });
}

function placeOf({ file, start = 0 }: ts.Diagnostic, cell: number): Place {
  const { line, character } = file?.getLineAndCharacterOfPosition(start) ?? { line: 0, character: 0 };
  // The prefix is a line of its own.
  return { cell, line: line + 2 - modulePrefix.split('\n').length, column: character + 1 };
}
