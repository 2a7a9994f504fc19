import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const lib = fileURLToPath(new URL('../lib', import.meta.url));

/** From the lowest floor to the highest. A room imports from lower floors, and from rooms of its own floor without a cycle. */
const floors: readonly (readonly string[])[] = [
  ['numeric', 'kernels', 'paper', 'tensorflow'],
  ['data', 'density', 'mixup'],
  ['genlabel', 'genmix', 'train', 'attacks', 'theory'],
  ['runtime', 'report', 'jupyter'],
  ['study/*'],
  ['browser.ts', 'index.ts', 'study'],
  ['commands', 'pages', 'cli.ts'],
];

/** What a room must not know although the floors would allow it. */
const forbidden: readonly (readonly [from: string, to: string])[] = [
  ['runtime', 'paper'],
  ['runtime', 'report'],
  ['jupyter', 'paper'],
  ['jupyter', 'report'],
  ['study/common', 'study/*'],
  ['browser.ts', 'paper'],
  ['index.ts', 'paper'],
  ['index.ts', 'runtime'],
  ['index.ts', 'report'],
  ['index.ts', 'study/*'],
  ['index.ts', 'study'],
];

const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('dist') && !file.includes('node_modules'))
  .map((file) => file.split(sep).join('/'))
  .filter((file) => !file.includes('/assembly/'))
  .sort();

/** What the syntax of a module names: of `import` and `export … from`, `import()` as a call or a type, `import … =`, `require` in any form. */
function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport || /\brequire\b/.test(node.expression.getText()) ? node.arguments[0] : undefined;
}

/** The modules that a source names, in whatever quotes. */
function specifiersOf(source: string): string[] {
  const paths: string[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier && ts.isStringLiteralLike(specifier)) paths.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.ts', source, ts.ScriptTarget.ES2022, true));
  return paths;
}

const specifiers = new Map(
  files.map((file) => [file, specifiersOf(readFileSync(join(lib, file), 'utf8'))] as const),
);

function importsOf(file: string): string[] {
  const paths = specifiers.get(file)!.filter((path) => path.startsWith('.'));
  return paths.map((path) => {
    const target = relative(lib, join(lib, dirname(file), path))
      .split(sep)
      .join('/');
    const found = [`${target}.ts`, `${target}/index.ts`, target].find((name) => files.includes(name));
    if (!found) throw new Error(`${file} imports ${path}, which is no source file of lib`);
    return found;
  });
}

/** Folder of a file: `train`, `study/tabular`; of what lies in no room, the file or `study`. */
function roomOf(file: string): string {
  const parts = file.split('/');
  return parts[0] === 'study' ? parts.slice(0, Math.min(2, parts.length - 1)).join('/') : parts[0];
}

/** Whether a room is meant by a name of the lists above. */
const isRoom = (room: string, name: string): boolean =>
  name === room || (name === 'study/*' && room.startsWith('study/'));

const floorOf = (file: string): number =>
  floors.findIndex((rooms) => rooms.some((name) => isRoom(roomOf(file), name)));

const edges = files.flatMap((file) => importsOf(file).map((target) => ({ file, target })));
const shown = ({ file, target }: { file: string; target: string }): string => `${file} -> ${target}`;

/** Cycles of a graph, each once for every way into it. */
function cyclesOf(nodes: Iterable<string>, next: (node: string) => Iterable<string>): string[] {
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (node: string, path: string[]): void => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      cycles.push([...path.slice(path.indexOf(node)), node].join(' -> '));
      return;
    }
    state.set(node, 'open');
    for (const target of next(node)) visit(target, [...path, node]);
    state.set(node, 'done');
  };
  for (const node of nodes) visit(node, []);
  return cycles;
}

/** Names in backticks. */
const quoted = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1]);

describe('lib/README.md', () => {
  const readme = readFileSync(join(lib, 'README.md'), 'utf8');

  it('has the floors of this test', () => {
    const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.map((line) => quoted(line.split('|')[1]))).toEqual(floors);
  });

  it('names every room, and no file that is not there', () => {
    const names = quoted(readme);
    expect([...new Set(files.map(roomOf))].filter((room) => !names.includes(room))).toEqual([]);
    const paths = names.filter((name) => /^[a-z][\w/-]*\.ts$/.test(name) && !name.startsWith('tests/'));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !files.includes(path))).toEqual([]);
  });
});

describe('the reading of imports', () => {
  it.each([
    "import a from './b';",
    'import { a } from "./b";',
    "import type { A } from './b';",
    "import './b';",
    "import a = require('./b');",
    "export * from './b';",
    "export type { A } from './b';",
    "type B = typeof import('./b');",
    "await import('./b');",
    'await import(`./b`);',
    "const { a } = require('./b') as typeof import('./b');",
    "(require as Loader)('./b');",
    "module.require('./b');",
  ])('finds %s', (source) => {
    expect(new Set(specifiersOf(source))).toEqual(new Set(['./b']));
  });

  it('finds none in a comment or a text', () => {
    expect(specifiersOf("// import './b';\nconst text = \"import './b'\";")).toEqual([]);
  });
});

describe('floors of lib', () => {
  it('has modules of TypeScript alone, and none that imports the package by its name', () => {
    const all = readdirSync(lib, { recursive: true, encoding: 'utf8' }).map((file) =>
      file.split(sep).join('/'),
    );
    const others = all.filter(
      (file) => !/(^|\/)(dist|api|node_modules)\//.test(file) && /\.[cm]?[jt]sx?$/.test(file),
    );
    expect(others.filter((file) => !file.endsWith('.ts')).sort()).toEqual([
      ...[
        'genlabel.cjs',
        'kernels/build.cjs',
        'late-exports.cjs',
        'package-documents.cjs',
        'pages/build.cjs',
      ],
      ...['report/danfojs-tensors/index.js', 'typedoc.config.mjs'],
    ]);
    const named = files.filter((file) => specifiers.get(file)!.some((path) => /^genlabel(\/|$)/.test(path)));
    expect(named).toEqual([]);
  });

  it('knows the floor of every file', () => {
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  it('imports from its own floor and from lower ones only', () => {
    expect(edges.filter(({ file, target }) => floorOf(target) > floorOf(file)).map(shown)).toEqual([]);
  });

  it('keeps apart what must not know each other', () => {
    const crossing = edges.filter(({ file, target }) => {
      const [from, to] = [roomOf(file), roomOf(target)];
      return from !== to && forbidden.some(([a, b]) => isRoom(from, a) && isRoom(to, b));
    });
    expect(crossing.map(shown)).toEqual([]);
  });

  it('has no import cycle between files', () => {
    expect(cyclesOf(files, importsOf)).toEqual([]);
  });

  it('has no import cycle between rooms', () => {
    const next = (room: string) =>
      new Set(edges.filter(({ file }) => roomOf(file) === room).map(({ target }) => roomOf(target)));
    const rooms = [...new Set(files.map(roomOf))];
    expect(cyclesOf(rooms, (room) => [...next(room)].filter((other) => other !== room))).toEqual([]);
  });
});
