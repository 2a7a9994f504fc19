import type ts from 'typescript';

type Compiler = typeof ts;

/**
 * The cell as tslab 1.0.22 can take it; lines stay the same.
 *
 * - Shorthand properties are written out, `{ a, b }` as `{ a: a, b: b }`: tslab finds out which names stem from earlier cells
 *   by asking for the symbol at each name. At a shorthand property that is the symbol of the property, so that `{ a }` of an
 *   earlier cell's `a` would throw a ReferenceError.
 * - `import.meta`, which scripts do not have, is taken from the kernel.
 * - `export` before a declaration is left out: every name of a cell is there for the cells after it, by an export that
 *   tslab adds.
 */
export function plainCell(compiler: Compiler, source: string): string {
  const file = compiler.createSourceFile('cell.ts', source, compiler.ScriptTarget.ES2022, true);
  let plain = '';
  let copied = 0;
  const replace = (start: number, end: number, text: string): void => {
    plain += source.slice(copied, start) + text;
    copied = end;
  };
  const unexport = (statement: ts.Statement): void => {
    if (!compiler.canHaveModifiers(statement) || compiler.isExportAssignment(statement)) return;
    const modifiers = compiler.getModifiers(statement) ?? [];
    if (modifiers.some(({ kind }) => kind === compiler.SyntaxKind.DefaultKeyword)) return;
    const found = modifiers.find(({ kind }) => kind === compiler.SyntaxKind.ExportKeyword);
    if (found) replace(found.getStart(file), found.end, ' '.repeat('export'.length));
  };
  const visit = (node: ts.Node): void => {
    if (node.parent === file) unexport(node as ts.Statement);
    if (compiler.isShorthandPropertyAssignment(node)) {
      const start = node.name.getStart(file);
      replace(start, start, `${node.name.text}: `);
    } else if (compiler.isMetaProperty(node) && node.keywordToken === compiler.SyntaxKind.ImportKeyword) {
      replace(node.getStart(file), node.end, '(globalThis as any).__tslab__.meta');
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);
  return plain + source.slice(copied);
}
