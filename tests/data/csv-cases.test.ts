import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../lib/data/csv';
import { readCsvRecords } from '../../lib/data/csv-records';
import { parseOption } from './parse-option';

/** A table of 60 rows: a column `x` of numbers, `v` as given, and a class `kind`. */
function tableOf(cell: (i: number) => string, { name = 'v', delimiter = ',' } = {}): string {
  const rows = Array.from({ length: 60 }, (_, i) =>
    [((i * 37) % 60) / 8, cell(i), i % 2 ? 'b' : 'a'].join(delimiter),
  );
  return `${[`x`, name, 'kind'].join(delimiter)}\n${rows.join('\n')}\n`;
}

const parse = (text: string, options: Partial<Parameters<typeof parseCsv>[1]> = {}) =>
  parseCsv(text, { target: 'kind', source: 's', ...options });

/** Numbers that neither increase nor repeat the row. */
const number = (i: number): string => String((i * 29) % 60);

describe('marks of missing values', () => {
  const marks = ['n/a', 'na', 'None', 'Null', 'NAN', '<NA>', '#N/A', '-', '.', 'NA', '?', ''];

  it.each(marks)('%j among numbers is missing', (mark) => {
    const data = parse(tableOf((i) => (i % 5 === 0 ? mark : number(i))));
    expect(data.features[1]).toEqual({ name: 'v', kind: 'numeric' });
    expect(data.columns[1].missing).toBe(12);
    expect(data.X.data[1]).toBeNaN();
    expect(data.X.data[3]).toBe(29);
  });

  it('counts every mark of a column in its note', () => {
    const data = parse(tableOf((i) => ['None', '-', number(i), number(i)][i % 4]));
    expect(data.columns[1].note).toBe('"None" (15) is missing, "-" (15) is missing');
  });

  it('stay categories in columns of texts, and classes in the target', () => {
    const data = parse(tableOf((i) => ['None', 'low', 'high'][i % 3]));
    expect(data.features[1]).toMatchObject({ categories: ['None', 'high', 'low'] });
    expect(data.columns[1]).toMatchObject({ missing: 0, note: '"None" (20) is a category' });
    const target = parse(
      tableOf((i) => ['None', 'low'][i % 2]),
      { target: 'v' },
    );
    expect(target.classNames).toEqual(['None', 'low']);
  });

  it('are not everything between numbers: the first text, its line, the count and the cure are named', () => {
    expect(() => parse(tableOf((i) => (i % 5 === 2 ? 'low' : number(i))))).toThrow(
      's, line 4: column "v" holds "low" and 11 more such, expected a number as 48 of its 60 values are; correct them, ' +
        'or leave them empty if missing, drop it (--drop v), or say that it is nominal (--nominal v)',
    );
    expect(() => parse(tableOf((i) => (i % 2 && i !== 5 ? 'low' : number(i))))).toThrow(/"low" and 28 more/);
    expect(parse(tableOf((i) => (i % 2 ? 'low' : String(i % 7)))).features[1].kind).toBe('nominal');
  });
});

describe('numbers in a form that is not read', () => {
  it.each([
    ['percentages ("0 %" and 59 more)', (i: number) => `${number(i)} %`, ','],
    ['amounts of money', (i: number) => `$${number(i)}.50`, ','],
    ['amounts of money', (i: number) => `${number(i)},50 €`, ';'],
    ['numbers with separators between thousands ("10.019,06"', (i: number) => `1${number(i)[0]}.019,06`, ';'],
    ['numbers with separators between thousands', (i: number) => `"1,${100 + i}"`, ','],
    ['numbers with separators between thousands', (i: number) => `1 ${100 + i}`, ','],
    ['numbers with the minus sign U+2212 ("\u221210"', (i: number) => `\u22121${i}`, ','],
    ['numbers with the minus sign U+2212', (i: number) => (i % 3 ? number(i) : `\u22121.5`), ','],
    ['dates ("2020-01-01"', (i: number) => `2020-01-${String((i % 28) + 1).padStart(2, '0')}`, ','],
    ['dates', (i: number) => `${(i % 28) + 1}.3.2020`, ','],
    ['dates', (i: number) => `3/${(i % 28) + 1}/20 14:30`, ','],
    ['dates', (i: number) => `${(i % 28) + 1} Mar 2020`, ','],
    ['times of day', (i: number) => `1${i % 3}:${10 + (i % 50)}`, ','],
    ['numbers with a unit', (i: number) => `${i} kg`, ','],
    ['hexadecimal numbers ("0x0" and 59 more)', (i: number) => `0x${(i % 7).toString(16)}`, ','],
    ['numbers with exponents of Fortran', (i: number) => `${number(i)}.5D+01`, ','],
    ['numbers in other digits than 0 to 9', (i: number) => '\u0660\u0661\u0662\u0663'[i % 4], ','],
    ['numbers with invisible characters', (i: number) => `${number(i)}.5\u200b`, ','],
    ['infinite values', (i: number) => (i % 9 ? number(i) : '-inf'), ','],
  ])('are named as %s', (name, cell, delimiter) => {
    const text = tableOf(cell, { delimiter });
    expect(() => parse(text)).toThrow(`column "v" holds ${name}`);
    expect(parse(text, { nominal: ['v'] }).features[1].kind).toBe('nominal');
  });

  it.each(['0x', '4D12', 'a\u200b', '\u200b', '12-ab'])('do not take %j for one', (text) => {
    const read = parse(tableOf((i) => `${text}${'pq'[i % 2]}`));
    expect(read.features[1].kind).toBe('nominal');
  });

  it('name decimal commas and points in one column', () => {
    const text = tableOf((i) => (i % 2 ? `0,${i + 1}` : `1.${i + 1}`), { delimiter: ';' });
    expect(() => parse(text)).toThrow('column "v" mixes decimal commas ("0,2") and decimal points');
  });
});

