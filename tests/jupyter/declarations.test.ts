import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CellCompiler } from '../../lib/jupyter/language/cell-compiler';

let folder = '';
let cells: CellCompiler;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'declarations-test-'));
  writeFileSync(
    join(folder, 'things.ts'),
    'export namespace report { export interface Cell { a: number } export const one = 1; export namespace inner { export type T = "x" } }\n' +
      'export interface Only { o: number }\nexport class Box { b = 1 }\nexport enum Color { Red, Green }\n',
  );
  writeFileSync(
    join(folder, 'faces.ts'),
    "export * as report from './things';\nexport interface Def { d: 1 }\nexport default class Thing { x = 1 }\n",
  );
  writeFileSync(join(folder, 'types.ts'), 'export interface Cell { a: number }\n');
  writeFileSync(join(folder, 'types-only.ts'), "export * as report from './types';\n");
  cells = new CellCompiler(ts, folder);
}, 60_000);

beforeEach(() => cells.reset());

afterAll(() => rmSync(folder, { recursive: true }));

const messages = (source: string, number: number): string[] => {
  const compiled = cells.compile(source, number);
  return 'diagnostics' in compiled ? compiled.diagnostics.map(({ message }) => message) : [];
};

/** Cells that are compiled one after the other; what a cell complains of stops them. */
const complaints = (sources: readonly string[]): string[] => {
  cells.reset();
  return sources.flatMap((source, i) => messages(source, i + 1));
};

/** A name of the first cell, used in the second, and again in the third, when it was carried over once. */
const sequences: [what: string, ...cells: string[]][] = [
  [
    'a namespace of an import',
    "import { report } from './things'; report.one",
    'const c: report.Cell = { a: 1 };',
    'const t: report.inner.T = "x"; const again: report.Cell = c;',
  ],
  [
    'a module as a namespace',
    "import { report } from './faces';",
    'const c: report.Only = { o: 1 }; let box: report.Box;',
    'const color: report.Color.Red = report.Color.Red; c.o',
  ],
  [
    'a namespace of types only',
    "import { report } from './types-only';",
    'const c: report.Cell = { a: 1 };',
    'let d: report.Cell = c;',
  ],
  [
    'a type-only import of a namespace',
    "import type { report } from './things';",
    'const c: report.Cell = { a: 1 };',
    'const d: report.Cell = c;',
  ],
  [
    'types and values of one import',
    "import { type report, Box } from './things';",
    'const b: Box = new Box();',
    'const d: report.Cell = { a: b.b };',
  ],
  [
    'import * as',
    "import * as things from './things';",
    'const c: things.report.Cell = { a: 1 }; const b: things.Box = new things.Box();',
    'const o: things.Only = { o: 1 }; const color: things.Color = things.Color.Green;',
  ],
  [
    'import type * as',
    "import type * as things from './things';",
    'const o: things.Only = { o: 1 };',
    'let b: things.Box;',
  ],
  [
    'a default import',
    "import Thing, { type Def } from './faces';",
    'const t: Thing = new Thing();',
    'const d: Def = { d: 1 }; const again: Thing = t;',
  ],
  [
    'a class',
    'class K<T> { constructor(readonly v: T) {} }',
    'const k: K<number> = new K(1);',
    'let l: K<string>; k instanceof K',
  ],
  ['an enum', 'enum E { A, B }', 'const e: E = E.A;', 'const b: E.B = E.B; let key: keyof typeof E = "A";'],
  ['a constant enum', 'const enum E { A, B }', 'const e: E = E.A;', 'const b: E.B = E.B;'],
  [
    'a namespace',
    'namespace N { export interface I { i: 1 } export const v = 2; export namespace M { export type T = 1 } }',
    'const i: N.I = { i: 1 }; N.v',
    'const m: N.M.T = 1; const again: N.I = i;',
  ],
  ['a namespace of types', 'namespace N { export type T = 1 }', 'const t: N.T = 1;', 'const u: N.T = t;'],
  [
    'a function with a namespace',
    'function f() { return 1; }\nnamespace f { export type T = number; export const x = 3 }',
    'const t: f.T = f();',
    'const u: f.T = f.x;',
  ],
  [
    'a class with a namespace',
    'class C { c = 1 }\nnamespace C { export type T = number }',
    'const t: C.T = 1;',
    'const c: C = new C();',
  ],
  [
    'an alias of a namespace',
    "import { report } from './things'; import inner = report.inner;",
    'const t: inner.T = "x";',
    'const u: inner.T = t;',
  ],
  [
    'an interface and a value of one name',
    'interface P { p: number }\nconst P = { p: 1 };',
    'const x: P = P;',
    'const y: P = P;',
  ],
  [
    'what is exported',
    'export const one = 1; export type T = number; export class Q {}',
    'const t: T = one;',
    'const q: Q = new Q();',
  ],
  ['declare global', 'declare global { interface Array<T> { hop(): T } }', '[1].hop()', '[2].hop()'],
  [
    'a type of an import',
    "type T = import('./things').Only; const v: T = { o: 1 };",
    'const w: T = v;',
    "let u: typeof import('./things');",
  ],
];

