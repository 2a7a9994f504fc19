import type ts from 'typescript';
import type { Content } from '../wire';

/** Answers an `is_complete_request`: whether a console should run the text, or ask for more. */
export function isComplete(compiler: typeof ts, code: string): Content {
  const file = compiler.createSourceFile('cell.ts', code, compiler.ScriptTarget.ES2022, true);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  if (parseDiagnostics.length === 0) return { status: 'complete' };
  const end = code.trimEnd().length;
  const open = parseDiagnostics.every(
    ({ start = 0, length = 0, code: number }) =>
      number !== unterminatedString && (start >= end || (start + length >= end && isUnterminated(number))),
  );
  // A blank line says that the writer means it.
  const ended = /\n[ \t]*\n[ \t]*$/.test(code);
  return open && !ended ? { status: 'incomplete', indent: indentAfter(code) } : { status: 'invalid' };
}

/** Of a string in quotes: no further line can end it. */
const unterminatedString = 1002;

/** Unterminated template, comment or regular expression that goes on to the end. */
const isUnterminated = (code: number): boolean => [1160, 1010, 1161].includes(code);

function indentAfter(code: string): string {
  const line = /[^\n]*$/.exec(code)?.[0] ?? '';
  const indent = /^\s*/.exec(line)?.[0] ?? '';
  return /[{([]\s*$/.test(line) ? `${indent}  ` : indent;
}
