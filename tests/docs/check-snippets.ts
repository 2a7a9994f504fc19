import { join } from 'node:path';
import ts from 'typescript';
import { root, type Snippet } from './snippet';

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  esModuleInterop: true,
  skipLibCheck: true,
  types: ['node'],
};

const faces = ['genlabel', 'genlabel/study'];

/** What each face exports, values and types. */
function exportsOf(program: ts.Program, file: string): Map<string, string> {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file)!;
  const names = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const { text } = statement.moduleSpecifier as ts.StringLiteral;
    const module = checker.getSymbolAtLocation(statement.moduleSpecifier)!;
    for (const { name } of checker.getExportsOfModule(module)) names.set(name, text);
  }
  return names;
}

/** Names that the code takes from outside: identifiers that it does not declare itself. */
function freeNames(code: string): Set<string> {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
      const declares =
        (ts.isVariableDeclaration(parent) || ts.isBindingElement(parent) || ts.isParameter(parent)) &&
        parent.name === node;
      if (declares) declared.add(node.text);
      else if (!isMember) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true));
  return new Set([...used].filter((name) => !declared.has(name)));
}

/** A snippet as a module, what it uses of the faces imported in one line before it, unless it has imports of its own. */
export interface Module {
  readonly snippet: Snippet;
  readonly source: string;
}

function withImports(snippet: Snippet, known: ReadonlyMap<string, string>): Module {
  if (/^import .* from 'genlabel/m.test(snippet.code))
    return { snippet, source: `\n${snippet.code}\nexport {};\n` };
  const free = freeNames(snippet.code);
  const imports = faces.map((face) => {
    const names = [...free].filter((name) => known.get(name) === face);
    return names.length > 0 ? `import { ${names.join(', ')} } from '${face}';` : '';
  });
  return { snippet, source: `${imports.join(' ')}\n${snippet.code}\nexport {};\n` };
}

function hostOf(files: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  return host;
}

/** Snippets as modules, and what the compiler says of each, strictly, against the built package. */
export function checkSnippets(snippets: readonly Snippet[]): {
  readonly modules: readonly Module[];
  readonly complaints: readonly string[];
} {
  const name = (k: number | string) => join(root, `snippet-${k}.ts`).replaceAll('\\', '/');
  const probe = new Map([
    [name('faces'), faces.map((face, k) => `import * as face${k} from '${face}';`).join('\n')],
  ]);
  const first = ts.createProgram([...probe.keys()], options, hostOf(probe));
  const known = exportsOf(first, name('faces'));
  const modules = snippets.map((snippet) => withImports(snippet, known));
  const files = new Map(modules.map(({ source }, k) => [name(k), source]));
  const program = ts.createProgram([...files.keys()], options, hostOf(files), first);
  const complaints = modules.flatMap(({ snippet }, k) => {
    const file = program.getSourceFile(name(k));
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ start = 0, messageText }) => {
      const line = file!.getLineAndCharacterOfPosition(start).line;
      return `${snippet.place}, line ${line} of it: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
  });
  return { modules, complaints };
}
