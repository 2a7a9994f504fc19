import { spawn } from 'node:child_process';
import { existsSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../lib/data/dataset';
import { loadOpenml } from '../../lib/data/openml';
import { synthetic } from '../../lib/data/synthetic';
import { FixtureRepository, finished } from '../jupyter/fixture-repository';

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
  it.each([['0'], ['two'], ['1.5']])(
    'names GENLABEL_WORKERS=%s as what is wrong, for every command with threads',
    async (text) => {
      for (const args of [
        ['train', at('none.csv'), '--target', 'class'],
        ['worker', '--queue', 'redis://127.0.0.1:1'],
      ]) {
        const { status, stderr } = await repository.run(args, { GENLABEL_WORKERS: text });
        expect([status, stderr]).toEqual([
          2,
          `genlabel: ${args[0]}: GENLABEL_WORKERS is ${text}, expected a positive integer; set it, or give --workers\n`,
        ]);
      }
      const { status, stderr } = await repository.run([
        'worker',
        '--queue',
        'redis://127.0.0.1:1',
        '--workers',
        text,
      ]);
      expect(status).toBe(2);
      expect(stderr).toMatch(/^genlabel: worker: --workers: got .*expected a[^\n]*\n$/);
    },
  );

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
      /vanilla +\d+\.\d\d +\d+\.\d\d +\d\.\d\d\d\n/,
      /fewer than 5 splits give no interval/,
      /vanilla to convergence \(L-BFGS\) +\d/,
      /always the commonest class +50\.00 +50\.00 +0\.693\n/,
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

  it('trains in threads: the same bytes for any number of them, in the time that it is given', async () => {
    const args = ['train', at('moons.csv'), '--target', 'class', '--splits', '3', '--folds', '3', '--out'];
    const outs = ['1', '2', '3'].map((workers) => [at(`w${workers}.json`), '--workers', workers]);
    const runs = [];
    for (const out of outs) runs.push(await repository.run([...args, ...out]));
    const texts = runs.map(({ stdout }) => stdout.replace(/Wrote .*/, ''));
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).toBe(texts[0]);
    expect(readFileSync(outs[1][0])).toEqual(readFileSync(outs[0][0]));
    expect(readFileSync(outs[2][0])).toEqual(readFileSync(outs[0][0]));
    const cut = await repository.run([...args, at('cut.json'), '--workers', '2', '--max-minutes', '1e-6']);
    expect(cut.stdout).toMatch(/Time was up .* after 1 of 3 splits/);
    expect([cut.status, cut.stderr]).toEqual([0, 'Training: 8 models chosen by cross-validation\n']);
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

  it('take equal numbers for one class, name unknown classes, and advise nothing that the command lacks', async () => {
    const rows = (cell: (i: number) => string) =>
      Array.from(
        { length: 40 },
        (_, i) => `${((i * 7) % 40) / 9},${(i * 7) % 40 > 20 ? i % 3 : 4},${cell(i)}\n`,
      ).join('');
    const isHigh = (i: number) => (i * 7) % 40 > 20;
    writeFileSync(at('zero.csv'), `a,b,y\n${rows((i) => (isHigh(i) ? '1' : i % 4 ? '0' : '0.0'))}`);
    const model = at('zero.json');
    const trained = await repository.run(['train', at('zero.csv'), '--target', 'y', ...few, '--out', model]);
    expect(trained.stdout).toMatch(/2 classes: 0 \(\d+\), 1 \(\d+\)/);
    writeFileSync(at('one.csv'), `a,b,y\n${rows((i) => (i === 3 ? 'x' : isHigh(i) ? '1.0' : '0.00'))}`);
    const { stderr } = await repository.run(['predict', model, at('one.csv')]);
    expect(stderr).toMatch(/holds 1 classes that the model does not know \("x"; 1 rows\); it knows "0", "1"/);
    expect(stderr).toMatch(
      /holds the classes of 39 rows of classes that the model knows: 3\d predicted correctly/,
    );
    writeFileSync(at('text.csv'), `a,b,y\n${rows(() => '1').replace('4', 'four')}`);
    const refused = await repository.run(['predict', model, at('text.csv')]);
    expect(refused.stderr).toMatch(
      /line \d+: column "b" holds "four", expected a number as 39 of its 40 values are; correct/,
    );
    expect(refused.stderr).not.toMatch(/--nominal|--drop/);
  });

  it.skipIf(process.platform === 'win32')(
    'write their text to who reads it, or say in one line that they cannot',
    { timeout: 180_000 },
    async () => {
      const shell = (script: string) =>
        finished(spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] }));
      const genlabel = `${process.execPath} ${join(repository.root, 'lib', 'genlabel.cjs')}`;
      const train = `${genlabel} train ${at('moons.csv')} --target class ${few.join(' ')}`;
      const cut = await shell(`${train} --out ${at('cut.json')} | head -1`);
      expect(cut.stdout).toMatch(/moons\.csv: 80 rows/);
      expect(cut.stderr).not.toMatch(/EPIPE|at /);
      expect(JSON.parse(readFileSync(at('cut.json'), 'utf8')).format).toBe('genlabel-classifier');
      if (!existsSync('/dev/full')) return;
      const full = await shell(`${genlabel} predict ${at('one.json')} ${at('moons.csv')} > /dev/full`);
      expect(full.stderr).toMatch(
        /^genlabel: cannot write to standard output: no space is left on the device/m,
      );
      expect(full.stderr).not.toMatch(/ {4}at /);
      expect(full.status).toBe(1);
      const device = await shell(`${train} --out /dev/full`);
      expect(device.stderr).toMatch(
        /cannot write \/dev\/full .*free some, or give another file \(--out\)\n$/,
      );
      expect(device.status).toBe(1);
      const piped = await shell(`${genlabel} predict ${at('one.json')} ${at('moons.csv')} --out /dev/stdout`);
      expect(piped.stdout.split('\n')).toHaveLength(82);
    },
  );

  it('never write over what they read, by whatever name', async () => {
    const path = at('precious.csv');
    const text = csvOf(moons);
    writeFileSync(path, text);
    symlinkSync(path, at('link.csv'));
    linkSync(path, at('hard.csv'));
    for (const out of [path, at('link.csv'), at('hard.csv')]) {
      const trained = await repository.run(['train', path, '--target', 'class', ...few, '--out', out]);
      expect(trained.stderr).toBe(
        `genlabel: train: --out: ${out}: it is read, and would be lost; give another file (--out)\n`,
      );
      expect(trained.status).toBe(2);
    }
    const model = readFileSync(at('one.json'), 'utf8');
    for (const out of [path, at('one.json')]) {
      const predicted = await repository.run(['predict', at('one.json'), path, '--out', out]);
      expect(predicted.stderr).toMatch(/it is read, and would be lost/);
      expect(predicted.status).toBe(2);
    }
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readFileSync(at('one.json'), 'utf8')).toBe(model);
  });

  it('tell in one line what is wrong', { timeout: 180_000 }, async () => {
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
        ['train', at('moons.csv'), '--out', join(at('moons.csv'), 'm.json')],
        2,
        /--out:.*(ENOTDIR|is a file)/,
      ],
      [['train', at('moons.csv'), '--target', 'class', '--workers', '0'], 2, /--workers: got 0/],
      [['train', at('moons.csv'), '--target', 'class', '--max-minutes', '0'], 2, /--max-minutes: got 0/],
      [
        ['train', at('moons.csv'), '--target', 'class', '--splits', '1e9'],
        1,
        /splits is 1000000000, expected/,
      ],
      [['train', at('one-class.csv'), '--target', 'y', '--workers', '2'], 1, /every row is of class u/],
      [['train', at('moons.csv'), '--encoding', 'one-hot'], 2, /nominal columns is --categories one-hot/],
      [['train', at('moons.csv'), '--seed', '1', '--seed', '2'], 2, /--seed is given twice/],
      [
        ['train', at('moons.csv'), '--target', 'class', '--method', 'best'],
        2,
        /expected vanilla or mixup or genlabel/,
      ],
      [['train', at('one-class.csv'), '--target', 'y'], 1, /one-class\.csv: every row is of class u/],
      [
        ['train', at('moons.csv'), '--workers', '1e9'],
        2,
        /--workers: got 1000000000, expected \d+ threads at most/,
      ],
      [
        ['train', at('moons.csv'), '--target', 'class', '--drop', 'x1', '--keep', 'x1'],
        1,
        /the column "x1" is to be dropped \(--drop x1\) and used \(--keep x1\); give one of them/,
      ],
      [
        ['train', at('moons.csv'), '--target', 'class', '--drop', 'x1', '--nominal', 'x1'],
        1,
        /is to be dropped \(--drop x1\) and used \(--nominal x1\)/,
      ],
      [
        ['predict', repository.root, at('moons.csv')],
        1,
        /this is a folder, expected a model that genlabel train/,
      ],
      [['train', ''], 2, /train: got "" as file\.csv\|file\.arff/],
      ...(existsSync('/proc/self')
        ? [
            [['train', at('moons.csv'), '--out', '/proc/none'], 2, /--out: \/proc\/none: /] as [
              string[],
              number,
              RegExp,
            ],
          ]
        : []),
      [['train', at('moons.csv'), '--out', ''], 2, /--out: "": expected the name of a file/],
      [
        ['train', at('moons.csv'), '--max-minutes', '-1'],
        2,
        /--max-minutes: got -1, expected a number above 0/,
      ],
      [['train', at('moons.csv'), '--target', '-1'], 1, /there is no column "-1"/],
      [['predict', at('one.json'), at('moons.csv'), '--delimiter', '-,'], 1, /the delimiter is "-,"/],
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
