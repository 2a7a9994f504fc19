import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../lib/data/csv';
import { readCsvRecords } from '../../lib/data/csv-records';

const parse = (text: string, options: Partial<Parameters<typeof parseCsv>[1]> = {}) =>
  parseCsv(text, { target: 'y', source: 'my.csv', ...options });

describe('readCsvRecords', () => {
  it('reads quoted fields with delimiters, quotes and line ends, and counts lines', () => {
    const { columns, rows, lines } = readCsvRecords('a,"b c"\n"1,5","say ""hi"""\n\n"x\ny", z \n5,6\n', 's');
    expect(columns).toEqual(['a', 'b c']);
    expect(rows).toEqual([
      ['1,5', 'say "hi"'],
      ['x\ny', 'z'],
      ['5', '6'],
    ]);
    expect(lines).toEqual([2, 4, 6]);
  });

  it('reads the same rows with a byte order mark, CRLF and without a last line end', () => {
    const plain = readCsvRecords('a,b\n1,2\n3,4\n', 's');
    expect(readCsvRecords('\uFEFFa,b\r\n1,2\r\n3,4', 's')).toEqual(plain);
  });

  it.each([
    [';', 'a;b\n1,5;2\n'],
    ['\t', 'a\tb\n1,5\t2\n'],
    ['|', 'a|b\n1,5|2\n'],
    [',', '"x;y;z",b\n1,2\n'],
  ])('finds the delimiter %j in the header', (delimiter, text) => {
    const records = readCsvRecords(text, 's');
    expect(records.delimiter).toBe(delimiter);
    expect(records.columns).toHaveLength(2);
  });

  it('takes the delimiter that is named, and names columns without one', () => {
    expect(readCsvRecords(',b:c\n1,b:2\n', 's', { delimiter: ':' }).columns).toEqual([',b', 'c']);
    expect(readCsvRecords(',b\n1,2\n', 's').columns).toEqual(['column 1', 'b']);
  });

  it.each([
    ['', /^s: the file is empty/],
    ['\n \n', /^s: the file is empty/],
    ['a,b\n', /^s, line 1: there are no rows/],
    ['a,b,a\n1,2,3\n', /^s, line 1: the header names column "a" twice/],
    ['a,b\n1,2\n\n3\n', /^s, line 4: found 1 field, expected 2/],
    ['a,b\n1,2,3\n', /^s, line 2: found 3 fields, expected 2.*--delimiter/],
    ['a,b\n"x\ny",2,3\n', /^s, line 2: found 3 fields/],
    ['a,b\n1,"2\n3,4\n', /^s, line 3: a quote is not closed/],
    ['a,b\n1,x"y\n', /^s, line 2: found a quote within/],
    ['a,b\n1,"x"y\n', /^s, line 2: found text after the closing quote/],
    ['a\0,b\n', /^s: found a zero byte/],
  ])('refuses %j with source, line and cure', (text, message) => {
    expect(() => readCsvRecords(text, 's')).toThrow(message);
  });

  it('refuses a delimiter of two characters', () => {
    expect(() => readCsvRecords('a,b\n1,2\n', 's', { delimiter: ', ' })).toThrow(
      /delimiter is ", ", expected one character/,
    );
  });
});

