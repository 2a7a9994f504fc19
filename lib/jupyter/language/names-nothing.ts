import type ts from 'typescript';

type Compiler = typeof ts;

/**
 * Whether a cell consists of literals and operators, `6 * 7` for one: nothing in it can have a type that a package declares.
 *
 * @param file text of the cell, which may begin with an empty `export {}`
 */
export function namesNothing(compiler: Compiler, file: ts.SourceFile): boolean {
  const { SyntaxKind: kind } = compiler;
  const allowed: ReadonlySet<ts.SyntaxKind> = new Set([
    kind.ExpressionStatement,
    kind.EmptyStatement,
    kind.EndOfFileToken,
    kind.NumericLiteral,
    kind.BigIntLiteral,
    kind.StringLiteral,
    kind.NoSubstitutionTemplateLiteral,
    kind.TrueKeyword,
    kind.FalseKeyword,
    kind.NullKeyword,
    kind.ParenthesizedExpression,
    kind.PrefixUnaryExpression,
    kind.ConditionalExpression,
    kind.QuestionToken,
    kind.ColonToken,
  ]);
  const operators = [kind.FirstBinaryOperator, kind.LastBinaryOperator];
  const visit = (node: ts.Node): boolean => {
    if (compiler.isBinaryExpression(node)) {
      const { kind: operator } = node.operatorToken;
      const isSign = operators[0] <= operator && operator <= operators[1];
      return isSign && visit(node.left) && visit(node.right);
    }
    if (!allowed.has(node.kind)) return false;
    return !compiler.forEachChild(node, (child) => !visit(child) || undefined);
  };
  const isPrefix = (node: ts.Statement): boolean =>
    compiler.isExportDeclaration(node) && node.moduleSpecifier === undefined && isEmpty(compiler, node);
  return file.statements.every((statement) => isPrefix(statement) || visit(statement));
}

const isEmpty = (compiler: Compiler, { exportClause }: ts.ExportDeclaration): boolean =>
  exportClause !== undefined && compiler.isNamedExports(exportClause) && exportClause.elements.length === 0;
