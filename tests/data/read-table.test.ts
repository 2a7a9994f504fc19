import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readFeatures } from '../../lib/data/read-features';
import { readTable } from '../../lib/data/read-table';

// cspell:ignore größe siez

const folder = mkdtempSync(join(tmpdir(), 'tables-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const csv = 'size,kind,y\n1,a,no\n2,b,yes\n?,a,yes\n';
const arff =
  '@relation r\n@attribute size numeric\n@attribute kind {a,b}\n@attribute y {no,maybe,yes}\n@data\n1,a,no\n2,b,yes\n?,a,yes\n';

describe('readTable', () => {
  it('reads the same data from CSV and ARFF, without classes that no row has', async () => {
    const fromCsv = await readTable(file('t.csv', csv), { target: 'y' });
    const fromArff = await readTable(file('t.ARFF', arff), { target: 'y' });
    expect(fromArff).toEqual({ ...fromCsv, name: 't.ARFF' });
    expect(fromCsv.classNames).toEqual(['no', 'yes']);
  });

  it('lists the columns if no target is given', async () => {
    for (const path of [file('t.csv', csv), file('t.arff', arff)]) {
      await expect(readTable(path)).rejects.toThrow(/which column is the class\?.*size, kind, y/);
    }
  });

  it('names what is wrong with a file', async () => {
    const refused = (path: string, options = {}) =>
      expect(readTable(path, { target: 'y', ...options })).rejects;
    await refused(join(folder, 'none.csv')).toThrow(/none\.csv: there is no such file/);
    await refused(folder).toThrow(/this is a folder/);
    await refused(file('empty.csv', '')).toThrow(/the file is empty/);
    await refused(file('latin.csv', Buffer.from('größe,y\n1,a\n', 'latin1'))).toThrow(/is not text in UTF-8/);
    await refused(file('t.arff', arff), { target: 'Y' }).toThrow(/did you mean "y"/);
    await refused(file('t.arff', arff), { nominal: ['size'] }).toThrow(/ARFF file declares its types/);
    await refused(file('t.arff', arff), { drop: ['siez'] }).toThrow(/did you mean "size"/);
    const numbers = Array.from({ length: 60 }, (_, i) => `${i}\n`).join('');
    await refused(file('n.arff', `@relation r\n@attribute y numeric\n@data\n${numbers}`)).toThrow(
      /regression/,
    );
  });
});

describe('readFeatures', () => {
  const features = [
    { name: 'kind', kind: 'nominal', categories: ['b', 'a'] },
    { name: 'size', kind: 'numeric' },
  ] as const;

  it('finds columns by name in whatever order, codes categories as the model does', async () => {
    for (const path of [file('t.csv', csv), file('t.arff', arff)]) {
      const table = await readFeatures(path, features, { target: 'y' });
      expect([...table.X.data]).toEqual([1, 1, 0, 2, 1, NaN]);
      expect(table.actual).toEqual(['no', 'yes', 'yes']);
      expect(table).toMatchObject({ missing: 1, unknown: [], unused: [] });
    }
  });

  it('takes unknown categories for missing, and names them and the unused columns', async () => {
    const path = file('new.csv', 'id,size,kind\n7,1,c\n8,2,b\n9,3,d\n');
    const table = await readFeatures(path, features, { target: 'y' });
    expect([...table.X.data]).toEqual([NaN, 1, 0, 2, NaN, 3]);
    expect(table.unknown).toEqual([{ column: 'kind', texts: ['c', 'd'] }]);
    expect(table.unused).toEqual(['id']);
    expect(table.actual).toBeUndefined();
  });

  it('refuses text for a number, with its line, and a column that is not there', async () => {
    const text = file('text.csv', 'size,kind\n1,a\nbig,b\n');
    await expect(readFeatures(text, features)).rejects.toThrow(/line 3: column "size" holds "big"/);
    const other = file('other.csv', 'Size,kind\n1,a\n');
    await expect(readFeatures(other, features)).rejects.toThrow(/no column "size".*did you mean "Size"/);
    const typed = file('typed.arff', '@relation r\n@attribute size {x}\n@attribute kind {a}\n@data\nx,a\n');
    await expect(readFeatures(typed, features)).rejects.toThrow(/"size" is nominal, expected numeric/);
  });
});
