import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { plainCell } from '../../lib/jupyter/language/plain-cell';

describe('plainCell', () => {
  const cases: [string, string][] = [
    ['f({ a, b: c, ...d });', 'f({ a: a, b: c, ...d });'],
    ['({ a = 1, b } = o);', '({ a: a = 1, b: b } = o);'],
    ['const { a, b } = o;', 'const { a, b } = o;'],
    ['f({ a: { b } });\n// { c }\n"{ d }"', 'f({ a: { b: b } });\n// { c }\n"{ d }"'],
    ['const o = { g: (x) => ({ x, y: { z } }) };', 'const o = { g: (x) => ({ x: x, y: { z: z } }) };'],
    ['broken ({ a', 'broken ({ a: a'],
    ['type T = { a }; class C { a }', 'type T = { a }; class C { a }'],
  ];
  it.each(cases)('writes out the properties of %j', (source, expected) => {
    expect(plainCell(ts, source)).toBe(expected);
  });
});