describe('columns that tell rows apart', () => {
  it('are refused from half the rows on, or 500 texts, all at once with a command that works', () => {
    expect(() => parse(tableOf((i) => `t${i >> 1}`))).toThrow(/"v" has 30 different texts in 60 rows/);
    expect(parse(tableOf((i) => `t${i >> 2}`)).features[1].kind).toBe('nominal');
    const wide = Array.from({ length: 3000 }, (_, i) => `n${i % 600},${i % 2}\n`).join('');
    expect(() => parse(`v,kind\n${wide}`)).toThrow(/"v" has 600 different texts in 3000 rows/);
    const text = 'a,"x, left",y"z,kind\n'.replace('y"z', '"y""z"');
    const rows = Array.from({ length: 30 }, (_, i) => `${i % 7},n${i},m${i},${i % 2}\n`).join('');
    const message = messageOf(() => parse(text + rows));
    expect(message).toContain('s: 2 columns cannot be used as they are\n');
    const [cure] = /--drop .*/.exec(message) ?? [];
    expect(parse(text + rows, { drop: parseOption(cure as string) }).featureNames).toEqual(['a']);
    const [, nominal] = /(--nominal .*)/.exec(message) ?? [];
    expect(messageOf(() => parse(text + rows, { nominal: parseOption(nominal) }))).toMatch(/"y\\"z" has 30/);
  });

  it('are left out with a warning if they count rows or increase, and kept when asked', () => {
    const cases: [string, (i: number) => number][] = [
      ['counts the rows (0, 1, 2, …)', (i) => i],
      ['counts the rows (1000, 1001, 1002, …)', (i) => 1000 + i],
      ['counts the rows (60, 59, 58, …)', (i) => 60 - i],
      ['increases from row to row (0, 1, 4, …)', (i) => i * i],
      ['decreases from row to row (0, -0.5, -1, …)', (i) => -i / 2],
    ];
    for (const [like, value] of cases) {
      const text = tableOf((i) => String(value(i)), { name: '"row, no"' });
      const { featureNames, warnings } = parse(text);
      expect(featureNames).toEqual(['x']);
      expect(warnings).toHaveLength(1);
      expect(warnings[0]).toContain(`Column "row, no" ${like}`);
      const [cure] = /--keep .*(?=\.)/.exec(warnings[0]) ?? [];
      const kept = parse(text, { keep: parseOption(cure as string) });
      expect([kept.featureNames, kept.warnings]).toEqual([['x', 'row, no'], []]);
    }
    expect(parse(tableOf((i) => (i === 30 ? '' : String(i)))).featureNames).toEqual(['x', 'v']);
    expect(parse(tableOf((i) => String(i - (i % 2)))).featureNames).toEqual(['x', 'v']);
  });

  it('are warned of where their numbers identify without an order', () => {
    const { featureNames, warnings } = parse(
      tableOf((i) => String(9000 + ((i * 7) % 60)), { name: 'Patient ID' }),
    );
    expect(featureNames).toEqual(['x', 'Patient ID']);
    expect(warnings.join()).toMatch(/number of its own for every row.*--drop "Patient ID"/);
  });

  it('are not all there may be', () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i},${i % 2}\n`).join('');
    expect(() => parse(`v,kind\n${rows}`)).toThrow(/no column is left: Column "v" counts the rows.*--keep v/);
    expect(parse(`v,kind\n${rows}`, { keep: ['v'] }).featureNames).toEqual(['v']);
  });
});

describe('classes', () => {
  it('are one where their numbers are equal', () => {
    const text = 'x,kind\n3,0\n1,1.0\n4,0.0\n1,1\n5,0.00\n';
    const { classNames, y } = parse(text);
    expect(classNames).toEqual(['0', '1']);
    expect([...y]).toEqual([0, 1, 0, 1, 0]);
    expect(parse('x,kind\n3,01\n1,2\n4,1\n', {}).classNames).toEqual(['1', '2']);
    expect(parse('x,kind\n3,a\n1,1.0\n4,1\n', {}).classNames).toEqual(['1', '1.0', 'a']);
  });

  it('that are missing are counted', () => {
    expect(() => parse('x,kind\n3,a\n1,\n4,?\n5,b\n')).toThrow(
      /line 3: the class "kind" is missing \(""\) and in 1 rows more.*remove the rows/,
    );
  });
});

describe('layout of the file', () => {
  const plain = readCsvRecords('x,y,kind\n1.5,2,a\n3,4,b\n', 's');
  const rowsOf = (text: string) => {
    const { columns, rows, lines } = readCsvRecords(text, 's');
    return { columns, rows, lines };
  };

  it.each([
    ['a header with more commas than semicolons', '"x";"y";kind\n1.5;2;a\n3;4;b\n', 0],
    ['a line sep=;', 'sep=;\nx;y;kind\n1.5;2;a\n3;4;b\n', 1],
    ['comments', '# my data\n\n# 2020, spring, a\nx,y,kind\n1.5,2,a\n3,4,b\n', 3],
    ['the header as a comment', '# by hand\n# x,y,kind\n1.5,2,a\n3,4,b\n', 1],
    ['spaces', 'x   y kind\n1.5 2  a\n  3   4  b\n', 0],
  ])('%s', (_, text, before) => {
    const { columns, rows, lines } = plain;
    expect(rowsOf(text)).toEqual({ columns, rows, lines: lines.map((line) => line + before) });
  });

  it('counts delimiters in all first rows, not in the header alone', () => {
    const names = ['Width (cm, outer)', 'Height (cm, inner, mean)', 'kind'];
    expect(rowsOf(`${names.join(';')}\n1.5;2;a\n3;4;b\n`).columns).toEqual(names);
    const quoted = rowsOf('"Width\n(a,b,c,d)";"Height";kind\n1.5;2;a\n3;4;b\n');
    expect(quoted).toMatchObject({ columns: ['Width\n(a,b,c,d)', 'Height', 'kind'], lines: [3, 4] });
  });

  it('names a missing header, and reads the file without', () => {
    const text = '5.1,3.5,setosa\n4.9,3.0,setosa\n';
    expect(() => readCsvRecords(text, 's')).toThrow(
      /line 1: the first line holds numbers \("5\.1", "3\.5"\).*--no-header.*--target "column 3"/,
    );
    expect(readCsvRecords(text, 's', { header: false })).toMatchObject({
      columns: ['column 1', 'column 2', 'column 3'],
      lines: [1, 2],
    });
    expect(readCsvRecords('country,1990,1991,1992\na,1,2,3\n', 's').columns[1]).toBe('1990');
  });

  it('counts rows of a wrong length, and names comments among rows', () => {
    expect(() => readCsvRecords('a,b\n1,2\n3\n4\n', 's')).toThrow(
      /line 3: found 1 field.*so have 1 rows more/,
    );
    expect(() => readCsvRecords('a,b\n1,2\n# half\n4,5\n', 's')).toThrow(/line 3:.*before the header only/);
  });
});

describe('limits', () => {
  it('compares 100,000 names, and names of 30 kB, in linear time', () => {
    const names = Array.from({ length: 100_000 }, (_, j) => `n${j}`);
    const row = names.map((_, j) => (j === 99_999 ? 'a' : '1')).join(',');
    const start = performance.now();
    const { columns } = readCsvRecords(`${names.join(',')}\n${row}\n`, 's');
    expect(columns).toHaveLength(100_000);
    expect(() => parse(`${names.join(',')}\n${row}\n`, { target: 'nx7' })).toThrow(/did you mean "n/);
    expect(() => parse(`${'a'.repeat(30_000)},b\n1,2\n`, { target: 'c'.repeat(30_000) })).toThrow(
      /no column/,
    );
    // 78 s and 11 s when every name was compared with every other.
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('refuses a row beyond 16 million characters', () => {
    expect(() => readCsvRecords(`a,b\n"${'x'.repeat(17e6)}",1\n`, 's')).toThrow(
      /more than the 16,000,000 characters.*is a quote not closed/,
    );
  });
});

function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
