import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const settings = JSON.parse(readFileSync(join(root, '.cspell.json'), 'utf8'));
const lists: { filename: string; words: string[] }[] = [
  { filename: 'all', words: settings.words },
  ...settings.overrides.filter(({ words }: { words?: string[] }) => words),
];

const unchecked = /(^|\/)(node_modules|dist|figures|vectors|\.git)(\/|$)|\.cspell\.json$/;

function texts(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (unchecked.test(path)) return [];
    if (entry.isDirectory()) return texts(path);
    return /\.(md|ts|mts|cjs|mjs|py|ipynb)$|^\.ci\/run$/.test(path)
      ? [readFileSync(join(root, path), 'utf8')]
      : [];
  });
}

describe("the speller's words", () => {
  it.each(lists)('are sorted: $filename', ({ words }) => {
    const sorted = [...words].sort((a, b) => a.localeCompare(b, 'en', { sensitivity: 'base' }));
    expect(words).toEqual(sorted);
  });

  it('are all in use, so that none accepts a misspelling to come', () => {
    const all = texts('').join('\n').toLowerCase();
    const unused = lists.flatMap(({ words }) => words).filter((word) => !all.includes(word.toLowerCase()));
    expect(unused).toEqual([]);
  });
});
