import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dataset, Feature } from '../../../lib/data/dataset';
import { prepareColumns } from '../../../lib/data/prepared-column';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { classify, featuresOf } from '../../../lib/train/own-data/classifier';
import { warningsOf } from '../../../lib/train/own-data/classifier-diagnosis';
import { loadClassifier, saveClassifier } from '../../../lib/train/own-data/classifier-file';
import { cautionsOf, compareMethods } from '../../../lib/train/own-data/compare-methods';
import { trainClassifier } from '../../../lib/train/own-data/train-classifier';

const folder = mkdtempSync(join(tmpdir(), 'classifier-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Normal classes around `centres` (a line, so that the middle ones are intruded upon), and a nominal column. */
function around(centres: readonly number[], perClass: number, spread = 0.3): Dataset {
  const stream = randomStream('around');
  const y = Int32Array.from({ length: centres.length * perClass }, (_, i) => i % centres.length);
  const rows = Array.from(y, (c, i) => [centres[c] + spread * stream.normal(), stream.normal(), i % 2]);
  rows[3][0] = Number.NaN;
  rows[4][2] = Number.NaN;
  const features: Feature[] = [
    { name: 'place', kind: 'numeric' },
    { name: 'noise', kind: 'numeric' },
    { name: 'kind', kind: 'nominal', categories: ['u', 'v'] },
  ];
  const classNames = centres.map((_, c) => `class ${c}`);
  return {
    name: 'around',
    X: matrix(rows),
    y,
    features,
    featureNames: features.map(({ name }) => name),
    classNames,
  };
}

const line = around([-3, 0, 3], 24);
const options = { splits: 3, folds: 3, seed: 7 } as const;

describe('trainClassifier', () => {
  it('learns classes that are apart, finds the intrusion and the good fit, and keeps GenLabel', async () => {
    const { accuracies, diagnosis, warnings, classifier } = await trainClassifier(line, options);
    expect(accuracies.vanilla.mean).toBeGreaterThan(0.9);
    expect(accuracies.genLabel.mean).toBeGreaterThan(0.9);
    // Definition 1: the outer pair, 2 of 9, on about half of its segment.
    expect(diagnosis.intrusion).toBeGreaterThan(0.05);
    expect(diagnosis.intrusion).toBeLessThan(0.25);
    expect(diagnosis.fit.gaussian).toBeGreaterThan(0.95);
    expect(warnings.join()).toMatch(/manifold intrusion.*GenLabel is made for this/);
    expect((classifier.provenance.chosen as { method: string }).method).toMatch(/^genLabel/);
    const { classes, probabilities } = classify(classifier, line.X);
    const right = classes.filter((c, i) => c === line.y[i]).length / classes.length;
    expect(right).toBeGreaterThan(0.9);
    for (let i = 0; i < classes.length; i++) {
      const shares = [...probabilities.data.subarray(3 * i, 3 * i + 3)];
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 14);
      expect(shares.indexOf(Math.max(...shares))).toBe(classes[i]);
    }
  });

  it('is the same for equal seeds, another for another, and measures on 30 % of the rows', async () => {
    const [first, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => trainClassifier(line, { ...options, seed })),
    );
    expect(again).toEqual(first);
    expect(other.classifier.model).not.toEqual(first.classifier.model);
    expect(first.testSize).toBe(22);
    for (const row of first.perSplit) {
      for (const value of Object.values(row)) expect(Number((value * 22).toFixed(9)) % 1).toBe(0);
    }
  });

  it('keeps the model of the method that is asked for, trained on the same batches', async () => {
    const vanilla = (await trainClassifier(line, { ...options, method: 'vanilla' })).classifier;
    const genLabel = (await trainClassifier(line, options)).classifier;
    expect((vanilla.provenance.chosen as { method: string }).method).toBe('vanilla');
    expect(vanilla.model).not.toEqual(genLabel.model);
    expect(vanilla.columns).toEqual(genLabel.columns);
  });

  it('reports every fit', async () => {
    const seen: string[] = [];
    await trainClassifier(line, {
      ...options,
      splits: 2,
      onProgress: ({ done, total }) => seen.push(`${done}/${total}`),
    });
    expect(seen).toEqual(Array.from({ length: 13 }, (_, i) => `${i}/12`));
  });

  it('scores by chance where there is no signal, and warns of the densities', async () => {
    const stream = randomStream('no signal');
    const rows = Array.from({ length: 120 }, () => [stream.normal(), stream.normal()]);
    const features: Feature[] = ['a', 'b'].map((name) => ({ name, kind: 'numeric' }));
    const y = Int32Array.from(stream.permutation(120), (i) => i % 2);
    const data = {
      name: 'noise',
      X: matrix(rows),
      y,
      features,
      featureNames: ['a', 'b'],
      classNames: ['u', 'v'],
    };
    const { accuracies, warnings } = await trainClassifier(data, { splits: 10, folds: 3 });
    // One data set, so at most 120 independent rows: 4 standard errors of a share of 1/2.
    for (const { mean } of Object.values(accuracies)) {
      expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / 120));
    }
    expect(warnings.join()).toMatch(/densities fit poorly/);
  });

  it.each([
    [{ ...line, y: line.y.map(() => 0) }, {}, /every row is of class class 0/],
    [{ ...line, y: line.y.map((c, i) => (i === 5 ? 2 : c % 2)) }, {}, /class "class 2" has one row/],
    [around([0, 1], 4), {}, /8 rows, but 2 classes and 6 folds.*need 12.*fewer folds/],
    [line, { splits: 1 }, /splits is 1/],
    [line, { folds: 1 }, /folds is 1/],
  ])('refuses what it cannot train on (%#)', async (data, more, message) => {
    await expect(trainClassifier(data, more)).rejects.toThrow(message);
  });
});

