import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CellCompiler } from '../../lib/jupyter/language/cell-compiler';
import { complete } from '../../lib/jupyter/language/complete';
import { inspectCode } from '../../lib/jupyter/language/inspect';
import { namesNothing } from '../../lib/jupyter/language/names-nothing';

let folder = '';
let cells: CellCompiler;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'late-types-test-'));
  const library = join(folder, 'node_modules', 'library');
  mkdirSync(library, { recursive: true });
  writeFileSync(join(library, 'package.json'), '{ "name": "library", "main": "a.js", "types": "a.d.ts" }');
  writeFileSync(join(library, 'a.js'), '');
  writeFileSync(
    join(library, 'a.d.ts'),
    'interface Base {\n  /** Said of the base. */\n  inherited(): void;\n}\n' +
      'export declare class Thing implements Base {\n  inherited(): void;\n  /** @deprecated too old */\n  aaa: number;\n  zzz: number;\n}\n' +
      '/**\n * Says one.\n *\n * @param left the first\n */\nexport declare function one(left: number): number;\n',
  );
  writeFileSync(
    join(folder, 'plain.js'),
    '/** @param {number} a\n * @returns {string} */\nexports.text = (a) => String(a);\n',
  );
  cells = new CellCompiler(ts, folder);
}, 60_000);

afterEach(() => rmSync(folder, { recursive: true }));

const files = (): readonly string[] =>
  cells.service
    .program()
    .getSourceFiles()
    .map(({ fileName }) => fileName);
const hasNode = (): boolean => files().some((name) => name.includes('/@types/node/'));

const messages = (source: string, number: number): string[] => {
  const compiled = cells.compile(source, number);
  return 'diagnostics' in compiled ? compiled.diagnostics.map(({ message }) => message) : [];
};

const inspect = (code: string): string => {
  const { data } = inspectCode(cells, code.replace('|', ''), code.indexOf('|'));
  return String((data as Record<string, unknown>)['text/plain']);
};

const readAll = (): number => {
  for (let slices = 1; ; slices++) if (!cells.service.readDocstringsAhead()) return slices;
};

describe('namesNothing', () => {
  const holds = (source: string): boolean =>
    namesNothing(ts, ts.createSourceFile('cell.ts', `export {};\n${source}`, ts.ScriptTarget.ES2022, true));

  it.each(['', '6 * 7', '// a remark\n-(1 + 2) ** 3;', '"a" + `b`', 'true ? 1n : null', '!0 || 1 ?? 2; ; 3'])(
    'is true of %j',
    (source) => expect(holds(source)).toBe(true),
  );

  it.each([
    'a',
    'const a = 1',
    '`$' + '{1}`',
    '[1].map',
    '"a"["at"](0)',
    'import("node:fs")',
    'import "node:fs"',
    'export { a }',
    'export * from "library"',
    'this',
    'class {}',
    '() => 1',
    '1 as unknown',
    '<div />',
    '/a/',
    '[1, 2]',
    '({})',
    'typeof 1',
    'await 1',
    'type T = 1',
    'function f() {}',
    'label: 1',
    'if (1) 2',
  ])('is false of %j', (source) => expect(holds(source)).toBe(false));
});

describe('types', () => {
  it('of Node are read when a cell names something, and stay', () => {
    expect(cells.compile('6 * 7', 1)).toMatchObject({ isAsync: false, names: [] });
    expect(hasNode()).toBe(false);
    expect(messages('process.version.length.nothing', 2)).toEqual([
      "Property 'nothing' does not exist on type 'number'.",
    ]);
    expect(hasNode()).toBe(true);
    expect(messages('1 + 1', 3)).toEqual([]);
    expect(hasNode()).toBe(true);
  });

  it('that do not fit are refused also where nothing is named', () => {
    expect(messages('null * 7', 1)).toEqual(["The value 'null' cannot be used here."]);
    expect(hasNode()).toBe(false);
  });

  it.each([[['6 * 7']], [[]]])('are the same after the cells %j', (before) => {
    for (const [i, source] of before.entries()) cells.compile(source, i + 1);
    expect(
      messages("import { readFileSync } from 'node:fs'; const size: string = readFileSync('x').length;", 5),
    ).toEqual(["Type 'number' is not assignable to type 'string'."]);
    expect(messages('const text = Buffer.from("a").toString("hex");', 6)).toEqual([]);
    expect(messages('text.nothing', 7)).toEqual(["Property 'nothing' does not exist on type 'string'."]);
  });

  it('in docstrings of JavaScript are read with the file', () => {
    expect(messages("import { text } from './plain.js'; const n: number = text(1);", 1)).toEqual([
      "Type 'string' is not assignable to type 'number'.",
    ]);
  });
});

describe.each([
  ['at the first question', () => 0, 0],
  ['ahead, a few at a time', readAll, 2],
])('docstrings that are read %s', (_, read, slices) => {
  beforeEach(() => {
    cells.compile('6 * 7', 1);
    cells.compile("import { one, Thing } from 'library';", 2);
    cells.compile('/** Said of the cell. */\nfunction own(): void {}', 3);
    expect(read()).toBeGreaterThanOrEqual(slices);
  });

  it('are those of packages, of the language, of Node, of the kernel and of cells', () => {
    expect(inspect('o|ne')).toContain('Says one.');
    expect(inspect('one(|')).toContain('left: the first');
    expect(inspect('Math.ma|x')).toContain('Returns the larger of a set of supplied numeric expressions.');
    expect(inspect('process.cw|d')).toContain('current working directory');
    expect(inspect('jupyter.openCom|m')).toContain('Opens a channel');
    expect(inspect('ow|n')).toContain('Said of the cell.');
    expect(inspect('new Thing().inherited|')).toContain('Said of the base.');
  });

  it('put what is deprecated last', () => {
    const code = 'new Thing().';
    const { matches } = complete(cells, code, code.length);
    expect((matches as string[]).slice(-3)).toEqual(['inherited', 'zzz', 'aaa']);
  });

  it('come with packages that are imported later, and with cells that are written later', () => {
    const later = join(folder, 'node_modules', 'later');
    mkdirSync(later);
    writeFileSync(join(later, 'index.d.ts'), '/** Said later. */\nexport declare const late: number;\n');
    cells.compile("import { late } from 'later';", 4);
    expect(inspect('lat|e')).toContain('Said later.');
    cells.compile('/** Said at last. */\nfunction last(): void {}', 5);
    expect(inspect('las|t')).toContain('Said at last.');
  });

  it('change no type', () => {
    expect(messages('const n: string = one(1);', 4)).toEqual([
      "Type 'number' is not assignable to type 'string'.",
    ]);
    expect(messages('const thing: Thing = new Thing(); thing.zzz', 5)).toEqual([]);
  });
});
