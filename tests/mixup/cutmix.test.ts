import { describe, expect, it } from 'vitest';
import { classConditional } from '../../lib/density/class-conditional';
import { fitGaussian } from '../../lib/density/gaussian';
import { relabel } from '../../lib/genlabel/relabel';
import { relabelled } from '../../lib/genlabel/relabelled';
import { accuracies } from '../../lib/kernels/classify';
import { batchDraws, numReplaced } from '../../lib/kernels/draws';
import { trainSweep as trainBySweep } from '../../lib/kernels/train-sweep';
import type { Batch } from '../../lib/mixup/augmentation';
import { cutBatch, cutmix } from '../../lib/mixup/cutmix';
import { oneHot } from '../../lib/mixup/one-hot';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { accuracy } from '../../lib/train/forward';
import { trainingOptions } from '../../lib/train/genlabel';
import { trainSweep } from '../../lib/train/sweep';
import { normalPoints } from '../oracles/random-points';

const classes = Array.from({ length: 9 }, (_, i) => i % 3);

function batchOf(d: number): Batch {
  const X = normalPoints(9, d, randomStream('batch').split(d));
  return { X, labels: oneHot(classes, 3), indices: Int32Array.from(classes.keys()) };
}

/** Pearson's statistic of counts against equal ones, and its bound: mean df, variance 2 df, 4 standard errors above. */
function expectEven(counts: readonly number[]): void {
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  const statistic = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
  const df = counts.length - 1;
  expect(statistic).toBeLessThan(df + 4 * Math.sqrt(2 * df));
}