describe('classify', () => {
  it('is the softmax of W x + v on prepared features', () => {
    const columns = [
      { name: 'a', kind: 'numeric', substitute: 1, shift: 1, divisor: 2 },
      { name: 'k', kind: 'nominal', encoding: 'one-hot', categories: ['u', 'v'], substitute: 1 },
    ] as const;
    const model = {
      weights: matrix([
        [1, 2, 0],
        [0, 0, -1],
      ]),
      bias: Float64Array.of(0.5, 0),
    };
    const X = matrix([
      [3, 0],
      [Number.NaN, Number.NaN],
    ]);
    expect([...prepareColumns(columns, X).data]).toEqual([1, 1, 0, 0, 0, 1]);
    const { classes, probabilities } = classify({ columns, model }, X);
    // Logits 3.5 and 0; then 0.5 and -1.
    expect(probabilities.data[0]).toBeCloseTo(1 / (1 + Math.exp(-3.5)), 14);
    expect(probabilities.data[3]).toBeCloseTo(1 / (1 + Math.exp(1.5)), 14);
    expect([...classes]).toEqual([0, 0]);
    expect(featuresOf({ columns })).toEqual([
      { name: 'a', kind: 'numeric' },
      { name: 'k', kind: 'nominal', categories: ['u', 'v'] },
    ]);
    expect(() => classify({ columns, model }, matrix([[1, 2]]))).toThrow(/"k" holds 2/);
    expect(() => classify({ columns, model }, matrix([[Number.POSITIVE_INFINITY, 0]]))).toThrow(
      /finite features/,
    );
  });
});

