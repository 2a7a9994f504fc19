import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readFeatures } from '../../lib/data/read-features';
import { readTable } from '../../lib/data/read-table';
import { parseOption } from './parse-option';

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
    await refused(file('t.arff', arff), { drop: ['siez'] }).toThrow(/did you mean "size"/);
    const numbers = Array.from({ length: 60 }, (_, i) => `${i}\n`).join('');
    await refused(file('n.arff', `@relation r\n@attribute y numeric\n@data\n${numbers}`)).toThrow(
      /regression/,
    );
  });
});

/** 60 rows of an ARFF file with a column of the given type. */
const arffOf = (type: string, cell: (i: number) => string | number) =>
  `@relation r\n@attribute x numeric\n@attribute 'v, 1' ${type}\n@attribute y {a,b}\n@data\n${Array.from(
    { length: 60 },
    (_, i) => `${(i * 29) % 60},${cell(i)},${i % 2 ? 'b' : 'a'}\n`,
  ).join('')}`;

describe('readTable of ARFF', () => {
  it('guards against names of the rows, row numbers and empty columns as with CSV, with cures that work', async () => {
    const texts = file(
      'texts.arff',
      arffOf('string', (i) => `n${i}`),
    );
    await expect(readTable(texts, { target: 'y' })).rejects.toThrow(
      /"v, 1" has 60 different texts in 60 rows.*--drop "v, 1".*--nominal "v, 1"/,
    );
    expect((await readTable(texts, { target: 'y', drop: ['v, 1'] })).featureNames).toEqual(['x']);
    expect((await readTable(texts, { target: 'y', nominal: ['v, 1'] })).columns[1].numCategories).toBe(60);
    const wide = `{${Array.from({ length: 600 }, (_, i) => `c${i}`).join(',')}}`;
    await expect(
      readTable(
        file(
          'wide.arff',
          arffOf(wide, () => 'c1'),
        ),
        { target: 'y' },
      ),
    ).rejects.toThrow(/declares 600 categories, of which 60 rows have 1/);
    const counted = await readTable(
      file(
        'ids.arff',
        arffOf('numeric', (i) => i),
      ),
      { target: 'y' },
    );
    expect(counted.featureNames).toEqual(['x']);
    expect(counted.warnings.join()).toMatch(/"v, 1" counts the rows.*--keep "v, 1"/);
    await expect(
      readTable(
        file(
          'none.arff',
          arffOf('numeric', () => '?'),
        ),
        { target: 'y' },
      ),
    ).rejects.toThrow(/"v, 1" has no value; drop it \(--drop "v, 1"\)/);
  });

  it('says where every column is dropped, of which no delimiter is the cause', async () => {
    const csv = join(folder, 'dropped.csv');
    writeFileSync(csv, 'a,b,y\n1,2,u\n2,1,v\n');
    const options = { target: 'y', drop: ['a', 'b'] };
    await expect(readTable(csv, options)).rejects.toThrow(/every column besides the target "y" is dropped/);
    const arff = join(folder, 'dropped.arff');
    writeFileSync(arff, '@relation r\n@attribute a numeric\n@attribute y {u,v}\n@data\n1,u\n2,v\n');
    const all = readTable(arff, { target: 'y', drop: ['a'] });
    await expect(all).rejects.toThrow(/every attribute besides the target "y" is dropped/);
  });

  it('refuses all columns at once', async () => {
    const names = Array.from({ length: 94 }, (_, j) => `d${j}`);
    const header = names.map((name) => `@attribute ${name} {t}\n`).join('');
    const rows = Array.from(
      { length: 4 },
      (_, i) => `${i},${names.map(() => '?').join(',')},${i % 2 ? 'b' : 'a'}\n`,
    );
    const path = file(
      'super.arff',
      `@relation r\n@attribute x numeric\n${header}@attribute y {a,b}\n@data\n${rows.join('')}`,
    );
    const { message } = await readTable(path, { target: 'y' }).catch((error) => error);
    expect(message).toMatch(/94 columns cannot be used as they are\n {2}column "d0" has no value\n/);
    const [cure] = /--drop .*/.exec(message) ?? [];
    expect((await readTable(path, { target: 'y', drop: parseOption(cure as string) })).featureNames).toEqual([
      'x',
    ]);
  });

  it('reads numbers as categories where told, in the order of CSV', async () => {
    const path = file(
      'codes.arff',
      arffOf('integer', (i) => [10, 9, '?'][i % 3]),
    );
    const { features, X } = await readTable(path, { target: 'y', nominal: ['v, 1'] });
    expect(features[1]).toEqual({ name: 'v, 1', kind: 'nominal', categories: ['10', '9'] });
    expect([X.data[1], X.data[3], X.data[5]]).toEqual([0, 1, NaN]);
  });

  it('is told by its first line, whatever the name of the file', async () => {
    const text = `% a comment\n%\n${arff}`;
    expect((await readTable(file('t.arff.txt', text), { target: 'y' })).featureNames).toEqual([
      'size',
      'kind',
    ]);
  });

  it('refuses sparse rows that would fill the memory, before they do', async () => {
    const header = Array.from({ length: 20_000 }, (_, j) => `@attribute a${j} numeric\n`).join('');
    const rows = Array.from({ length: 9000 }, (_, i) => `{${i % 20_000} 1, 20000 ${i % 2 ? 'b' : 'a'}}\n`);
    const path = file('sparse.arff', `@relation r\n${header}@attribute y {a,b}\n@data\n${rows.join('')}`);
    await expect(readTable(path, { target: 'y' })).rejects.toThrow(
      /5,000 rows x 20,001 attributes, expected 100,000,000 values at most/,
    );
  });

  it('reads a quoted value of 15 MB, and refuses a longer line', async () => {
    const start = '@relation r\n@attribute v string\n@attribute y {a,b}\n@data\n';
    const long = (length: number) =>
      file('long.arff', `${start}'${"12345678\\'".repeat(length / 10)}',a\nb,b\n`);
    const read = await readTable(long(15e6), { target: 'y', nominal: ['v'] });
    expect(read.X.rows).toBe(2);
    await expect(readTable(long(18e6), { target: 'y' })).rejects.toThrow(
      /the line has 18,000,00. characters/,
    );
  });
});

