import ts from 'typescript';

/**
 * Names that a script uses, but neither declares nor finds in the language or in a page. Those that it asks for first, by
 * `typeof name` in the same statement or an `if` around it, are left out.
 */
export function freeNames(code: string): string[] {
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile;
  host.getSourceFile = (name, target) =>
    name === 'bundle.js' ? ts.createSourceFile(name, code, target, true) : read(name, target);
  const lib = ['lib.es2022.d.ts', 'lib.dom.d.ts'];
  const options = { allowJs: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022, lib };
  const program = ts.createProgram(['bundle.js'], options, host);
  const checker = program.getTypeChecker();
  const free = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && isReference(node)) {
      const found = checker.resolveName(node.text, node, ts.SymbolFlags.Value, false);
      if (!found && !isAskedFor(node)) free.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(program.getSourceFile('bundle.js')!);
  return [...free].sort();
}

/** Whether an identifier stands for a variable: it names no property, label or member. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  if (ts.isBindingElement(parent)) return parent.propertyName !== node;
  return !(
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isMethodDeclaration(parent) ||
    ts.isPropertyDeclaration(parent) ||
    ts.isAccessor(parent) ||
    ts.isLabeledStatement(parent) ||
    ts.isBreakOrContinueStatement(parent)
  );
}

function isAskedFor(node: ts.Identifier): boolean {
  const question = `typeof ${node.text}`;
  let place: ts.Node = node;
  while (!ts.isStatement(place)) place = place.parent;
  if (place.getText().includes(question)) return true;
  for (; place && !ts.isFunctionLike(place); place = place.parent) {
    if (ts.isIfStatement(place) && place.expression.getText().includes(question)) return true;
  }
  return false;
}