describe('later cells', () => {
  it.each(sequences)('know %s', (_, ...sources) => {
    expect(complaints(sources)).toEqual([]);
  });

  it('know the last declaration of a name, for each of its meanings', () => {
    const box = "import { Box } from './things';";
    expect(complaints([box, 'const Box = 1;', 'const n: number = Box;'])).toEqual([]);
    expect(complaints(['interface A { a: 1 }', 'interface A { b: 1 }', 'const a: A = { b: 1 };'])).toEqual(
      [],
    );
    expect(
      complaints(['interface A { a: 1 }', 'const A = 1;', 'const a: A = { a: 1 }; const n: number = A;']),
    ).toEqual([]);
    expect(
      complaints(['class A { a = 1 }', 'interface A { b: 1 }', 'const a: A = { b: 1 }; new A()']),
    ).toEqual([]);
    expect(complaints(['namespace N { export const v = 1 }', 'function N() {}', 'N.v'])[0]).toContain("'v'");
  });

  it('refuse what no cell declared', () => {
    expect(complaints(['const a = 1;', 'const b: Nothing.T = 1;'])).toEqual([
      "Cannot find namespace 'Nothing'.",
    ]);
  });

  it('know of a cell that failed what it came to define, and its types', () => {
    const source =
      "import { report, type Only } from './things'; interface I { i: 1 }\nnamespace N { export type T = 1 }\nconst a = 1, b = 2; class K {}";
    expect(messages('class K { old = 1 } const b = "old";', 1)).toEqual([]);
    expect(messages(source, 2)).toEqual([]);
    cells.failed(2, ['report', 'a']);
    expect(messages('const c: report.Cell = { a }; let o: Only, i: I, t: N.T;', 3)).toEqual([]);
    expect(messages('new K().old + b.length', 4)).toEqual([]);
  });
});

describe('the code of a cell', () => {
  const codeOf = (source: string, number: number): string => {
    const compiled = cells.compile(source, number);
    if ('diagnostics' in compiled) throw new Error(compiled.diagnostics[0].message);
    return compiled.code.replace('"use strict";\n', '').split('\n//#')[0];
  };

  it('takes variables of earlier cells, and nothing else, from the kernel', () => {
    codeOf('const o = { a: 1, b: 2 }; class K { p = 1; }', 1);
    expect(codeOf('const { a: renamed, b } = o;', 2)).toContain('const { a: renamed, b } = exports.o;');
    expect(codeOf('const copy: typeof o = { a: 5, b: o.b };', 3)).toContain('{ a: 5, b: exports.o.b }');
    expect(codeOf('class L extends K { p = 2; }', 4)).toContain('class L extends exports.K {\n    p = 2;');
  });
});
