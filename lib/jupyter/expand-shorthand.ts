import { createRequire } from 'node:module';

/** What is used of the compiler; `typescript` itself is there for development only. */
type Compiler = typeof import('typescript');

/**
 * The cell with its shorthand properties written out: `{ a, b }` becomes `{ a: a, b: b }`.
 *
 * tslab 1.0.22 finds out which names stem from earlier cells by asking for the symbol at each name. At a shorthand
 * property that is the symbol of the property, so that `{ a }` of an earlier cell's `a` throws a ReferenceError. Lines
 * stay the same, columns behind a shorthand property move.
 */
export function expandShorthand(source: string): string {
  const compiler = loadCompiler();
  const file = compiler.createSourceFile('cell.ts', source, compiler.ScriptTarget.ES2022);
  let expanded = '';
  let copied = 0;
  const visit = (node: import('typescript').Node): void => {
    if (compiler.isShorthandPropertyAssignment(node)) {
      const start = node.name.getStart(file);
      expanded += `${source.slice(copied, start)}${node.name.text}: `;
      copied = start;
    }
    compiler.forEachChild(node, visit);
  };
  visit(file);
  return expanded + source.slice(copied);
}

function loadCompiler(): Compiler {
  const requireOfTslab = createRequire(require.resolve('tslab/dist/main.js'));
  return requireOfTslab('@tslab/typescript-for-tslab') as Compiler;
}
