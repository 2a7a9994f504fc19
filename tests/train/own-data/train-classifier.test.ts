import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Dataset, Feature } from '../../../lib/data/dataset';
import { prepareColumns } from '../../../lib/data/prepared-column';
import { fitColumns } from '../../../lib/data/preprocess';
import { kFold } from '../../../lib/data/splits';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { classify, featuresOf } from '../../../lib/train/own-data/classifier';
import { warningsOf } from '../../../lib/train/own-data/classifier-diagnosis';
import { loadClassifier, saveClassifier } from '../../../lib/train/own-data/classifier-file';
import type { FitProgress } from '../../../lib/train/own-data/classifier-options';
import { compareMethods } from '../../../lib/train/own-data/compare-methods';
import { cautionsOf } from '../../../lib/train/own-data/comparison-cautions';
import {
  type ComparisonPart,
  comparisonPart,
  type OnWork,
} from '../../../lib/train/own-data/comparison-part';
import { betterFit, fitLinear } from '../../../lib/train/own-data/fit-linear';
import { fitMethods } from '../../../lib/train/own-data/fit-methods';
import type { LinearMethod } from '../../../lib/train/own-data/linear-methods';
import { fitReference, relativeGradient } from '../../../lib/train/own-data/softmax-loss';
import type { SplitOutcome } from '../../../lib/train/own-data/split-outcome';
import { testScores } from '../../../lib/train/own-data/test-scores';
import { trainByParts } from '../../../lib/train/own-data/train-by-parts';
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

  it('tells of progress by what was done, after every epoch, and of the end once', async () => {
    const seen: FitProgress[] = [];
    await trainClassifier(line, { ...options, splits: 2, onProgress: (progress) => seen.push(progress) });
    // 3 parts of 3 sweeps on 3 folds of 100 epochs each, and the fits to all rows.
    expect(seen.length).toBeGreaterThan(2700);
    expect(seen[0].done).toBe(0);
    for (let i = 1; i < seen.length; i++) expect(seen[i].done).toBeGreaterThanOrEqual(seen[i - 1].done);
    const last = seen[seen.length - 1];
    expect(seen.filter(({ done, total }) => done === total)).toEqual([last]);
    expect(last.fits).toBe(12);
    // The sweeps of which it is told are those whose work was summed: fits to all rows have fewer epochs, that is all.
    const share = seen[seen.length - 2].done / last.total;
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThanOrEqual(0.99);
  });

  it('begins no split after its time, but measures one and trains the model', async () => {
    const whole = await trainClassifier(line, options);
    const cut = await trainClassifier(line, { ...options, maxMinutes: 1e-6 });
    expect(cut.perSplit).toEqual(whole.perSplit.slice(0, 1));
    expect(cut.classifier.model).toEqual(whole.classifier.model);
    expect(cut.warnings.join()).toMatch(/^Time was up \(0\.000001 minutes\) after 1 of 3 splits/);
    expect(cut.classifier.provenance.settings).toMatchObject({ splits: 1 });
    expect(cut.accuracies.genLabel.low).toBeNaN();
  });

  it('is the same however many parts are computed at a time, and in whatever order they end', async () => {
    const whole = await trainClassifier(line, options);
    const run = async (part: ComparisonPart, onWork: OnWork) => {
      const outcome = await comparisonPart(line, options, part, onWork);
      await new Promise((resolve) => setTimeout(resolve, part === 0 ? 200 : 0));
      return outcome;
    };
    expect(await trainByParts(line, options, { lanes: 3, run })).toEqual(whole);
  });

  it('fits mixup and the kernel method as when each has a sweep of its own, bit for bit', async () => {
    const columns = fitColumns(line.features, line.X, { scaling: 'standardised', nominal: 'one-hot' });
    const input = {
      training: { X: prepareColumns(columns, line.X), y: line.y },
      ...({ numClasses: 3, epochs: 30, keep: 'best', shuffle: true, trainsGenerator: true } as const),
      folds: kFold(72, 4),
      stream: randomStream('fits'),
    };
    const { genLabel, ...fits } = await fitMethods(input, async () => undefined);
    for (const [method, fit] of Object.entries(fits)) {
      const { rank, ...alone } = fitLinear(input, method as LinearMethod);
      expect(fit).toMatchObject(alone);
    }
    expect(genLabel).toBe(betterFit(fits.genLabelGaussian, fits.genLabelKernel));
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
    [line, { splits: 1e9 }, /splits is 1000000000, expected an integer from 2 to 10000/],
    [line, { folds: 1 }, /folds is 1/],
    [line, { epochs: 0 }, /epochs is 0/],
    [line, { seed: Number.NaN }, /seed is NaN/],
    [line, { maxMinutes: 0 }, /maxMinutes is 0, expected a finite number above 0/],
    [line, { exact: 'yes' }, /exact is yes, expected true or false/],
    [line, { method: 'genlabel' }, /method is "genlabel", expected one of "vanilla", "mixup", "genLabel"/],
    [line, { method: 'MixUp' }, /method is "MixUp"/],
    [
      line,
      { scaling: 'standard' },
      /scaling is "standard", expected one of "raw", "standardised", "min-max"/,
    ],
    [line, { nominal: 'onehot' }, /nominal is "onehot"/],
    [line, { split: 3 }, /no option "split"; did you mean splits\?/],
    [{ ...line, y: line.y.slice(1) }, {}, /data set around: y has 71 labels, expected 72/],
    [{ ...line, y: Int32Array.of(...line.y, 0) }, {}, /y has 73 labels/],
    [
      { ...line, y: line.y.map((c, i) => (i === 5 ? 3 : c)) },
      {},
      /y\[5\] is 3, expected an integer from 0 to 2/,
    ],
    [{ ...line, y: Float64Array.from(line.y, (c) => c / 2) }, {}, /y\[1\] is 0.5/],
    [{ ...line, X: { ...line.X, data: line.X.data.slice(1) } }, {}, /X is 72 x 3 with 215 values/],
    [{ ...line, features: line.features.slice(1) }, {}, /there are 2 features, expected 3/],
    [{ ...line, featureNames: ['a'] }, {}, /featureNames has 1 texts, expected 3/],
    [{ ...line, classNames: ['a', 'b', 'b'] }, {}, /class "b" is named twice/],
    [{ ...line, name: 7 }, {}, /its name is no text/],
  ])('refuses what it cannot train on (%#)', async (data, more, message) => {
    await expect(trainClassifier(data as Dataset, more as object)).rejects.toThrow(message);
  });
});

