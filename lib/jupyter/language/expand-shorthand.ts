import type ts from 'typescript';

type Compiler = typeof ts;

/**
 * The cell with its shorthand properties written out: `{ a, b }` becomes `{ a: a, b: b }`; and with `import.meta`, which
 * scripts do not have, taken from the kernel.
 *
 * tslab 1.0.22 finds out which names stem from earlier cells by asking for the symbol at each name. At a shorthand
 * property that is the symbol of the property, so that `{ a }` of an earlier cell's `a` throws a ReferenceError. Lines
 * stay the same, columns behind a shorthand property move.
 */
export function expandShorthand(compiler: Compiler, source: string): string {
  const file = compiler.createSourceFile('cell.ts', source, compiler.ScriptTarget.ES2022);
  let expanded = '';
  let copied = 0;
  const replace = (start: number, end: number, text: string): void => {
    expanded += source.slice(copied, start) + text;
    copied = end;
  };
  const visit = (node: ts.Node): void => {
    if (compiler.isShorthandPropertyAssignment(node)) {
      const start = node.name.getStart(file);
      replace(start, start, `${node.name.text}: `);
    } else if (compiler.isMetaProperty(node) && node.keywordToken === compiler.SyntaxKind.ImportKeyword) {
      replace(node.getStart(file), node.end, '(globalThis as any).__tslab__.meta');
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);
  return expanded + source.slice(copied);
}
