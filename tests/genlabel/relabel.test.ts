import { describe, expect, it } from 'vitest';
import { classConditional } from '../../lib/density/class-conditional';
import { fitGaussian } from '../../lib/density/gaussian';
import { fitNearestNeighbor } from '../../lib/density/nearest-neighbor-density';
import { relabel } from '../../lib/genlabel/relabel';
import { relabelledMixup } from '../../lib/genlabel/relabelled-mixup';
import { mixBatch } from '../../lib/mixup/mixup';
import { oneHot } from '../../lib/mixup/one-hot';
import { type Matrix, matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { expectClose } from '../density/closeness';
import { naiveCovariance, naiveNormal } from '../oracles/naive-class-density';
import { normalPoints } from '../oracles/random-points';

/** A model whose class c has log density `logs[i][c]` at point i. */
const modelOf = (logs: number[][]) => ({ logDensities: () => matrix(logs) });
const points = matrix([[0], [1]]);
const mixupLabels = matrix([
  [0.25, 0.75, 0],
  [0, 1, 0],
]);
const logs = [
  [Math.log(1), Math.log(2), Math.log(5)],
  [Math.log(6), Math.log(1), Math.log(3)],
];
const generative = [
  [1 / 8, 2 / 8, 5 / 8],
  [6 / 10, 1 / 10, 3 / 10],
];

describe('relabel', () => {
  it('is eq. (1) for gamma 1, mixup for gamma 0, and the blend between', () => {
    for (const gamma of [0, 0.2, 0.5, 1]) {
      const expected = generative.flatMap((label, i) =>
        label.map((value, c) => gamma * value + (1 - gamma) * row(mixupLabels, i)[c]),
      );
      expectClose(relabel(points, mixupLabels, { model: modelOf(logs), gamma }).data, expected, 1e-15);
    }
  });

  it('is the posterior of Gaussian densities computed outside log space', () => {
    const X = normalPoints(40, 2, randomStream('points'));
    const y = Array.from({ length: 40 }, (_, i) => (X.data[2 * i] > 0 ? 1 : 0));
    const model = classConditional(X, y, 2, (own) => fitGaussian(own, { ridge: 0.1 }));
    const rowsOf = (c: number) => y.flatMap((label, i) => (label === c ? [[...row(X, i)]] : []));
    const parameters = [0, 1].map((c) => {
      const rows = rowsOf(c);
      const mean = [0, 1].map((j) => rows.reduce((sum, x) => sum + x[j] / rows.length, 0));
      const covariance = naiveCovariance(rows, rows.length).map((line, j) =>
        line.map((value, l) => value + (j === l ? 0.1 : 0)),
      );
      return { mean, covariance };
    });
    const queries = normalPoints(10, 2, randomStream('queries'));
    const expected = Array.from({ length: 10 }, (_, i) => {
      const p = parameters.map(({ mean, covariance }) => naiveNormal([...row(queries, i)], mean, covariance));
      return [p[0] / (p[0] + p[1]), p[1] / (p[0] + p[1])];
    });
    const labels = matrix(Array.from({ length: 10 }, () => [0.5, 0.5]));
    expectClose(relabel(queries, labels, { model, gamma: 1 }).data, expected.flat());
  });

  it('shares the generative label between the two likeliest classes where asked to', () => {
    const options = { model: modelOf(logs), gamma: 1, classes: 'two-likeliest' } as const;
    expectClose(relabel(points, mixupLabels, options).data, [0, 2 / 7, 5 / 7, 6 / 9, 0, 3 / 9]);
    const ties = { ...options, model: modelOf([[-1, -1, -1], [-Infinity, -Infinity, 0]]) }; // biome-ignore format: two points
    expectClose(relabel(points, mixupLabels, ties).data, [0.5, 0.5, 0, 0, 0, 1]);
  });

  it('keeps labels of one class where asked to, as B.1 does', () => {
    const options = { model: modelOf(logs), gamma: 0.5, sameClass: 'kept' } as const;
    const blended = generative[0].map((value, c) => 0.5 * value + 0.5 * row(mixupLabels, 0)[c]);
    expectClose(relabel(points, mixupLabels, options).data, [...blended, 0, 1, 0]);
  });

  it('weighs classes by their priors where they are given', () => {
    const logPriors = [0.6, 0.3, 0.1].map(Math.log);
    const joint = [0.6, 0.6, 0.5];
    const expected = [...joint.map((value) => value / 1.7), ...[3.6, 0.3, 0.3].map((value) => value / 4.2)];
    expectClose(relabel(points, mixupLabels, { model: modelOf(logs), gamma: 1, logPriors }).data, expected);
  });

  it('labels by the nearest point of the training set under 1-NN densities at that point', () => {
    const X = matrix([[0], [1], [10]]);
    const model = classConditional(X, [0, 1, 2], 3, (own) => fitNearestNeighbor(own));
    expectClose(relabel(points, mixupLabels, { model, gamma: 1 }).data, [1, 0, 0, 0, 1, 0]);
  });

  it('gives rows that sum to 1, without changing its arguments', () => {
    const before = mixupLabels.data.slice();
    for (const gamma of [0, 0.3, 1]) {
      const labels = relabel(points, mixupLabels, { model: modelOf(logs), gamma });
      expect(labels.data).not.toBe(mixupLabels.data);
      for (let i = 0; i < 2; i++) expect(row(labels, i).reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    }
    expect(mixupLabels.data).toEqual(before);
  });

  it('needs no density for gamma 0', () => {
    const model = { logDensities: (): Matrix => expect.unreachable() };
    expect(relabel(points, mixupLabels, { model, gamma: 0 })).toEqual(mixupLabels);
  });

  it('refuses a gamma outside [0, 1], other numbers of points or classes, and impossible points', () => {
    for (const gamma of [-0.1, 1.1, Number.NaN]) {
      expect(() => relabel(points, mixupLabels, { model: modelOf(logs), gamma })).toThrow(/gamma is/);
      expect(() => relabelledMixup({ model: modelOf(logs), gamma, alpha: 1 })).toThrow(/gamma is/);
    }
    expect(() => relabel(matrix([[0]]), mixupLabels, { model: modelOf(logs), gamma: 1 })).toThrow(
      /1 mixed points and 2 labels/,
    );
    const two = modelOf([[0, 0], [0, 0]]); // biome-ignore format: two points
    expect(() => relabel(points, mixupLabels, { model: two, gamma: 1 })).toThrow(
      /2 classes, the labels have 3/,
    );
    const far = modelOf([[0, 0, 0], [-Infinity, -Infinity, -Infinity]]); // biome-ignore format: two points
    expect(() => relabel(points, mixupLabels, { model: far, gamma: 1 })).toThrow(/row 1: every class/);
  });
});

describe('relabelledMixup', () => {
  const X = normalPoints(12, 2, randomStream('batch'));
  const batch = {
    X,
    labels: oneHot(Array.from({ length: 12 }, (_, i) => i % 3), 3), // biome-ignore format: one batch
    indices: Int32Array.from({ length: 12 }, (_, i) => i),
  };
  const model = classConditional(
    X,
    Array.from({ length: 12 }, (_, i) => i % 3),
    3,
    (
      own, // biome-ignore format: one model
    ) => fitGaussian(own, { ridge: 0.1 }),
  );

  it('mixes what mixup mixes, and relabels it', () => {
    const options = { model, alpha: 0.7, gamma: 0.4 };
    const { X: mixed, labels } = relabelledMixup(options)(batch, randomStream(3));
    const plain = mixBatch(batch, options, randomStream(3));
    expect(mixed).toEqual(plain.X);
    expect(labels).toEqual(relabel(plain.X, plain.labels, options));
    expect(labels).not.toEqual(plain.labels);
  });
});
