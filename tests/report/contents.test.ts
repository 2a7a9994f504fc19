import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { bySection, figureTitle, tableTitle } from '../../lib/report/contents';

const saved = readdirSync(fileURLToPath(new URL('../../figures', import.meta.url)));
const numbersOf = (kind: string) =>
  saved.flatMap((name) => {
    const found = new RegExp(`^${kind}-(.*)\\.json$`).exec(name)?.[1];
    if (found === undefined) return [];
    return [/^\d+$/.test(found) ? Number(found) : found];
  });

it.each([
  ['figures', 'figure', figureTitle],
  ['tables', 'table', tableTitle],
] as const)('names all %s that are committed, each in a section of the paper', (kind, name, titleOf) => {
  const numbers = numbersOf(name);
  expect(numbers.length).toBeGreaterThan(20);
  const sections = bySection(kind, numbers, (number) => number);
  expect(sections.flatMap(({ documents }) => documents)).toHaveLength(numbers.length);
  expect(sections.find(({ section }) => section === 'Further results')).toBeUndefined();
  expect(sections.map(({ section }) => section)).toEqual([...sections.map(({ section }) => section)].sort());
  expect(new Set(numbers.map(titleOf)).size).toBe(numbers.length);
});

it('says the number of the paper, puts the unknown last and calls it by the name of its file', () => {
  expect(figureTitle(5)).toMatch(/^Figure 5\. Example 3/);
  expect(tableTitle('over-data-sets')).toBe('Differences over all data sets');
  expect(figureTitle('some-new-thing')).toBe('Some new thing');
  expect(bySection('figures', ['new', 9, 'algorithm-1-labels', 2], (number) => number)).toEqual([
    { section: '3 Failure of mixup', documents: [2] },
    { section: '4 GenLabel', documents: ['algorithm-1-labels'] },
    { section: 'C Proofs', documents: [9] },
    { section: 'Further results', documents: ['new'] },
  ]);
});
