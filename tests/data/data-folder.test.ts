import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseArff } from '../../lib/data/arff';
import { loadOpenml } from '../../lib/data/openml';

// Skipped without the data folder: set GENLABEL_DATA to run it.
const folder = process.env.GENLABEL_DATA;

/** Rows `| id | name | rows | features | classes (sizes) | …` of the table in DATA.md. */
function tableOf(
  path: string,
): { id: number; name: string; rows: number; features: number; sizes: string }[] {
  const cells = readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter((row) => /^(\*\*)?\d+(\*\*)?$/.test(row[1] ?? '') && row.length >= 10);
  return cells.map(([, id, name, rows, features, sizes]) => ({
    id: Number(id.replaceAll('*', '')),
    name,
    rows: Number(rows),
    features: Number(features),
    sizes,
  }));
}

const reason = folder ? '' : ' (skipped: GENLABEL_DATA is not set)';

describe.skipIf(!folder)(`the OpenML sets of GENLABEL_DATA${reason}`, () => {
  it('are all read, with the rows, features and class sizes that DATA.md states', async () => {
    const table = tableOf(join(String(folder), 'DATA.md'));
    expect(table.length).toBe(130);
    for (const { id, rows, features, sizes } of table) {
      const data = await loadOpenml(id);
      expect([id, data.X.rows, data.X.cols, data.classNames.length]).toEqual([
        id,
        rows,
        features,
        Number.parseInt(sizes, 10),
      ]);
      const counts = data.classNames.map((_, c) => data.y.filter((label) => label === c).length);
      const printed = /\(([\d/]+)\)/.exec(sizes)?.[1].split('/').map(Number);
      if (printed) expect([id, counts.sort((a, b) => a - b)]).toEqual([id, printed.sort((a, b) => a - b)]);
      expect([id, data.X.data.every(Number.isFinite), data.features.length]).toEqual([id, true, features]);
    }
  }, 120_000);

  it('read from their text have all declared classes, those without rows too', async () => {
    const path = join(String(folder), 'openml', '41', 'dataset.arff');
    const declared = parseArff(readFileSync(path, 'utf8'));
    const loaded = await loadOpenml(41);
    expect(declared.classNames).toHaveLength(7);
    expect(loaded.classNames).toHaveLength(6);
    expect([...loaded.y].map((c) => loaded.classNames[c])).toEqual(
      [...declared.y].map((c) => declared.classNames[c]),
    );
  });
});