describe('the reference beside the methods', () => {
  it('is the minimum of the loss of vanilla training: its gradient is 0, that of a trained model is not', async () => {
    const columns = fitColumns(line.features, line.X, { scaling: 'standardised', nominal: 'one-hot' });
    const points = { X: prepareColumns(columns, line.X), y: line.y };
    const { model, loss } = fitReference(points, 3);
    expect(relativeGradient(points, model)).toBeLessThan(1e-4);
    const { classifier } = await trainClassifier(line, { ...options, method: 'vanilla' });
    const trained = relativeGradient(points, classifier.model);
    expect(trained).toBeGreaterThan(1e-4);
    expect(trained).toBeLessThan(1);
    // A naive loss, and its rise around the minimum.
    const lossAt = (change: (v: number, p: number) => number) => {
      const weights = model.weights.data.map(change);
      let total = 0;
      line.y.forEach((c, i) => {
        const logits = [0, 1, 2].map((k) =>
          [0, 1, 2, 3].reduce((sum, j) => sum + weights[4 * k + j] * points.X.data[4 * i + j], model.bias[k]),
        );
        total += Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[c];
      });
      const squares = [...weights, ...model.bias].reduce((sum, v) => sum + v * v, 0);
      return total / line.y.length + 0.5e-4 * squares;
    };
    expect(lossAt((v) => v)).toBeCloseTo(loss, 10);
    for (let p = 0; p < 12; p++) {
      for (const step of [-0.1, 0.1])
        expect(lossAt((v, q) => (p === q ? v + step : v))).toBeGreaterThan(loss);
    }
  });

  it('tells balanced accuracy and log loss', () => {
    const weights = { data: Float64Array.of(0, 2), rows: 2, cols: 1 };
    const points = { X: matrix([[-1], [1], [2], [1]]), y: Int32Array.of(0, 1, 1, 0) };
    const { balancedAccuracy, logLoss } = testScores({ weights, bias: new Float64Array(2) }, points);
    expect(balancedAccuracy).toBe(0.75);
    const losses = [-2, -2, -4, 2].map((z) => Math.log(1 + Math.exp(z)));
    expect(logLoss).toBeCloseTo(losses.reduce((a, b) => a + b, 0) / 4, 12);
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

  const sizes = { testSize: 30, trainSize: 70 };
  const row = (genLabel: number, vanilla: number, reference = vanilla, commonest = 0.4): SplitOutcome => {
    const score = { balancedAccuracy: 0.5, logLoss: 1 };
    const methods = { vanilla, mixup: 0.5, genLabelGaussian: genLabel, genLabelKernel: 0.5, genLabel };
    const scores = Object.fromEntries(Object.keys(methods).map((method) => [method, score]));
    return {
      accuracies: methods,
      scores: scores as SplitOutcome['scores'],
      reference: { ...score, accuracy: reference },
      commonest: { ...score, accuracy: commonest },
    };
  };
  const converged = { relativeGradient: 0.001, epochs: 100, mostEpochs: 100 };

  it('warns where GenLabel is worse on the splits, with paired intervals', () => {
    const rows = [row(0.5, 0.7), row(0.6, 0.8), row(0.55, 0.74), row(0.5, 0.7), row(0.6, 0.8)];
    const worse = compareMethods(rows, sizes);
    expect(worse.differences[0]).toMatchObject({ method: 'genLabel', minus: 'vanilla' });
    expect(worse.differences[0].mean).toBeCloseTo(-0.99 / 5, 12);
    expect(cautionsOf(worse, 'no', converged).join()).toMatch(/worse than vanilla training, by 19\.8 points/);
    const equal = [row(0.7, 0.7), row(0.6, 0.8), row(0.7, 0.6), row(0.6, 0.6), row(0.7, 0.7)];
    expect(cautionsOf(compareMethods(equal, sizes), 'no', converged)).toEqual([]);
  });

  it('scores the commonest class on the rows that the methods are scored on', async () => {
    const y = Int32Array.from({ length: 40 }, (_, i) => (i < 38 ? 0 : 1));
    const X = matrix(Array.from({ length: 40 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]));
    const features = ['a', 'b'].map((name) => ({ name, kind: 'numeric' }) as const);
    const data = { name: 'rare', X, y, features, featureNames: ['a', 'b'], classNames: ['common', 'rare'] };
    const { commonest } = await trainClassifier(data, { splits: 5, folds: 2, epochs: 2 });
    // 11 of 12 test rows, where 38 of all 40 are of the class; ln(40 / 38) where the training part has 27 and 1.
    expect(commonest.accuracy.mean).toBeCloseTo(11 / 12, 12);
    expect(commonest.balancedAccuracy).toBeCloseTo(0.5, 12);
    expect(commonest.logLoss).toBeCloseTo((-11 * Math.log(27 / 28) - Math.log(1 / 28)) / 12, 12);
  });

  it('gives no interval and no firm warning below five splits, and never one of width 0', () => {
    const two = compareMethods([row(0.5, 0.9), row(0.5, 0.9)], sizes);
    expect(two.accuracies.vanilla).toEqual({ mean: 0.9, low: NaN, high: NaN });
    expect(cautionsOf(two, 'no', converged)).toEqual([]);
    const five = compareMethods(
      Array.from({ length: 5 }, () => row(1, 0.9)),
      sizes,
    );
    // Wilson's interval of 27 and of 30 of 30 rows; a difference that no row contradicts, plus or minus 3 / 30.
    expect(five.accuracies.vanilla.low).toBeCloseTo(0.7438, 4);
    expect(five.accuracies.vanilla.high).toBeCloseTo(0.9654, 4);
    expect(five.accuracies.genLabel.low).toBeCloseTo(0.8865, 4);
    expect(five.accuracies.genLabel.high).toBeCloseTo(1, 12);
    expect(five.differences[0].low).toBeCloseTo(0, 12);
    expect(five.differences[0].high).toBeCloseTo(0.2, 12);
  });

  it('says where no method beats the commonest class, and where training has not converged', () => {
    const poor = compareMethods(
      Array.from({ length: 6 }, (_, i) => row(0.5, 0.5 + (i % 2) / 100, 0.7, 0.5)),
      sizes,
    );
    const texts = cautionsOf(poor, 'no', { ...converged, relativeGradient: 0.3 });
    expect(texts[0]).toMatch(
      /No method is better than always answering "no", the commonest class \(50\.0 % of the test rows\).*nothing was learned/,
    );
    const informed = { ...poor, commonest: { ...poor.commonest, logLoss: 1.2 } };
    expect(cautionsOf(informed, 'no', converged)[0]).toMatch(
      /smallest log loss is 1\.000, that of the class shares alone 1\.200: .*balanced accuracies too.* 50\.0 %/,
    );
    expect(texts[1]).toMatch(
      /has not converged: after 100 epochs.*30\.0 % of its norm.*70\.0 %.*--epochs 1000/,
    );
    const early = { relativeGradient: 0.3, epochs: 20, mostEpochs: 100 };
    const same = compareMethods(
      Array.from({ length: 6 }, (_, i) => row(0.8, 0.8 + (i % 2) / 100)),
      sizes,
    );
    expect(cautionsOf(same, 'no', early)).toEqual([]);
    expect(cautionsOf(same, 'no', { ...early, epochs: 95 })).toHaveLength(1);
  });
});
