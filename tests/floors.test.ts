import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const lib = fileURLToPath(new URL('../lib', import.meta.url));

/** From the lowest floor to the highest; a file imports from its own floor and from lower ones. */
const floors = [
  'kernels',
  'numeric',
  'data',
  'density',
  'mixup',
  'genlabel',
  'genmix',
  'train',
  'attacks',
  'theory',
  'paper',
  'experiments',
  'report',
  'runtime',
  'jupyter',
  'index.ts',
  'cli.ts',
];

const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.startsWith('dist') && !file.includes('node_modules'))
  .filter((file) => !file.startsWith(`kernels${sep}assembly`))
  .sort();

function importsOf(file: string): string[] {
  const source = readFileSync(join(lib, file), 'utf8');
  const paths = [...source.matchAll(/(?:from|import|require)\s*\(?\s*'(\.[^']*)'/g)].map((match) => match[1]);
  return paths.map((path) => {
    const target = relative(lib, join(lib, dirname(file), path));
    const found = [`${target}.ts`, join(target, 'index.ts'), target].find((name) => files.includes(name));
    if (!found) throw new Error(`${file} imports ${path}, which is no source file of lib`);
    return found;
  });
}

const floorOf = (file: string) => floors.indexOf(file.split(sep)[0]);

describe('floors of lib', () => {
  it('knows the floor of every file', () => {
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
  });

  it('imports from its own floor and from lower ones only', () => {
    const upward = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => floorOf(target) > floorOf(file))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('has no import cycle', () => {
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]): void => {
      if (state.get(file) === 'done') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const target of importsOf(file)) visit(target, [...path, file]);
      state.set(file, 'done');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });
});
