import { describe, expect, it } from 'vitest';
import { type ArffDataset, ArffError, type ArffOptions, parseArff } from '../../lib/data/arff';
import { row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import vectors from '../vectors/data-arff.json';

const header = '@relation r\n@attribute x numeric\n@attribute c {a,b}\n@data\n';

/** X as rows of numbers, category names and nulls. */
function readable({ X, features }: ArffDataset): (number | string | null)[][] {
  return Array.from({ length: X.rows }, (_, i) =>
    features.map((feature, j) => {
      const value = row(X, i)[j];
      if (Number.isNaN(value)) return null;
      return feature.kind === 'nominal' ? feature.categories[value] : value;
    }),
  );
}

function refusal(text: string, options: ArffOptions = {}): ArffError {
  try {
    parseArff(text, options);
  } catch (error) {
    if (error instanceof ArffError) return error;
    throw error;
  }
  throw new Error('the text was read, expected an ArffError');
}

describe('parseArff', () => {
  it.each(vectors.cases)(
    'reads as other readers do: $name ($made_with)',
    ({ text, relation, names, rows }) => {
      const data = parseArff(text, { target: null });
      expect(data.name).toBe(relation);
      expect(data.featureNames).toEqual(names);
      expect(readable(data)).toEqual(rows);
    },
  );

  it('takes the class from the last nominal attribute, wherever it stands', () => {
    const data = parseArff(
      '@relation r\n@attribute a {u,v}\n@attribute c {no,yes,never}\n@attribute x real\n@data\nv,yes,1\nu,no,2\n',
    );
    expect(data.target).toBe('c');
    expect([...data.y]).toEqual([1, 0]);
    expect(data.classNames).toEqual(['no', 'yes', 'never']);
    expect(data.featureNames).toEqual(['a', 'x']);
    expect(readable(data)).toEqual([
      ['v', 1],
      ['u', 2],
    ]);
  });

  it('takes the class from the attribute named, and leaves attributes out', () => {
    const text =
      '@relation r\n@attribute id string\n@attribute n integer\n@attribute c {a,b}\n@data\np,7,a\nq,-1,b\nr,7,b\n';
    const numeric = parseArff(text, { target: 'n', ignore: ['id'] });
    expect(numeric.classNames).toEqual(['-1', '7']);
    expect([...numeric.y]).toEqual([1, 0, 1]);
    expect(numeric.featureNames).toEqual(['c']);
    expect(parseArff(text, { target: 'id' }).classNames).toEqual(['p', 'q', 'r']);
    const none = parseArff(text, { target: null });
    expect([none.target, none.y.length, none.classNames.length, none.X.cols]).toEqual([null, 0, 0, 3]);
  });

  it('keeps names and categories letter by letter', () => {
    const markup = '<img onerror="alert(1)" src=x>';
    const data = parseArff(
      `@relation '${markup}'\n@attribute '${markup}' real\n@attribute 'it\\'s \\\\ \\u00e9' {'<b>', ' b '}\n@data\n1,'<b>'\n2,' b '\n`,
    );
    expect([data.name, data.featureNames, data.target]).toEqual([markup, [markup], "it's \\ é"]);
    expect(data.classNames).toEqual(['<b>', ' b ']);
  });

  it.each([
    ['\\r\\n', '\r\n'],
    ['\\r', '\r'],
  ])('ends lines at %s, and does without an end of the last one', (_, end) => {
    const text = `${header}1,a\n2,b`;
    expect(parseArff(text.replaceAll('\n', end))).toEqual(parseArff(text));
    expect(parseArff(`\uFEFF${text}\n\n`)).toEqual(parseArff(text));
  });

  it('knows comments from percent signs inside values', () => {
    const data = parseArff(
      "% top\n@relation r % name\n@attribute t string % text\n  % between\n@attribute c {a,b} % class\n@data % rows\n50%,a % half\n'% 5',b\n%,a\n",
    );
    expect(readable(data)).toEqual([['50%'], ['% 5']]);
    expect(data.name).toBe('r');
    expect(refusal(`${header}1,%a\n`).message).toMatch(/put quotes around a value that starts with %/);
  });

  it('separates by white space where a row has no comma, and keeps spaces inside bare values where it has', () => {
    const text =
      '@relation r\n@attribute x real\n@attribute c {build wind float,other}\n@data\n1,build wind float\n';
    expect([...parseArff(text).y]).toEqual([0]);
    expect(readable(parseArff(`${header}1 a\n2\tb\n`, { target: null }))).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(parseArff('@relation r\n@attribute c {a b}\n@data\na\nb\n').classNames).toEqual(['a', 'b']);
  });

  it('reads weights of rows, dense and sparse; rows without have 1', () => {
    const data = parseArff(`${header}1,a,{2.5}\n2,b {0}\n3,a\n{0 4},{7}\n`);
    expect([...(data.weights ?? [])]).toEqual([2.5, 0, 1, 7]);
    expect([...data.X.data]).toEqual([1, 2, 3, 4]);
    expect(parseArff(`${header}1,a\n`).weights).toBeUndefined();
  });

  it('reads numbers of every decimal form', () => {
    const forms = ['0', '-0.5', '+3', '1.', '.5', '1e3', '-2.5E-3', '00012', '1e-400'];
    const data = parseArff(`${header}${forms.map((form) => `${form},a\n`).join('')}`);
    expect([...data.X.data]).toEqual([0, -0.5, 3, 1, 0.5, 1000, -0.0025, 12, 0]);
  });

  it('reads the default and other date formats as milliseconds since 1970 UTC', () => {
    const text =
      "@relation r\n@attribute d date\n@attribute e date yyyyMMdd\n@attribute f date \"HH:mm:ss.SSS 'o''clock'\"\n@data\n";
    const data = parseArff(`${text}2020-02-29T12:00:01,20200301,"01:02:03.004 o'clock"\n`, { target: null });
    expect([...data.X.data]).toEqual([Date.UTC(2020, 1, 29, 12, 0, 1), Date.UTC(2020, 2, 1), 3_723_004]);
    expect(refusal(`${text}2021-02-29T12:00:01,?,?\n`, { target: null }).message).toMatch(
      /found "2021-02-29T12:00:01" for attribute "d", expected a date in the format yyyy/,
    );
    expect(refusal('@relation r\n@attribute d date "EEE, d MMM"\n@data\n').message).toMatch(
      /has EEE: only y M d H m s S/,
    );
  });
});

describe('parseArff refuses, with source, line and cure', () => {
  const refused: [string, string, number, RegExp][] = [
    ['an empty text', '', 1, /ends before @data: it is empty or truncated; get the file again/],
    ['a header cut off', '@relation r\n@attribute x real\n', 3, /ends before @data/],
    [
      'an HTML page',
      '<!DOCTYPE html>\n<html>',
      1,
      /found "<!DOCTYPE html>", expected @relation.*is this an ARFF file/,
    ],
    ['rows before @data', '@relation r\n1,2\n', 2, /found "1,2", expected @relation/],
    ['an unknown keyword', '@relation r\n@inputs a\n', 2, /found "@inputs a"/],
    ['no relation', '@attribute x real\n@data\n1\n', 2, /add a line "@relation name"/],
    ['two relations', '@relation r\n@relation s\n', 2, /second @relation/],
    ['no attributes', '@relation r\n@data\n1\n', 2, /expected one @attribute or more/],
    ['no rows', header, 5, /no rows after @data/],
    [
      'text after @data',
      '@relation r\n@attribute x real\n@data 1\n',
      3,
      /found "1" after @data, expected a new line/,
    ],
    ['an attribute without type', '@relation r\n@attribute x\n', 2, /expected a name and a type/],
    [
      'an unquoted name of two words',
      '@relation r\n@attribute my x real\n',
      2,
      /found type "x" of attribute "my".*quote a name/,
    ],
    ['a relational attribute', '@relation r\n@attribute b relational\n', 2, /found type "relational"/],
    ['text after a type', '@relation r\n@attribute b real [0,1]\n', 2, /found "\[0,1\]" after type real/],
    [
      'the same name twice',
      '@relation r\n@attribute x real\n@attribute x real\n',
      3,
      /"x" again \(first on line 2\): rename/,
    ],
    ['the same category twice', '@relation r\n@attribute c {a,b,a}\n', 2, /found category "a" of "c" twice/],
    ['open categories', '@relation r\n@attribute c {a,b\n', 2, /not closed, expected }/],
    ['no categories', '@relation r\n@attribute c {}\n', 2, /has no categories/],
    ['an empty category', '@relation r\n@attribute c {a,,b}\n', 2, /value 2 is empty/],
    [
      'braces in categories',
      '@relation r\n@attribute c {a,{b}}\n',
      2,
      /put quotes around a category that has braces/,
    ],
    [
      'text after categories',
      '@relation r\n@attribute c {a,b} {2}\n',
      2,
      /found "\{2\}" after the categories/,
    ],
    ['an open quote', `${header}1,'a\n`, 5, /found "'a" without a closing '/],
    ['text after a quote', `${header}1,'a'b\n`, 5, /found "b" right after a closing quote/],
    [
      'a quoted value beside another',
      `${header}1,a 'b'\n`,
      5,
      /found "'b'" beside another value, expected a comma/,
    ],
    ['too few values', `${header}1,a\n2\n`, 6, /found 1 value, expected 2: one an attribute/],
    ['too many values', `${header}1,a,b\n`, 5, /found 3 values, expected 2/],
    ['an empty value', `${header},a\n`, 5, /value 1 is empty: write \? for a missing value/],
    ['a comma at the end', `${header}1,a,\n`, 5, /value 3 is empty/],
    ['a word for a number', `${header}one,a\n`, 5, /found "one" for attribute "x", expected a finite number/],
    ['an infinite number', `${header}Infinity,a\n`, 5, /expected a finite number/],
    ['a number that overflows', `${header}1e999,a\n`, 5, /expected a finite number/],
    ['a hexadecimal number', `${header}0x10,a\n`, 5, /expected a finite number/],
    [
      'an unknown category',
      `${header}1,z\n`,
      5,
      /found "z" for attribute "c", expected one of its 2 categories: "a", "b"/,
    ],
    ['a category in other case', `${header}1,A\n`, 5, /found "A"/],
    ['a missing class', `${header}1,a\n% comment\n2,?\n`, 7, /class "c" is missing.*remove the row/],
    ['an open sparse row', `${header}{0 1\n`, 5, /sparse row is not closed/],
    [
      'an index out of range',
      `${header}{2 1}\n`,
      5,
      /found "2" in a sparse row, expected the index of an attribute, 0 to 1/,
    ],
    ['an absurd index', `${header}{99999999999999999999 1}\n`, 5, /expected the index/],
    ['an index twice', `${header}{0 1, 0 2}\n`, 5, /attribute 0 twice/],
    ['an index without value', `${header}{0}\n`, 5, /attribute 0 of the sparse row has no value/],
    ['an empty pair', `${header}{0 1,}\n`, 5, /found "" in a sparse row/],
    [
      'a sparse row without its text',
      '@relation r\n@attribute t string\n@attribute c {a,b}\n@data\n{1 a}\n',
      5,
      /leaves out string attribute "t"/,
    ],
    ['a stray brace', `${header}}1,a\n`, 5, /found 0 values, expected 2/],
    ['a negative weight', `${header}1,a,{-1}\n`, 5, /expected nothing or a weight of 0 or more/],
    ['an open weight', `${header}1,a,{1\n`, 5, /expected nothing or a weight/],
    ['a zero byte', `${header}1,a\n\0\0\n`, 6, /zero byte: this is no text/],
    [
      'no nominal attribute',
      '@relation r\n@attribute x real\n@data\n1\n',
      3,
      /no attribute is nominal.*option target/,
    ],
  ];
  it.each(refused)('%s', (_, text, line, message) => {
    const error = refusal(text, { source: 'folder/file.arff' });
    expect([error.name, error.source, error.line]).toEqual(['ArffError', 'folder/file.arff', line]);
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`folder/file.arff, line ${line}: `)).toBe(true);
  });

  it('an attribute that is not there, listing those that are', () => {
    expect(refusal(`${header}1,a\n`, { target: 'C' }).message).toMatch(
      /no attribute "C", expected one of "x", "c"/,
    );
    expect(refusal(`${header}1,a\n`, { ignore: ['id'] }).message).toMatch(/no attribute "id"/);
  });

  it('a last line cut off, saying so', () => {
    expect(refusal(`${header}1,a\n2`).message).toMatch(/this is the last line: is the file truncated/);
    expect(refusal(`${header}2\n1,a\n`).message).not.toMatch(/truncated/);
  });
});

