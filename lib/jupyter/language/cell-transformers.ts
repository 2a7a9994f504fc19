import type ts from 'typescript';

type Compiler = typeof ts;

/**
 * What is changed in the code of a cell on its way to CommonJS.
 *
 * After each `await` the cell is asked whether it is still alive, so that an interrupt also ends a loop that always waits for
 * something. Names are exported by plain assignments: all cells share one object, a name may be declared again, and a
 * cell that fails must not clear what the cells before it declared.
 */
export function cellTransformers(compiler: Compiler): ts.CustomTransformers {
  return {
    before: [(context) => (file) => compiler.visitNode(file, guard(compiler, context)) as ts.SourceFile],
    after: [() => (file) => plainExports(compiler, file)],
  };
}

function guard(compiler: Compiler, context: ts.TransformationContext): ts.Visitor {
  const { factory } = compiler;
  const alive = (value?: ts.Expression): ts.Expression =>
    factory.createCallExpression(factory.createIdentifier('__alive'), undefined, value ? [value] : []);
  const visit: ts.Visitor = (node) => {
    const visited = compiler.visitEachChild(node, visit, context);
    if (compiler.isAwaitExpression(visited)) return alive(visited);
    if (!compiler.isForOfStatement(visited) || !visited.awaitModifier) return visited;
    const body = factory.createBlock([factory.createExpressionStatement(alive()), visited.statement], true);
    return factory.updateForOfStatement(
      visited,
      visited.awaitModifier,
      visited.initializer,
      visited.expression,
      body,
    );
  };
  return visit;
}

function plainExports(compiler: Compiler, file: ts.SourceFile): ts.SourceFile {
  const statements = file.statements.flatMap((statement) => {
    if (!compiler.isExpressionStatement(statement)) return [statement];
    if (isClearing(compiler, statement.expression)) return [];
    const defined = definedExport(compiler, statement.expression);
    if (defined === undefined) return [statement];
    return defined === null ? [] : [compiler.factory.createExpressionStatement(defined)];
  });
  return compiler.factory.updateSourceFile(file, statements);
}

const isExports = (compiler: Compiler, node: ts.Node): boolean =>
  compiler.isPropertyAccessExpression(node) &&
  compiler.isIdentifier(node.expression) &&
  node.expression.text === 'exports';

/** `exports.a = exports.b = void 0` */
function isClearing(compiler: Compiler, node: ts.Expression): boolean {
  if (!compiler.isBinaryExpression(node) || !isExports(compiler, node.left)) return false;
  const { right } = node;
  const isNothing = compiler.isVoidExpression(right) && compiler.isNumericLiteral(right.expression);
  return isNothing || isClearing(compiler, right);
}

/**
 * `Object.defineProperty(exports, "a", { get: function () { return x.a; } })` as `exports.a = x.a`; null for what is not
 * needed, undefined for another expression.
 */
function definedExport(compiler: Compiler, node: ts.Expression): ts.Expression | null | undefined {
  if (!compiler.isCallExpression(node) || node.arguments.length !== 3) return undefined;
  const [target, name, descriptor] = node.arguments;
  if (!compiler.isIdentifier(target) || target.text !== 'exports' || !compiler.isStringLiteral(name))
    return undefined;
  if (name.text === '__esModule') return null;
  const { factory } = compiler;
  const get = compiler.isObjectLiteralExpression(descriptor)
    ? descriptor.properties.find(
        (property) => property.name && compiler.isIdentifier(property.name) && property.name.text === 'get',
      )
    : undefined;
  const body =
    get && compiler.isPropertyAssignment(get) && compiler.isFunctionExpression(get.initializer)
      ? get.initializer.body
      : undefined;
  const [returned] = body?.statements ?? [];
  if (!returned || !compiler.isReturnStatement(returned) || !returned.expression) return undefined;
  return factory.createAssignment(
    factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name.text),
    returned.expression,
  );
}