describe('readTable of other files', () => {
  const read = (name: string, bytes: Buffer, options = {}) =>
    readTable(file(name, bytes), { target: 'y', ...options });

  it.each([
    ['gzip', (text: string) => gzipSync(text)],
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16, the other order', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('reads %s', async (_, pack) => {
    const plain = await read('t.csv', Buffer.from(csv));
    expect(await read('t.csv', pack(csv))).toEqual(plain);
  });

  it('reads Latin-1 when told, which it offers', async () => {
    const bytes = Buffer.from('größe,b,y\n1,2,a\n2,1,b\n', 'latin1');
    await expect(read('latin.csv', bytes)).rejects.toThrow(
      /byte 0xF6 on line 1.*--encoding latin1 \(the line then begins with "größe,b,y"\)/,
    );
    expect((await read('latin.csv', bytes, { encoding: 'latin1' })).featureNames).toEqual(['größe', 'b']);
    await expect(read('latin.csv', bytes, { encoding: 'latin-9x' })).rejects.toThrow(
      /encoding "latin-9x" is not known/,
    );
    const unmarked = Buffer.from(csv, 'utf16le');
    await expect(read('u.csv', unmarked)).rejects.toThrow(/zero byte.*--encoding utf-16le/);
    expect((await read('u.csv', unmarked, { encoding: 'utf-16le' })).featureNames).toEqual(['size', 'kind']);
  });

  it.each([
    ['a zip archive', Buffer.from('PK\u0003\u0004 t.csv')],
    ['a spreadsheet (xlsx)', Buffer.from('PK\u0003\u0004 [Content_Types].xml xl/workbook.xml')],
    ['a bzip2 file', Buffer.from('BZh91AY&SY')],
    ['an Excel 97 workbook (xls)', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ['a Parquet file', Buffer.from('PAR1\u0015')],
    ['a web page (HTML)', Buffer.from('\n<!DOCTYPE html><title>Sign in</title>')],
    ['JSON', Buffer.from('[{"x": 1}]')],
  ])('names %s, and the cure', async (name, bytes) => {
    await expect(read('t.csv', bytes)).rejects.toThrow(`this is ${name}, expected CSV or ARFF text; `);
  });

  it('refuses a damaged gzip file, one that unpacks to more than is read, and a text that large', async () => {
    await expect(read('cut.csv.gz', gzipSync(csv).subarray(0, 30))).rejects.toThrow(/is it cut short\?/);
    const zeros = gzipSync(Buffer.alloc(401e6), { level: 1 });
    await expect(read('bomb.csv.gz', zeros)).rejects.toThrow(/more than the 400 MB that are read/);
    truncateSync(file('large.csv', csv), 600e6);
    await expect(readTable(join(folder, 'large.csv'))).rejects.toThrow(
      /the file has 600 MB, more than the 400 MB/,
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
