import { describe, expect, it } from 'vitest';
import { ArffError } from '../../lib/data/arff-error';
import { arffTable } from '../../lib/data/arff-table';
import { parseCsv } from '../../lib/data/csv';
import { TableError } from '../../lib/data/table-error';
import { type RandomStream, randomStream } from '../../lib/numeric/random';

const pieces = [
  ...[
    ',',
    ';',
    '\t',
    '|',
    ' ',
    '\n',
    '\r\n',
    '"',
    '""',
    "'",
    '#',
    '# ',
    'sep=;\n',
    '\uFEFF',
    '{',
    '}',
    '%',
    '\\',
  ],
  ...[
    '-',
    '.',
    '?',
    'NA',
    'None',
    'n/a',
    '12 %',
    '$3',
    '1,5',
    '1.234,5',
    '\u22125',
    '2020-01-02',
    '1e999',
    'inf',
  ],
  ...['0.0', '1', 'x', 'ä', '=cmd()', '@data\n', '@attribute q string\n', '{0 1}', '\u0001'],
];

const csvTexts = [
  `a,b c,"k, l",y\n${Array.from({ length: 24 }, (_, i) => `${i % 7}.5,${i},u${i % 3},${i % 2 ? 'yes' : 'no'}\n`).join('')}`,
  `"Width (cm, a)";x;y\n${Array.from({ length: 24 }, (_, i) => `${i % 5},25;${(i * 7) % 24};${i % 2}\n`).join('')}`,
  `# notes\n# x y kind\n${Array.from({ length: 24 }, (_, i) => `${i} ${(i * 5) % 11} ${i % 2}\n`).join('')}`,
];

const arffText =
  `@relation r\n@attribute a numeric\n@attribute 'b, c' {u,v}\n@attribute s string\n@attribute d date "yyyy-MM-dd"\n` +
  `@attribute y {no,yes}\n@data\n${Array.from({ length: 24 }, (_, i) => `${i / 3},${'uv'[i % 2]},t${i % 4},2020-01-${10 + (i % 5)},${i % 2 ? 'yes' : 'no'}\n`).join('')}`;

/** A text with one to four pieces put in, bytes removed, or parts doubled, at random places. */
function mutated(text: string, stream: RandomStream): string {
  let result = text;
  for (let change = 0; change <= stream.integer(4); change++) {
    const at = stream.integer(result.length + 1);
    const end = Math.min(result.length, at + stream.integer(12));
    const [before, part, after] = [result.slice(0, at), result.slice(at, end), result.slice(end)];
    const kind = stream.integer(3);
    if (kind === 0) result = before + after;
    else if (kind === 1) result = before + part + part + after;
    else result = before + pieces[stream.integer(pieces.length)] + part + after;
  }
  return result;
}

/** Reads each mutation; returns how many were refused. Every number of what is read is finite, missing or a category. */
function refusedOf(
  name: string,
  trials: number,
  texts: readonly string[],
  read: (text: string) => ReturnType<typeof parseCsv>,
) {
  const stream = randomStream(name);
  let refused = 0;
  for (let trial = 0; trial < trials; trial++) {
    const text = mutated(texts[trial % texts.length], stream);
    try {
      const { X, y, features, classNames } = read(text);
      const wrong = X.data.findIndex((value, i) => {
        const feature = features[i % X.cols];
        if (Number.isNaN(value)) return false;
        return feature.kind === 'numeric' ? !Number.isFinite(value) : feature.categories[value] === undefined;
      });
      if (wrong >= 0 || y.length !== X.rows || y.some((c) => classNames[c] === undefined)) {
        throw new Error('what was read does not fit together');
      }
    } catch (error) {
      if (!(error instanceof TableError || error instanceof ArffError)) {
        throw new Error(`trial ${trial}: ${JSON.stringify(text)}`, { cause: error });
      }
      if (!/^(s|ARFF)/.test(error.message)) throw error;
      refused++;
    }
  }
  return refused;
}

describe('mutated tables are read, or refused by name', () => {
  it('CSV: 3,000', () => {
    const target = (text: string) => (text.includes('kind') ? 'kind' : 'y');
    const refused = refusedOf('csv', 3000, csvTexts, (text) =>
      parseCsv(text, { target: target(text), source: 's' }),
    );
    expect(refused).toBeGreaterThan(600);
    expect(refused).toBeLessThan(2900);
  });

  it('ARFF: 1,500', () => {
    const refused = refusedOf('arff', 1500, [arffText], (text) => arffTable(text, 's', { target: 'y' }));
    expect(refused).toBeGreaterThan(300);
    expect(refused).toBeLessThan(1450);
  });
});
