import type ts from 'typescript';

type Compiler = typeof ts;

/** One declaration that later cells see: text of a d.ts file, and which meanings it gives to the name. */
export interface Declaration {
  /** Undefined for what declares no name: imports for their effect, augmentations of modules and of the global scope. */
  readonly name: string | undefined;
  readonly meanings: Meanings;
  readonly text: string;
}

/** A name can be a value, a type and a namespace at once, each declared by another cell. */
export interface Meanings {
  readonly value: boolean;
  readonly type: boolean;
  readonly namespace: boolean;
}

const nothing: Meanings = { value: false, type: false, namespace: false };

/** Meanings of a symbol; of an import, those of what is imported. */
export function meaningsOf(compiler: Compiler, checker: ts.TypeChecker, symbol: ts.Symbol): Meanings {
  const { SymbolFlags } = compiler;
  const isAlias = (symbol.flags & SymbolFlags.Alias) !== 0;
  const { flags } = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  const typeOnly = isAlias && (symbol.declarations ?? []).some((node) => isTypeOnly(compiler, node));
  const value = (flags & SymbolFlags.Value) !== 0;
  const type = (flags & SymbolFlags.Type) !== 0;
  const namespace = (flags & SymbolFlags.Namespace) !== 0;
  // A module without types may be anything.
  if (!value && !type && !namespace) return { value: !typeOnly, type: true, namespace: true };
  return { value: value && !typeOnly, type, namespace };
}

function isTypeOnly(compiler: Compiler, node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at && !compiler.isSourceFile(at); at = at.parent) {
    if (
      (compiler.isImportSpecifier(at) ||
        compiler.isImportClause(at) ||
        compiler.isImportEqualsDeclaration(at)) &&
      at.isTypeOnly
    ) {
      return true;
    }
  }
  return false;
}

/** The declarations in a d.ts file, one for each name; `meanings` are those of the names in the cell that it stems from. */
export function splitDeclarations(
  compiler: Compiler,
  text: string,
  meanings: ReadonlyMap<string, Meanings>,
): Declaration[] {
  const file = compiler.createSourceFile('declarations.d.ts', text, compiler.ScriptTarget.ES2022, true);
  const of = (name: string): Meanings => meanings.get(name) ?? nothing;
  return file.statements.flatMap((statement): Declaration[] => {
    if (compiler.isExportDeclaration(statement) || compiler.isExportAssignment(statement)) return [];
    if (compiler.isVariableStatement(statement)) return variables(compiler, statement);
    if (compiler.isImportDeclaration(statement)) {
      const parts = imports(compiler, statement);
      return parts.map(({ name, text }) => ({
        name,
        text,
        meanings: name === undefined ? nothing : of(name),
      }));
    }
    const whole = text.slice(statement.getStart(file, true), statement.end);
    const { name } = statement as unknown as { name?: ts.Node };
    const isNamed =
      name && compiler.isIdentifier(name) && (statement.flags & compiler.NodeFlags.GlobalAugmentation) === 0;
    if (!isNamed) return [{ name: undefined, meanings: nothing, text: whole }];
    return [{ name: name.text, meanings: declared(compiler, statement, of(name.text)), text: whole }];
  });
}

/** What one statement gives to its name, of all that the name means. */
function declared(compiler: Compiler, statement: ts.Statement, all: Meanings): Meanings {
  if (compiler.isFunctionDeclaration(statement)) return { ...nothing, value: true };
  if (compiler.isInterfaceDeclaration(statement) || compiler.isTypeAliasDeclaration(statement))
    return { ...nothing, type: true };
  if (compiler.isClassDeclaration(statement)) return { ...nothing, value: true, type: true };
  if (compiler.isEnumDeclaration(statement)) return { value: true, type: true, namespace: true };
  // Whether a namespace holds values; beside a function or a class of the name it does not matter.
  if (compiler.isModuleDeclaration(statement)) return { ...nothing, value: all.value, namespace: true };
  return all;
}