describe('parseArff of damaged texts', () => {
  // Every construct of the format, in few bytes.
  const text =
    "% c\n@relation 'r s'\n@attribute 'x y' real\r\n@attribute t string\n@attribute d date yyyy-MM-dd\n@attribute c {a,'b c'}\n" +
    "@data\n1.5,'p,q',2020-01-02,a\n?,\"r\\\"\",?,'b c' % note\n% full\n{0 1, 1 u, 3 a}\n-2e3 v 2021-12-31 a\n7,w,2000-10-10,a,{3}\n";

  /** Lines after @data that are neither empty nor comments: the rows that were begun. */
  function rowsBegun(cut: string): number {
    const lines = cut.split(/\r\n|\n|\r/);
    const data = lines.findIndex((line) => /^@data$/.test(line));
    return lines.slice(data + 1).filter((line) => !/^\s*(%|$)/.test(line)).length;
  }

  it('cut at any byte is refused, or has the rows that were begun', () => {
    const bytes = new TextEncoder().encode(text);
    let read = 0;
    for (let length = 0; length <= bytes.length; length++) {
      const cut = new TextDecoder().decode(bytes.subarray(0, length));
      try {
        expect(parseArff(cut).X.rows).toBe(rowsBegun(cut));
        read++;
      } catch (error) {
        expect(error).toBeInstanceOf(ArffError);
      }
    }
    // Both ends of the property are met.
    expect(read).toBeGreaterThan(5);
    expect(read).toBeLessThan(bytes.length / 2);
  });

  it('with bytes changed, removed or doubled at random gives a data set or an ArffError, never anything else', () => {
    const stream = randomStream('damage');
    const alphabet = [...'%@{},\'"\\ \t\n\r?0a.\0'];
    for (let trial = 0; trial < 5000; trial++) {
      let damaged = text;
      for (let change = 0; change <= stream.integer(3); change++) {
        const at = stream.integer(damaged.length);
        const middle = [alphabet[stream.integer(alphabet.length)], '', damaged.slice(at, at + 9).repeat(2)][
          stream.integer(3)
        ];
        damaged = damaged.slice(0, at) + middle + damaged.slice(at + 1);
      }
      try {
        const { X, y, features } = parseArff(damaged);
        expect([X.data.length, y.length]).toEqual([X.rows * features.length, X.rows]);
      } catch (error) {
        if (!(error instanceof ArffError)) throw new Error(`${JSON.stringify(damaged)}: ${error}`);
      }
    }
  });

  it('reads a long line without hanging: 10^6 characters in one quoted value, and in one without an end', () => {
    const long = "x\\'".repeat(333_333);
    const start = '@relation r\n@attribute t string\n@attribute c {a}\n@data\n';
    expect(parseArff(`${start}'${long}',a\n`).features[0]).toMatchObject({
      categories: ["x'".repeat(333_333)],
    });
    expect(refusal(`${start}'${long},a\n`).message).toMatch(/without a closing/);
  });
});
