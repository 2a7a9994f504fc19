import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../lib/data/dataset';
import { loadOpenml } from '../../lib/data/openml';
import { synthetic } from '../../lib/data/synthetic';
import { FixtureRepository } from '../jupyter/fixture-repository';

// cspell:ignore clas

const repository = new FixtureRepository();
afterAll(() => repository.remove());
const at = (name: string) => join(repository.root, name);

/** The set as CSV; every `holeEvery`-th field is empty, `?` or `NA` in turn. */
function csvOf({ X, y, features, classNames }: Dataset, holeEvery = Number.POSITIVE_INFINITY): string {
  const quoted = (text: string) => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  let count = 0;
  const field = (value: number, j: number) => {
    if (++count % holeEvery === 0) return ['', '?', 'NA'][(count / holeEvery) % 3];
    const feature = features[j];
    return feature.kind === 'nominal' ? quoted(feature.categories[value]) : String(value);
  };
  const rows = Array.from(y, (c, i) =>
    [...X.data.subarray(i * X.cols, (i + 1) * X.cols)].map(field).concat(quoted(classNames[c])),
  );
  return `${[[...features.map(({ name }) => quoted(name)), 'class'], ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

const moons = synthetic.moons({ n: 80, noise: 0.1, seed: 'command' });
const few = ['--splits', '2', '--folds', '3'];

describe('genlabel train and predict', () => {
  it('train, save and predict; the same seed writes the same bytes', async () => {
    writeFileSync(at('moons.csv'), csvOf(moons));
    const args = ['train', at('moons.csv'), '--target', 'class', ...few, '--seed', 'x', '--out'];
    const first = await repository.run([...args, at('one.json')]);
    const second = await repository.run([...args, at('two.json')]);
    expect([first.status, first.stderr]).toEqual([0, 'Training: 12 models chosen by cross-validation\n']);
    expect(second.stdout.replaceAll('two.json', 'one.json')).toBe(first.stdout);
    expect(readFileSync(at('two.json'))).toEqual(readFileSync(at('one.json')));
    expect(first.stdout).toMatch(/80 rows, 2 columns, target class with 2 classes: .*\(40\), .*\(40\)/);
    for (const line of [
      /vanilla +\d+\.\d\d +\[/,
      /GenLabel \(chosen\) − vanilla +[+−]\d/,
      /Manifold intrusion: /,
    ]) {
      expect(first.stdout).toMatch(line);
    }

    const { status, stdout, stderr } = await repository.run(['predict', at('one.json'), at('moons.csv')]);
    expect(status).toBe(0);
    const [header, ...rows] = stdout.trimEnd().split('\n');
    expect(header).toBe(['predicted class', ...moons.classNames.map((name) => `p(${name})`)].join(','));
    const right = rows.filter((row, i) => row.split(',')[0] === moons.classNames[moons.y[i]]).length;
    expect(right).toBeGreaterThan(60);
    expect(stderr).toContain(`${right} predicted correctly`);
  });

  it('writes predictions to a file where asked', async () => {
    const { status, stdout } = await repository.run([
      'predict',
      at('one.json'),
      at('moons.csv'),
      '--out',
      at('p.csv'),
    ]);
    expect([status, stdout]).toEqual([0, '']);
    expect(readFileSync(at('p.csv'), 'utf8').split('\n')).toHaveLength(82);
  });

  it('tell in one line what is wrong', async () => {
    writeFileSync(at('one-class.csv'), 'a,y\n1,u\n2,u\n');
    const refusals: [string[], number, RegExp][] = [
      [['train'], 2, /file\.csv\|file\.arff is missing/],
      [['train', 'a', 'b'], 2, /got b, expected 1 argument/],
      [['train', at('none.csv'), '--target', 'y'], 1, /none\.csv: there is no such file/],
      [['train', at('moons.csv')], 1, /which column is the class\?/],
      [['train', at('moons.csv'), '--target', 'clas'], 1, /did you mean "class"\?/],
      [['train', at('moons.csv'), '--target', 'class', '--splits', '1'], 2, /--splits: got 1/],
      [['train', at('moons.csv'), '--target', 'class', '--out', repository.root], 2, /is a folder/],
      [
        ['train', at('moons.csv'), '--target', 'class', '--method', 'best'],
        2,
        /expected vanilla or mixup or genlabel/,
      ],
      [['train', at('one-class.csv'), '--target', 'y'], 1, /one-class\.csv: every row is of class u/],
      [['predict', at('moons.csv'), at('moons.csv')], 1, /is no JSON, expected a model/],
      [['predict', at('one.json')], 2, /new\.csv\|new\.arff is missing/],
    ];
    for (const [args, code, message] of refusals) {
      const { status, stderr } = await repository.run(args);
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(status).toBe(code);
    }
  });
});

const noData = !process.env.GENLABEL_DATA;

describe.skipIf(noData)('genlabel train on OpenML sets (skipped unless GENLABEL_DATA has them)', () => {
  it('learns iris', async () => {
    writeFileSync(at('iris.csv'), csvOf(await loadOpenml(1413)));
    const args = ['train', at('iris.csv'), '--target', 'class', '--splits', '3', '--out', at('iris.json')];
    const { status, stdout } = await repository.run(args);
    expect(status).toBe(0);
    const accuracy = (name: RegExp) => Number(name.exec(stdout)?.[1]);
    expect(accuracy(/vanilla +([\d.]+)/)).toBeGreaterThan(85);
    expect(accuracy(/GenLabel \(chosen\) +([\d.]+)/)).toBeGreaterThan(85);
  });

  it('reads nominal inputs and missing values, and predicts rows that have them', async () => {
    writeFileSync(at('kidney.csv'), csvOf(await loadOpenml(945), 17));
    const args = [
      'train',
      at('kidney.csv'),
      '--target',
      'class',
      '--splits',
      '2',
      '--out',
      at('kidney.json'),
    ];
    const { status, stdout } = await repository.run(args);
    expect(status).toBe(0);
    expect(stdout).toMatch(/nominal, \d categories +\d+ missing/);
    const { columns } = JSON.parse(readFileSync(at('kidney.json'), 'utf8'));
    expect(columns.filter(({ kind }: { kind: string }) => kind === 'nominal')).toHaveLength(2);
    const predicted = await repository.run(['predict', at('kidney.json'), at('kidney.csv')]);
    expect(predicted.stdout.trimEnd().split('\n')).toHaveLength(77);
    expect(predicted.stderr).toMatch(/missing values, filled in as in training/);
  });
});
