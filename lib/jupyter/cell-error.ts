import { inspect } from 'node:util';
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
  readonly message: string;
}

/** The source of a cell and the number by which stack traces name it. */
export interface Cell {
  readonly number: number;
  readonly source: string;
}

// The line of compiled code that Node puts before the stack of what a script throws.
const nodeExcerpt = /^genlabel-cell-\d+:\d+\n.*\n *\^+\n\n?/;
// Frames of Node, of tslab and of this kernel say nothing about a cell.
const foreignFrame = /^\s+at .*(node:|[\\/]tslab[\\/]dist[\\/]|[\\/]lib[\\/]dist[\\/]jupyter[\\/])/;

/** Describes a value that was thrown by a cell; places in the compiled code become lines of the cells. */
export function describeThrown(thrown: unknown, cell: Cell, maps: CellSourceMaps): CellError {
  const isError = thrown instanceof Error || Object.prototype.toString.call(thrown) === '[object Error]';
  let line: number | undefined;
  const text = (isError ? inspect(thrown) : `Thrown: ${inspect(thrown)}`)
    .replace(nodeExcerpt, '')
    // Functions of earlier cells are called as members of an object of tslab.
    .replace(/\bat Proxy\.(?=\w+ \(genlabel-cell)/g, 'at ')
    .split('\n')
    .filter((frame) => !foreignFrame.test(frame))
    .join('\n')
    .replace(cellUrl, (_, number: string, row: string, column: string) => {
      const found = maps.find(Number(number), Number(row), Number(column));
      if (found && Number(number) === cell.number) line ??= found.line;
      return found ? `In[${number}]:${found.line}:${found.column}` : `In[${number}]`;
    });
  return {
    name: isError ? String((thrown as Error).name) : 'Thrown',
    message: isError ? String((thrown as Error).message) : inspect(thrown),
    traceback: [...text.split('\n'), ...(line === undefined ? [] : excerpt(cell.source, line))],
    line,
  };
}

/** Describes a cell that the compiler refused. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[], cell: Cell): CellError {
  const [first] = diagnostics;
  const traceback = diagnostics.flatMap(({ file, line, column, message }) => [
    `${file || `In[${cell.number}]`}:${line}:${column} ${message}`,
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
