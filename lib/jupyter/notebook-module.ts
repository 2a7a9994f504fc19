import ts from 'typescript';

/** A place in a notebook: code cell, line and column from 1. */
export interface Place {
  readonly cell: number;
  readonly line: number;
  readonly column: number;
}

interface Segment {
  readonly start: number;
  readonly cell: number;
  readonly source: string;
  /** Where the text of the segment begins in the source of the cell. */
  readonly offset: number;
  readonly length: number;
}

/**
 * The code cells of a notebook as one module, as close as a module comes to what the kernel does with them.
 *
 * Imports come first, whichever cell they are in. A cell that declares a name again opens a block, so that the cells before
 * it see the first declaration and it and the cells after it the second.
 */
export class NotebookModule {
  readonly text: string;
  readonly #segments: Segment[] = [];
  #imports = '';
  #body = '';

  /** @param sources source of each code cell */
  constructor(sources: readonly string[]) {
    const files = sources.map((source) =>
      ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ES2022, true),
    );
    const imported = new Set<string>();
    for (const [i, file] of files.entries()) this.#takeImports(file, i + 1, imported);
    const header = this.#imports.length;
    const declared = new Set(imported);
    let blocks = 0;
    for (const [i, file] of files.entries()) {
      const names = declaredNames(file);
      if (names.some((name) => declared.has(name))) {
        this.#body += '{\n';
        blocks += 1;
      }
      for (const name of names) declared.add(name);
      const source = withoutImports(file);
      this.#segments.push({
        start: header + this.#body.length,
        cell: i + 1,
        source: file.text,
        offset: 0,
        length: source.length,
      });
      // The semicolon ends what a cell left open for the next one to continue.
      this.#body += `${source}\n;\n`;
    }
    this.text = `${this.#imports}${this.#body}${'}'.repeat(blocks)}\nexport {};\n`;
  }

  #takeImports(file: ts.SourceFile, cell: number, imported: Set<string>): void {
    for (const statement of file.statements.filter(ts.isImportDeclaration)) {
      const names = importedNames(statement);
      const again = names.filter(({ name }) => imported.has(name));
      if (names.length > 0 && again.length === names.length) continue;
      let text = statement.getText();
      for (const { start, end } of again)
        text = blank(text, start - statement.getStart(), end - statement.getStart());
      for (const { name } of names) imported.add(name);
      const place = { start: this.#imports.length, cell, source: file.text };
      this.#segments.push({ ...place, offset: statement.getStart(), length: text.length });
      this.#imports += `${text}\n;\n`;
    }
  }

  /** The place in the notebook of an offset in `text`; undefined for what belongs to no cell. */
  find(offset: number): Place | undefined {
    const found = this.#segments.find(({ start, length }) => offset >= start && offset <= start + length);
    if (!found) return undefined;
    return placeIn(found.source, found.cell, found.offset + offset - found.start);
  }
}

/** The place of an offset in the source of a cell. */
export function placeIn(source: string, cell: number, offset: number): Place {
  const before = source.slice(0, offset).split('\n');
  return { cell, line: before.length, column: before[before.length - 1].length + 1 };
}

/** Same length and same lines, so that offsets stay what they are. */
function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

function withoutImports(file: ts.SourceFile): string {
  return file.statements
    .filter(ts.isImportDeclaration)
    .reduce((text, statement) => blank(text, statement.getStart(), statement.getEnd()), file.text);
}

/** The names that an import binds, each with what to remove if the name is bound already. */
function importedNames({ importClause: clause }: ts.ImportDeclaration): {
  name: string;
  start: number;
  end: number;
}[] {
  const bindings = clause?.namedBindings;
  const whole = [
    ...(clause?.name ? [clause.name] : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? [bindings.name] : []),
  ].map((name) => ({ name: name.text, start: name.getStart(), end: name.getStart() }));
  const elements = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  return [
    ...whole,
    ...elements.map((element, i) => ({
      name: element.name.text,
      start: element.getStart(),
      // With the comma after it.
      end: elements[i + 1]?.getStart() ?? element.getEnd(),
    })),
  ];
}

function declaredNames(file: ts.SourceFile): string[] {
  return file.statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    }
    const named =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement);
    return named && statement.name ? [statement.name.text] : [];
  });
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}
