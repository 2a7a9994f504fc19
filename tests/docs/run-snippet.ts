import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import type { Module } from './check-snippets';
import { keepsPromise, plain, promisedValue } from './promised-value';
import { root } from './snippet';

/** A value that a comment promises, and where the code has it. */
interface Promised {
  readonly comment: string;
  readonly value: unknown;
}

/** The expression whose value a comment behind a statement speaks of. */
function subjectOf(statement: ts.Statement): ts.Expression | undefined {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0].initializer;
  if (!ts.isExpressionStatement(statement)) return undefined;
  const { expression } = statement;
  const isLog = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log';
  return isLog ? expression.arguments[0] : expression;
}

/** The source with `check(k, …)` around each expression of which a comment promises the value. */
function withChecks(source: string): { readonly code: string; readonly promised: readonly Promised[] } {
  const file = ts.createSourceFile('snippet.ts', source, ts.ScriptTarget.ES2022, true);
  const promised: Promised[] = [];
  let code = source;
  // From the end, so that places before stay where they are.
  for (const statement of [...file.statements].reverse()) {
    const [range] = ts.getTrailingCommentRanges(source, statement.end) ?? [];
    const comment = range && source.slice(range.pos + 2, range.end).trim();
    const promise = comment === undefined ? undefined : promisedValue(comment);
    const subject = subjectOf(statement);
    if (comment === undefined || !promise || !subject) continue;
    const [start, end] = [subject.getStart(), subject.end];
    code = `${code.slice(0, start)}check(${promised.length}, ${code.slice(start, end)})${code.slice(end)}`;
    promised.push({ comment, value: promise.value });
  }
  return { code, promised };
}

const require = createRequire(join(root, 'package.json'));
const AsyncFunction = (async () => {}).constructor as FunctionConstructor;

/**
 * Runs a snippet against the built package, silently.
 *
 * @returns the values that it promises in a comment
 * @throws Error if a value is not as promised, and whatever the code throws
 */
export async function runSnippet({ source }: Pick<Module, 'source'>): Promise<readonly string[]> {
  const { code, promised } = withChecks(source);
  const compilerOptions = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
  };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const kept: string[] = [];
  const check = (k: number, value: unknown): unknown => {
    const { comment, value: expected } = promised[k];
    if (!keepsPromise(plain(value), expected)) {
      throw new Error(`got ${JSON.stringify(plain(value))}, and the comment promises ${comment}`);
    }
    kept.push(comment);
    return value;
  };
  const silent = { ...console, log: () => {} };
  await AsyncFunction('exports', 'require', 'console', 'check', outputText)({}, require, silent, check);
  if (kept.length < promised.length) throw new Error('a value that a comment promises was not computed');
  return kept;
}