function variables(compiler: Compiler, statement: ts.VariableStatement): Declaration[] {
  const { declarations, flags } = statement.declarationList;
  const word = flags & compiler.NodeFlags.Const ? 'const' : 'let';
  const [first] =
    compiler.getLeadingCommentRanges(statement.getSourceFile().text, statement.pos)?.slice(-1) ?? [];
  const comment = first ? `${statement.getSourceFile().text.slice(first.pos, first.end)}\n` : '';
  return declarations.flatMap((declaration) =>
    compiler.isIdentifier(declaration.name)
      ? {
          name: declaration.name.text,
          meanings: { ...nothing, value: true },
          text: `${comment}declare ${word} ${declaration.getText()};`,
        }
      : [],
  );
}

function imports(compiler: Compiler, statement: ts.ImportDeclaration): { name?: string; text: string }[] {
  const { importClause: clause, moduleSpecifier, attributes } = statement;
  const from = `${moduleSpecifier.getText()}${attributes ? ` ${attributes.getText()}` : ''};`;
  if (!clause) return [{ text: `import ${from}` }];
  const word = clause.isTypeOnly ? 'import type' : 'import';
  const { name, namedBindings: bindings } = clause;
  const parts: { name?: string; text: string }[] = [];
  if (name) parts.push({ name: name.text, text: `${word} ${name.text} from ${from}` });
  if (bindings && compiler.isNamespaceImport(bindings)) {
    parts.push({ name: bindings.name.text, text: `${word} ${bindings.getText()} from ${from}` });
  } else if (bindings) {
    for (const element of bindings.elements) {
      parts.push({ name: element.name.text, text: `${word} { ${element.getText()} } from ${from}` });
    }
  }
  return parts;
}

/**
 * The declarations of a cell with those of the cells before it, as far as they still hold: a name that is declared again
 * loses the meanings that it gets anew, and keeps the others.
 */
export function joinDeclarations(
  earlier: readonly Declaration[],
  own: readonly Declaration[],
): Declaration[] {
  const taken = new Map<string, Meanings>();
  for (const { name, meanings } of own) {
    if (name !== undefined) taken.set(name, union(taken.get(name) ?? nothing, meanings));
  }
  const texts = new Set(own.map(({ text }) => text));
  const kept = earlier.filter(({ name, meanings, text }) =>
    name === undefined ? !texts.has(text) : !meet(meanings, taken.get(name) ?? nothing),
  );
  const joined = [...own, ...kept];
  const values = new Set(joined.filter(({ meanings }) => meanings.value).map(({ name }) => name));
  // A class of which only the type was declared again is still there as a value, of a type that has no name any more.
  for (const { name, meanings } of earlier) {
    if (name === undefined || !meanings.value || values.has(name)) continue;
    values.add(name);
    joined.push(anyValue(name));
  }
  return joined;
}

const union = (a: Meanings, b: Meanings): Meanings => ({
  value: a.value || b.value,
  type: a.type || b.type,
  namespace: a.namespace || b.namespace,
});

const meet = (a: Meanings, b: Meanings): boolean =>
  (a.value && b.value) || (a.type && b.type) || (a.namespace && b.namespace);

/** For values whose type no declaration file can name. */
export const anyValue = (name: string): Declaration => ({
  name,
  meanings: { ...nothing, value: true },
  text: `declare let ${name}: any;`,
});

/** Without the values that a cell did not come to define, as it failed before. */
export const withoutMissing = (own: readonly Declaration[], missing: ReadonlySet<string>): Declaration[] =>
  own.filter(({ name, meanings }) => name === undefined || !meanings.value || !missing.has(name));

/** Text of a d.ts file. */
export const declarationText = (declarations: readonly Declaration[]): string =>
  declarations.map(({ text }) => `${text}\n`).join('');
