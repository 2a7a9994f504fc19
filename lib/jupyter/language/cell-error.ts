import type { Thrown } from '../cells/messages';
import { type CellSourceMaps, cellUrl } from './cell-source-map';

/** What an `error` message says of a cell that failed, and the line of the cell (from 1), where it is known. */
export interface CellError {
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
  readonly line?: number;
}

/** One complaint of the compiler, line and column from 1. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Number that TypeScript gives to complaints of this kind. */
  readonly code: number;
  readonly message: string;
}

/** The source of a cell, the number by which stack traces name its code, and the one by which its reader knows it. */
export interface Cell {
  readonly number: number;
  readonly count: number;
  readonly source: string;
}

// The line of compiled code that Node puts before the stack of what a script throws.
const nodeExcerpt = /^(?:file:\/\/)?genlabel-cell-\d+:\d+\n.*\n *\^+\n\n?/;
// Frames of Node, of tslab and of this kernel say nothing about a cell.
const foreignFrame = /^\s+at .*(node:|[\\/]tslab[\\/]dist[\\/]|[\\/]lib[\\/]dist[\\/]jupyter[\\/])/;
// The function that is put around a cell is nothing that its author knows.
const wrapperFrame =
  /\bat (?:async )?(?:eval|<anonymous>|Object\.<anonymous>) \((genlabel-cell-\d+:\d+:\d+)\)/g;

/** Describes a value that was thrown by a cell; places in the compiled code become lines of the cells. */
export function describeThrown(
  thrown: Thrown,
  cell: Cell,
  maps: CellSourceMaps,
  countOf: (number: number) => number | undefined,
): CellError {
  if (thrown.interrupted) {
    return { name: 'Interrupted', message: thrown.message, traceback: [`Interrupted: ${thrown.message}`] };
  }
  let line: number | undefined;
  const text = thrown.text
    .replace(nodeExcerpt, '')
    // Functions of earlier cells are called as members of the object that holds all variables.
    .replace(/\bat (?:Proxy|exports|Object)\.(?=\w+ \(genlabel-cell)/g, 'at ')
    .replace(wrapperFrame, 'at $1')
    .split('\n')
    .filter((frame) => !foreignFrame.test(frame))
    .join('\n')
    .replace(cellUrl, (_, number: string, row: string, column: string) => {
      const found = maps.find(Number(number), Number(row), Number(column));
      if (found && Number(number) === cell.number) line ??= found.line;
      const name = `In[${countOf(Number(number)) ?? number}]`;
      return found ? `${name}:${found.line}:${found.column}` : name;
    });
  return {
    name: thrown.name,
    message: thrown.message,
    traceback: [
      ...(thrown.stray ? [`Nobody caught this ${thrown.stray}:`] : []),
      ...text.split('\n'),
      ...(line === undefined ? [] : excerpt(cell.source, line)),
    ],
    line,
  };
}

/** Describes a cell that the compiler refused. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[], cell: Cell): CellError {
  const [first] = diagnostics;
  const traceback = diagnostics.flatMap(({ file, line, column, message }) => [
    `${file || `In[${cell.count}]`}:${line}:${column} ${message}`,
    ...(file ? [] : excerpt(cell.source, line, column)),
  ]);
  const more = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : '';
  return {
    name: 'TypeScriptError',
    message: `${first.message}${more}`,
    traceback: ['TypeScript refuses this cell:', ...traceback],
    line: first.file ? undefined : first.line,
  };
}

/** The line in question with its neighbours, marked. */
function excerpt(source: string, line: number, column?: number): string[] {
  const lines = source.split('\n');
  const shown: string[] = [];
  for (let i = Math.max(1, line - 1); i <= Math.min(lines.length, line + 1); i++) {
    shown.push(`${i === line ? '-->' : '   '} ${String(i).padStart(4)} | ${lines[i - 1]}`);
    if (i === line && column !== undefined) shown.push(`${' '.repeat(8)} | ${' '.repeat(column - 1)}^`);
  }
  return shown;
}