describe('saveClassifier and loadClassifier', () => {
  it('keep every bit, write equal bytes for equal models, and leave no other file', async () => {
    const { classifier } = await trainClassifier(line, { ...options, nominal: 'integer' });
    const paths = [join(folder, 'a', 'one.json'), join(folder, 'a', 'two.json')];
    for (const path of paths) await saveClassifier(path, classifier);
    expect(readFileSync(paths[0])).toEqual(readFileSync(paths[1]));
    expect(readdirSync(join(folder, 'a'))).toEqual(['one.json', 'two.json']);
    const loaded = await loadClassifier(paths[0]);
    expect(loaded.model).toEqual(classifier.model);
    expect(classify(loaded, line.X)).toEqual(classify(classifier, line.X));
    expect(loaded.provenance).toMatchObject({ node: process.version, settings: { seed: 7, folds: 3 } });
  });

  it('refuses what is no model, saying why', async () => {
    const { classifier } = await trainClassifier(line, options);
    const path = join(folder, 'model.json');
    await saveClassifier(path, classifier);
    const good = JSON.parse(readFileSync(path, 'utf8'));
    const withColumn = (change: object, j = 0) =>
      JSON.stringify({
        ...good,
        columns: good.columns.map((column: object, i: number) =>
          i === j ? { ...column, ...change } : column,
        ),
      });
    const damaged: [string, RegExp][] = [
      ['a,b\n', /is no JSON/],
      ['null', /is no model that genlabel train wrote/],
      [JSON.stringify({ ...good, version: 2 }), /has version 2, expected 1/],
      [JSON.stringify({ ...good, bias: [1] }), /no bias of 3 numbers/],
      [JSON.stringify({ ...good, weights: good.weights.slice(1) }), /no weights of 3 x 4/],
      [
        JSON.stringify({ ...good, columns: [{ name: 'a' }] }),
        /column 1 \("a"\) is neither numeric nor nominal/,
      ],
      [withColumn({ name: undefined }), /column 1 has no name/],
      [withColumn({ substitute: null }), /column 1 \("place"\) has no number as substitute/],
      [withColumn({ divisor: 0 }), /column 1 \("place"\) has the divisor 0/],
      [withColumn({ name: 'noise' }), /names column "noise" twice/],
      [withColumn({ name: 'class' }), /names "class" as target and as column of the features/],
      [
        withColumn({ substitute: 4 }, 2),
        /column 3 \("kind"\) has the substitute 4, expected.*one of its 2 categories/,
      ],
      [withColumn({ substitute: -1 }, 2), /has the substitute -1/],
      [withColumn({ substitute: 0.5 }, 2), /has the substitute 0.5/],
      [withColumn({ categories: ['u', 'u'] }, 2), /names category "u" twice/],
      [withColumn({ categories: [] }, 2), /has no list of categories/],
      [withColumn({ categories: ['u', 1] }, 2), /has no list of categories/],
      [JSON.stringify({ ...good, classNames: ['a', 'b', 'a'] }), /names class "a" twice/],
    ];
    for (const [text, message] of damaged) {
      writeFileSync(path, text);
      await expect(loadClassifier(path)).rejects.toThrow(message);
    }
    await expect(loadClassifier(join(folder, 'none.json'))).rejects.toThrow(/there is no such file/);
  });
});

describe('advice', () => {
  const fit = { gaussian: 0.97, gaussianWithPriors: 0.97, kernel: 1, kernelWithPriors: 1 };
  const base = { intrusion: 0, intrusionDraws: 2000, fit };

  it("follows the paper's 95 % rule, and says when the chosen density misses it", () => {
    expect(warningsOf(base, 'gaussian')).toEqual([]);
    expect(warningsOf({ ...base, fit: { ...fit, gaussian: 0.95, kernel: 0.95 } }, 'kernel').join()).toMatch(
      /^The class densities fit poorly: the better one classifies 95\.0 %/,
    );
    expect(warningsOf({ ...base, fit: { ...fit, gaussian: 0.9 } }, 'gaussian').join()).toMatch(
      /^The Gaussian densities, which cross-validation chose.*90\.0 %/,
    );
    expect(warningsOf({ ...base, fit: { ...fit, gaussian: 0.9 } }, 'kernel')).toEqual([]);
    expect(warningsOf({ ...base, intrusion: 0.05 }, 'kernel').join()).toMatch(/GenLabel is made for this/);
  });

  it('warns where GenLabel is worse on the splits, with paired intervals', () => {
    const row = (genLabel: number, vanilla: number) =>
      ({ vanilla, mixup: 0.5, genLabelGaussian: genLabel, genLabelKernel: 0.5, genLabel }) as const;
    const sizes = { testSize: 30, trainSize: 70 };
    const worse = compareMethods([row(0.5, 0.7), row(0.6, 0.8), row(0.55, 0.74)], sizes);
    expect(worse.differences[0]).toMatchObject({ method: 'genLabel', minus: 'vanilla' });
    expect(worse.differences[0].mean).toBeCloseTo(-0.59 / 3, 12);
    expect(cautionsOf(worse).join()).toMatch(/worse than vanilla training, by 19\.7 points/);
    expect(cautionsOf(compareMethods([row(0.7, 0.7), row(0.6, 0.8)], sizes))).toEqual([]);
  });
});