describe('parseCsv', () => {
  it('tells numbers from categories, and finds what is missing', () => {
    const data = parse('size,kind,y\n1.5,b,no\n?,a,yes\n-2e1,,no\nNA,b,yes\n');
    expect(data.features).toEqual([
      { name: 'size', kind: 'numeric' },
      { name: 'kind', kind: 'nominal', categories: ['a', 'b'] },
    ]);
    expect([...data.X.data]).toEqual([1.5, 1, NaN, 0, -20, NaN, NaN, 1]);
    expect([...data.y]).toEqual([0, 1, 0, 1]);
    expect(data.classNames).toEqual(['no', 'yes']);
    expect(data.columns).toEqual([
      { name: 'size', kind: 'numeric', missing: 2 },
      { name: 'kind', kind: 'nominal', numCategories: 2, missing: 1 },
    ]);
  });

  it('orders classes that are numbers as numbers, wherever the target stands', () => {
    const data = parse('y,a\n10,1\n9,2\n10,3\n', {});
    expect(data.classNames).toEqual(['9', '10']);
    expect([...data.y]).toEqual([1, 0, 1]);
    expect(data.featureNames).toEqual(['a']);
  });

  it('leaves out dropped columns and takes numbers for categories where told', () => {
    const data = parse('id,code,y\n1,7,a\n2,10,b\n3,7,b\n', { drop: ['id'], nominal: ['code'] });
    expect(data.features).toEqual([{ name: 'code', kind: 'nominal', categories: ['10', '7'] }]);
    expect([...data.X.data]).toEqual([1, 0, 1]);
  });

  it('reads decimal commas where the delimiter is another, and says so', () => {
    const data = parse('a;y\n1,5;u\n-2;v\n,25;v\n');
    expect([...data.X.data]).toEqual([1.5, -2, 0.25]);
    expect(data.columns[0].note).toBe('decimal comma');
  });

  const thirty = (cell: (i: number) => string) =>
    `a,y\n${Array.from({ length: 30 }, (_, i) => `${cell(i)},c${i % 2}\n`).join('')}`;

  it('takes a few texts among numbers for mistakes, many for categories', () => {
    const one = thirty((i) => (i === 4 ? 'abc' : String(i)));
    expect(() => parse(one)).toThrow(
      /^my\.csv, line 6: column "a" holds "abc", expected a number.*--nominal a/,
    );
    expect(parse(one, { nominal: ['a'] }).features[0].kind).toBe('nominal');
    expect(parse(thirty((i) => ['u', 'v', '3'][i % 3])).features[0].kind).toBe('nominal');
    expect(() => parse(thirty(() => '1e999'))).toThrow(/line 2: column "a" holds "1e999"/);
  });

  it('refuses texts that name the rows', () => {
    const text = thirty((i) => `name ${i}`);
    expect(() => parse(text)).toThrow(/"a" has 30 different texts in 30 rows.*--drop a.*--nominal a/);
    expect(parse(text, { nominal: ['a'] }).columns[0].numCategories).toBe(30);
  });

  it.each([
    ['a,y\n1,2\n', { target: 'label' }, /no column "label" for the target\. The columns are a, y/],
    ['a,Class\n1,2\n', { target: 'class' }, /did you mean "Class"\?/],
    ['1.5,2,3\n1,2,3\n', {}, /has the file no header\?/],
    ['a,y\n1,2\n', { drop: ['b c'] }, /no column "b c" for dropping/],
    ['a,y\n1,2\n', { drop: ['y'] }, /the target "y" is dropped/],
    ['y\n1\n', {}, /no column besides the target "y"/],
    ['a;b,y\n1;2,u\n', { delimiter: ';', target: 'a' }, undefined],
    ['a,y\n1,u\n2,\n', {}, /line 3: the class "y" is missing/],
    ['a,b,y\n1,,u\n2,?,v\n', {}, /column "b" has no value; drop it \(--drop b\)/],
  ])('%j with %j', (text, options, message) => {
    if (message) expect(() => parse(text, options)).toThrow(message);
    else expect(parse(text, options).featureNames).toEqual(['b,y']);
  });

  it('refuses a target that is a measurement, unless told that it is none', () => {
    const fractions = `a,y\n${Array.from({ length: 40 }, (_, i) => `${i % 3},${i / 8}\n`).join('')}`;
    const counts = `a,y\n${Array.from({ length: 60 }, (_, i) => `${i % 3},${i}\n`).join('')}`;
    const classes = `a,y\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 30}\n`).join('')}`;
    expect(() => parse(fractions)).toThrow(
      /"y" has 40 different numbers in 40 rows.*regression.*--nominal y/,
    );
    expect(() => parse(counts)).toThrow(/60 different numbers/);
    expect(parse(classes).classNames).toHaveLength(30);
    expect(parse(counts, { nominal: ['y'] }).classNames).toHaveLength(60);
  });
});