describe('cutmix', () => {
  it('takes every value from one of two parents, and weighs labels by the share of features', () => {
    for (const d of [1, 2, 5, 13]) {
      const batch = batchOf(d);
      const stream = randomStream('parents').split(d);
      for (let t = 0; t < 50; t++) {
        const { X, labels, lambda, partners, replaced } = cutBatch(batch, { alpha: 1 }, stream);
        expect([...partners].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
        for (let i = 0; i < 9; i++) {
          const parents = [i, partners[i]];
          for (let f = 0; f < d; f++) {
            expect(X.data[i * d + f]).toBe(batch.X.data[parents[replaced[f]] * d + f]);
          }
          const kept = replaced.filter((flag) => flag === 0).length / d;
          expect(lambda).toBe(kept);
          const label = [0, 0, 0];
          label[classes[i]] += kept;
          label[classes[partners[i]]] += 1 - kept;
          label.forEach((value, c) => {
            expect(labels.data[i * 3 + c]).toBeCloseTo(value, 15);
          });
        }
      }
    }
  });

  it('replaces round((1 - lambda) d) features', () => {
    // By counting: the number whose share is nearest to 1 - lambda.
    for (const d of [1, 2, 4, 13]) {
      for (let step = 0; step <= 1000; step++) {
        const lambda = step / 1000;
        const counts = Array.from({ length: d + 1 }, (_, count) => Math.abs(count - (1 - lambda) * d));
        expect(counts[numReplaced(lambda, d)]).toBeLessThanOrEqual(Math.min(...counts) + 1e-12);
      }
    }
    expect([numReplaced(1, 4), numReplaced(0, 4)]).toEqual([0, 4]);
  });

  it('is one of the parents with one feature', () => {
    const stream = randomStream('one');
    const lambdas = Array.from({ length: 100 }, () => cutBatch(batchOf(1), { alpha: 1 }, stream).lambda);
    expect(new Set(lambdas)).toEqual(new Set([0, 1]));
  });

  it('has a mean share of 1/2, the sizes of the rounded law, and every set of a size equally often', () => {
    const draws = 24_000;
    const stream = randomStream('sets');
    const sizes = new Float64Array(5);
    const pairs = new Map<string, number>();
    for (let t = 0; t < draws; t++) {
      const { replaced } = cutBatch(batchOf(4), { alpha: 1 }, stream);
      const size = replaced.reduce((a, b) => a + b, 0);
      sizes[size]++;
      if (size === 2) pairs.set(replaced.join(''), (pairs.get(replaced.join('')) ?? 0) + 1);
    }
    // lambda is uniform: sizes 0 and 4 have half an interval of rounding, 1/8; the others 1/4. k = 4, n = 24,000.
    [1 / 8, 1 / 4, 1 / 4, 1 / 4, 1 / 8].forEach((p, size) => {
      expect(Math.abs(sizes[size] / draws - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / draws));
    });
    expect(pairs.size).toBe(6);
    expectEven([...pairs.values()]);
  });

  it('cuts the given share of the batches, and leaves the others whole', () => {
    const draws = 10_000;
    for (const probability of [0, 0.5]) {
      const stream = randomStream('share of batches').split(probability);
      let whole = 0;
      for (let t = 0; t < draws; t++) {
        const batch = batchOf(2);
        const { X, labels, lambda } = cutBatch(batch, { alpha: 1, probability }, stream);
        if (lambda !== 1) continue;
        whole++;
        if (t < 100) expect({ X, labels }).toEqual({ X: batch.X, labels: batch.labels });
      }
      // Of two features none is replaced in a quarter of the cuts. k = 4, n = 10,000.
      const p = 1 - 0.75 * probability;
      expect(Math.abs(whole / draws - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / draws));
      const options = { n: draws, batchSize: 1, alpha: 1, cutFeatures: 2, cutProbability: probability };
      const { lambdas } = batchDraws(stream.split('draws'), options)();
      const kept = lambdas.filter((lambda) => lambda === 1).length;
      expect(Math.abs(kept / draws - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / draws));
    }
  });

  it('leaves the batch as it is, and gives equal batches for equal seeds', () => {
    const batch = batchOf(3);
    const before = [...batch.X.data, ...batch.labels.data];
    const first = cutmix({ alpha: 0.5 })(batch, randomStream(7));
    expect(cutmix({ alpha: 0.5 })(batch, randomStream(7))).toEqual(first);
    expect(cutmix({ alpha: 0.5 })(batch, randomStream(8))).not.toEqual(first);
    expect([...batch.X.data, ...batch.labels.data]).toEqual(before);
  });

  it('refuses an alpha that is no parameter of a Beta law, and points without features', () => {
    for (const alpha of [0, -1, Number.NaN, Infinity]) {
      expect(() => cutmix({ alpha })).toThrow(/alpha is/);
    }
    expect(() => cutmix({ alpha: 1, probability: 1.5 })).toThrow(/probability is 1.5/);
    const empty = { ...batchOf(1), X: { data: new Float64Array(0), rows: 9, cols: 0 } };
    expect(() => cutmix({ alpha: 1 })(empty, randomStream(1))).toThrow(/no feature/);
  });

  it('is relabelled by GenLabel, with the same points', () => {
    const batch = batchOf(4);
    const model = classConditional(batch.X, classes, 3, (points) => fitGaussian(points, { ridge: 0.1 }));
    const options = { model, gamma: 0.4 };
    const plain = cutmix({ alpha: 1 })(batch, randomStream(3));
    const { X, labels } = relabelled(cutmix({ alpha: 1 }), options)(batch, randomStream(3));
    expect(X).toEqual(plain.X);
    expect(labels).toEqual(relabel(plain.X, plain.labels, options));
    expect(labels).not.toEqual(plain.labels);
    expect(() => relabelled(cutmix({ alpha: 1 }), { model, gamma: 2 })).toThrow(/gamma is 2/);
  });
});

describe('the draws of CutMix in sweeps', () => {
  it('follow the law of cutmix: whole shares as lambdas, sets of that size', () => {
    const next = batchDraws(randomStream('draws'), { n: 24_000, batchSize: 1, alpha: 1, cutFeatures: 4 });
    const { lambdas, featureWeights } = next();
    const sizes = new Float64Array(5);
    const pairs = new Map<string, number>();
    lambdas.forEach((lambda, step) => {
      const weights = [...featureWeights!.subarray(4 * step, 4 * step + 4)];
      expect(weights.every((weight) => weight === 0 || weight === 1)).toBe(true);
      const kept = weights.reduce((a, b) => a + b, 0);
      expect(lambda).toBe(kept / 4);
      sizes[kept]++;
      if (kept === 2) pairs.set(weights.join(''), (pairs.get(weights.join('')) ?? 0) + 1);
    });
    [1 / 8, 1 / 4, 1 / 4, 1 / 4, 1 / 8].forEach((p, size) => {
      expect(Math.abs(sizes[size] / 24_000 - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 24_000));
    });
    expect(pairs.size).toBe(6);
    expectEven([...pairs.values()]);
  });

  it('have the rows, partners and unrounded lambdas of mixup', () => {
    const options = { n: 50, batchSize: 16, alpha: 1, shuffle: true };
    const plain = batchDraws(randomStream(5), options)();
    const cut = batchDraws(randomStream(5), { ...options, cutFeatures: 10 })();
    expect([cut.first, cut.second]).toEqual([plain.first, plain.second]);
    cut.lambdas.forEach((share, step) => {
      expect(Math.abs(share - plain.lambdas[step])).toBeLessThanOrEqual(0.05 + 1e-12);
    });
  });

  it('train as well as the plain trainer does with the augmentation', () => {
    // Two classes, 3 deviations apart in each of two features: about 98 % whoever trains.
    const stream = randomStream('two trainers');
    const X = matrix(
      Array.from({ length: 200 }, (_, i) => [3 * (i % 2) + stream.normal(), 3 * (i % 2) + stream.normal()]),
    );
    const y = Int32Array.from({ length: 200 }, (_, i) => i % 2);
    const common = { epochs: 100, batchSize: 64 };
    const [{ network }] = trainSweep(
      { training: { X, y }, numClasses: 2, augmentation: cutmix({ alpha: 1 }) },
      [0.1],
      trainingOptions(common),
      stream.split('plain'),
    );
    const { models } = trainBySweep({
      ...{ ...common, X, y, numClasses: 2, labels: 'mixup', mixing: 'cutmix', shuffle: true },
      configurations: [{ learningRate: 0.1 }],
      stream: stream.split('sweep'),
    });
    expect(Math.abs(accuracy(network, X, y) - accuracies(models, { X, y })[0])).toBeLessThan(0.02);
    expect(accuracy(network, X, y)).toBeGreaterThan(0.95);
  });
});
