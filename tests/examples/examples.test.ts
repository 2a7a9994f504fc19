import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { row } from '../../lib/numeric/matrix';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = (name: string): string => readFileSync(join(root, 'tests', 'examples', name), 'utf8');
const examples = readdirSync(join(root, 'tests', 'examples')).filter((name) => name.endsWith('.mts'));

/** What an example prints, run by Node in the repository's root as ECMAScript module, against the built package. */
function linesOf(name: string): string[] {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(source(name), { compilerOptions });
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], {
    cwd: root,
    input: outputText,
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout.trimEnd().split('\n');
}

/** The only numbers that match in each of some lines. */
const numbers = (lines: readonly string[], pattern: RegExp): number[] =>
  lines.map((line) => Number(pattern.exec(line)?.[1]));

/** What an example must print: relations that the methods promise, not digits. */
const outcomes: { readonly [example: string]: (lines: readonly string[]) => void } = {
  'own-arrays.mts': (lines) => {
    const [vanilla, mixup, genLabel] = numbers(lines, /: ([\d.]+) % of the points are right$/);
    expect(vanilla).toBeGreaterThan(99);
    expect(genLabel).toBeGreaterThan(99);
    expect(mixup).toBeLessThan(genLabel);
  },
  'own-density.mts': (lines) => {
    const [outer, between, inner] = numbers(lines, /with probability ([\d.]+)$/);
    expect(outer).toBeGreaterThan(0.99);
    expect(between).toBeGreaterThan(0.2);
    expect(between).toBeLessThan(0.8);
    expect(inner).toBeLessThan(0.01);
  },
  'csv.mts': (lines) => {
    expect(lines[0]).toBe('120 rows of x1,x2, classes lower,upper');
    const accuracies = numbers(lines.slice(1, 6), /: ([\d.]+) % of the test rows/);
    for (const accuracy of accuracies) {
      expect(accuracy).toBeGreaterThan(75);
      expect(accuracy).toBeLessThan(100);
    }
    expect(lines.slice(6, -1).join('\n')).toContain('fit poorly');
    expect(lines.at(-1)).toBe("[ 'upper', 'lower' ]");
  },
  'tensorflow-auto-attack.mts': ([first, ...components]) => {
    const [clean] = numbers([first], /: ([\d.]+) of the points are right/);
    const [robust] = numbers([first], /, ([\d.]+) under every attack$/);
    expect(clean).toBeGreaterThan(0.9);
    expect(robust).toBeLessThan(clean);
    expect(components.map((line) => line.split(':')[0])).toEqual(['apgd-ce', 'apgd-t', 'fab-t', 'square']);
    const left = numbers(components, /: ([\d.]+)$/);
    expect(left).toEqual([...left].sort((a, b) => b - a));
    expect(left.at(-1)).toBe(robust);
  },
  'intrusion-share.mts': (lines) => {
    const [cubes, moons, nine] = numbers(lines, /: ([\d.]+) % of the mixed points intrude$/);
    expect(cubes).toBeLessThan(1);
    expect(moons).toBeGreaterThan(cubes);
    expect(nine).toBeGreaterThan(moons);
  },
};

describe('examples', () => {
  it('are five, in at most 24 lines each, and import nothing but genlabel', () => {
    expect(examples.sort()).toEqual(Object.keys(outcomes).sort());
    for (const name of examples) {
      expect(source(name).trimEnd().split('\n').length, name).toBeLessThan(25);
      expect(
        [...source(name).matchAll(/^import (?!type ).* from '(.*)'/gm)].map((match) => match[1]),
      ).toEqual(['genlabel']);
    }
  });

  it('are linked from README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    expect(examples.filter((name) => !readme.includes(`(tests/examples/${name})`))).toEqual([]);
  });

  it.each(Object.entries(outcomes))('%s prints what it should', (name, check) => check(linesOf(name)));

  it('read moons as `synthetic.moons` draws them, to three decimals', () => {
    const { X, y } = synthetic.moons({ n: 120, noise: 0.1, seed: 1 });
    const rows = Array.from(y, (c, i) =>
      [...Array.from(row(X, i), (value) => value.toFixed(3)), c === 0 ? 'upper' : 'lower'].join(','),
    );
    expect(source('moons.csv')).toBe(['x1,x2,moon', ...rows, ''].join('\n'));
  });
});
