import type ts from 'typescript';

type Compiler = typeof ts;

/**
 * The declarations of a cell that failed, joined with those of the cells before it.
 *
 * @param before what was declared before the cell
 * @param after what would have been declared if the cell had come to its end
 * @param missing names of the cell that got no value
 */
export function keepDefined(
  compiler: Compiler,
  before: string,
  after: string,
  missing: ReadonlySet<string>,
): string {
  if (missing.size === 0) return after;
  const kept = select(compiler, after, (name, isType) => isType || !missing.has(name));
  const restored = select(compiler, before, (name, isType) => !isType && missing.has(name));
  return `${kept}${restored}`;
}

/** Those declarations of a d.ts file that are wanted; what declares no name stays where something else does. */
function select(
  compiler: Compiler,
  text: string,
  wanted: (name: string, isType: boolean) => boolean,
): string {
  const file = compiler.createSourceFile('declarations.d.ts', text, compiler.ScriptTarget.ES2022, true);
  const printer = compiler.createPrinter({ newLine: compiler.NewLineKind.LineFeed });
  const print = (node: ts.Node): string =>
    `${printer.printNode(compiler.EmitHint.Unspecified, node, file)}\n`;
  let selected = '';
  for (const statement of file.statements) {
    if (compiler.isVariableStatement(statement)) {
      for (const declaration of statement.declarationList.declarations) {
        if (!compiler.isIdentifier(declaration.name) || !wanted(declaration.name.text, false)) continue;
        const type = declaration.type?.getText(file) ?? 'any';
        // A constant of a literal type has an initializer instead.
        const rest = declaration.initializer ? ` = ${declaration.initializer.getText(file)}` : `: ${type}`;
        const word = statement.declarationList.flags & compiler.NodeFlags.Const ? 'const' : 'let';
        selected += `export declare ${word} ${declaration.name.text}${rest};\n`;
      }
    } else if (compiler.isImportDeclaration(statement)) {
      if (namesOf(compiler, statement).some((name) => wanted(name, false))) selected += print(statement);
    } else {
      const { name } = statement as unknown as { name?: ts.Node };
      const isType = compiler.isInterfaceDeclaration(statement) || compiler.isTypeAliasDeclaration(statement);
      if (name && compiler.isIdentifier(name as ts.Node) && wanted((name as ts.Identifier).text, isType)) {
        selected += print(statement);
      }
    }
  }
  return selected;
}

function namesOf(compiler: Compiler, { importClause: clause }: ts.ImportDeclaration): string[] {
  const bindings = clause?.namedBindings;
  return [
    ...(clause?.name ? [clause.name.text] : []),
    ...(bindings && compiler.isNamespaceImport(bindings) ? [bindings.name.text] : []),
    ...(bindings && compiler.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : []),
  ];
}
