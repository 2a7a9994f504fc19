import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const folder = new URL('../../figures/', import.meta.url);
const files = readdirSync(folder).filter((name) => /^figure-[a-z0-9-]+\.json$/.test(name));

it('shows no table on the pages of two figures', () => {
  const tables = files.flatMap((name) =>
    (JSON.parse(readFileSync(new URL(name, folder), 'utf8')).numbers ?? []).map((table: unknown) => ({
      name,
      text: JSON.stringify(table),
    })),
  );
  expect(tables.length).toBeGreaterThan(3);
  const twice = tables.filter(({ text }, i) => tables.findIndex((other) => other.text === text) !== i);
  expect(twice.map(({ name }) => name)).toEqual([]);
});
