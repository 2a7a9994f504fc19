import { describe, expect, it } from 'vitest';
import { type Matrix, matrix, row } from '../../lib/numeric/matrix';
import { minimise } from '../../lib/numeric/minimise';
import { randomStream } from '../../lib/numeric/random';
import { findRoot } from '../../lib/numeric/root';
import * as example2 from '../../lib/theory/example-2';
import {
  margin,
  points,
  printedLinearWeights,
  scores,
  svm,
  vanillaAtNorm,
  vanillaGradientDescent,
} from '../../lib/theory/example-2';
import vectors from '../vectors/example-2.json';

const map = (W: Matrix, f: (value: number, index: number) => number): Matrix => ({
  ...W,
  data: W.data.map(f),
});
const norm = (W: Matrix) => Math.sqrt(W.data.reduce((sum, value) => sum + value * value, 0));
const argmax = (p: ArrayLike<number>) => Array.from(p).indexOf(Math.max(...Array.from(p)));
const randomWeights = (label: string): Matrix => {
  const stream = randomStream(label);
  return map(svm(5).W, () => stream.normal());
};

describe('margin', () => {
  it('is d for the SVM and the distances of the pairs bound it', () => {
    expect(margin(svm(5).printed, 5)).toBe(5);
    expect(margin(svm(5).W, 5)).toBeCloseTo(5, 14);
    expect(margin(svm(0.3).W, 0.3)).toBeCloseTo(0.3, 15);
    for (let k = 0; k < 200; k++) expect(margin(randomWeights(`bound ${k}`), 5)).toBeLessThanOrEqual(5);
  });

  it('does not change with the scale of W or a vector added to all its rows', () => {
    const W = randomWeights('invariance');
    const expected = margin(W, 5);
    for (const scale of [1e-300, 1e-9, 7, 1e300])
      expect(
        margin(
          map(W, (v) => scale * v),
          5,
        ),
      ).toBeCloseTo(expected, 12);
    expect(
      margin(
        map(W, (v, i) => v + (i % 2 === 0 ? 3 : -11)),
        5,
      ),
    ).toBeCloseTo(expected, 12);
  });

  it('is the distance at which the predicted class first changes, along 720 rays', () => {
    for (const W of [
      example2.fit({ labeling: 'linear' }),
      example2.fit({ labeling: 'logistic', sigma2: 0.5 }),
      printedLinearWeights({ k: 2 }),
    ]) {
      const found = margin(W, 5);
      const isRight = (i: number, x: number[]) => argmax(scores(W, x)) === i;
      const around = (i: number, radius: number) =>
        Array.from({ length: 720 }, (_, k) => {
          const angle = (k * Math.PI) / 360;
          return [
            row(points(5), i)[0] + radius * Math.cos(angle),
            row(points(5), i)[1] + radius * Math.sin(angle),
          ];
        });
      for (const i of [0, 1, 2]) expect(around(i, 0.9999 * found).every((x) => isRight(i, x))).toBe(true);
      expect([0, 1, 2].some((i) => !around(i, 1.0001 * found).every((x) => isRight(i, x)))).toBe(true);
    }
  });

  it('is negative where a point is classified wrongly', () => {
    const wrong = map(svm(5).printed, (v) => -v);
    expect(argmax(scores(wrong, row(points(5), 0)))).not.toBe(0);
    expect(margin(wrong, 5)).toBeLessThan(0);
  });

  it('refuses equal rows, other shapes and NaN', () => {
    const W = matrix([
      [1, 2],
      [1, 2],
      [0, 0],
    ]);
    expect(() => margin(W, 5)).toThrow(/rows 0 and 1 of W are equal/);
    expect(() =>
      margin(
        map(W, () => 0),
        5,
      ),
    ).toThrow(RangeError);
    expect(() => margin(matrix([[1, 2]]), 5)).toThrow(/W is 1 x 2, expected 3 x 2/);
    expect(() =>
      margin(
        map(W, (v, i) => (i === 3 ? Number.NaN : v)),
        5,
      ),
    ).toThrow(/entry 3 of W is NaN/);
    expect(() => margin(svm(5).W, 0)).toThrow(/d is 0/);
  });
});

describe('svm', () => {
  it('has the least norm among the W that satisfy the constraints', () => {
    const d = 5;
    const { W } = svm(d);
    const slack = (V: Matrix) => {
      const gaps = [0, 1, 2].flatMap((i) =>
        [0, 1, 2]
          .filter((j) => j !== i)
          .map((j) => [0, 1].reduce((s, f) => s + (row(V, i)[f] - row(V, j)[f]) * row(points(d), i)[f], 0)),
      );
      return Math.min(...gaps);
    };
    expect(slack(W)).toBeCloseTo(1, 14);
    for (let k = 0; k < 500; k++) {
      const noise = randomWeights(`svm ${k}`);
      const V = map(W, (value, i) => value + 0.1 * noise.data[i]);
      // Scaled until the tightest constraint is met: where that is possible, the norm is no smaller.
      if (slack(V) > 0) expect(norm(V) / slack(V)).toBeGreaterThan(norm(W));
    }
  });

  it('is the printed W up to scale and a common row', () => {
    const { W, printed } = svm(5);
    const rest = map(printed, (value, i) => value - 10 * W.data[i]);
    for (const c of [0, 1, 2]) {
      expect(row(rest, c)[0]).toBeCloseTo(-1 / 3, 15);
      expect(row(rest, c)[1]).toBeCloseTo(1 / 3, 15);
    }
  });
});

describe('printedLinearWeights', () => {
  it('misclassifies x1 for w1 = 0, leaves it on the boundary for k = 1, and has margin 0.7036 for k = 2', () => {
    expect(margin(printedLinearWeights({ k: 0 }), 5)).toBeLessThan(0);
    expect(Math.abs(margin(printedLinearWeights({ k: 1 }), 5))).toBeLessThan(1e-13);
    expect(margin(printedLinearWeights({ k: 2 }), 5)).toBeCloseTo(0.7036, 4);
  });

  it('has even the maximum margin for w1 = (1 + 1/(2d)) (-1, 1)', () => {
    for (const d of [1, 5, 20])
      expect(margin(printedLinearWeights({ k: 1 + 1 / (2 * d), d }), d)).toBeCloseTo(d, 11);
  });
});

describe('vanillaAtNorm', () => {
  it.each(vectors.vanillaAtNorm)(
    'agrees with the constrained minimiser of scipy at norm $norm',
    (reference) => {
      const W = vanillaAtNorm(reference.norm, vectors.d);
      expect(norm(W)).toBeCloseTo(reference.norm, 14);
      const expected = reference.W.flat();
      for (const [i, value] of W.data.entries())
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-12 * reference.norm);
      expect(margin(W, vectors.d)).toBeCloseTo(reference.margin, 11);
    },
  );

  it.each([1e-6, 0.1, 1, 10, 60])('has a gradient parallel to W at norm %d, against it', (radius) => {
    const W = vanillaAtNorm(radius, 5);
    const gradient = new Float64Array(6);
    for (let i = 0; i < 3; i++) {
      const p = scores(W, row(points(5), i));
      // 1 - p as a sum, which keeps its digits where p is nearly 1.
      for (let c = 0; c < 3; c++) {
        const residual = c === i ? -(p[(i + 1) % 3] + p[(i + 2) % 3]) : p[c];
        for (const f of [0, 1]) gradient[2 * c + f] += residual * row(points(5), i)[f];
      }
    }
    const length = Math.sqrt(gradient.reduce((sum, value) => sum + value * value, 0));
    for (const [i, value] of gradient.entries()) expect(value / length).toBeCloseTo(-W.data[i] / radius, 11);
  });

  it('tends to the SVM for large and for small norms', () => {
    for (const radius of [1e6, 1e100, 1e300]) expect(margin(vanillaAtNorm(radius), 5)).toBeCloseTo(5, 5);
    expect(margin(vanillaAtNorm(1e-8), 5)).toBeCloseTo(5, 6);
  });

  it('is below the margin of linear labels, 4.7329, between norms of 0.0773 and 2.147, and above it outside', () => {
    const linear = margin(example2.fit({ labeling: 'linear' }), 5);
    const gap = (radius: number) => margin(vanillaAtNorm(radius), 5) - linear;
    expect(findRoot(gap, 0.01, 0.4)).toBeCloseTo(0.0772962, 7);
    expect(findRoot(gap, 0.5, 10)).toBeCloseTo(2.1468262, 7);
    for (const radius of [0.1, 0.2, 0.5, 1, 1.5, 2]) expect(gap(radius)).toBeLessThan(0);
    for (const radius of [0.01, 3, 5, 10, 100, 1000]) expect(gap(radius)).toBeGreaterThan(0);
    expect(margin(vanillaAtNorm(3), 5)).toBeCloseTo(4.804, 3);
    const worst = minimise((radius) => margin(vanillaAtNorm(radius), 5), 0.1, 2);
    expect(worst.x).toBeCloseTo(0.4147, 3);
    expect(worst.value).toBeCloseTo(4.299478, 6);
  });

  it('refuses norms and d that are not positive', () => {
    for (const bad of [0, -1, Number.NaN, Infinity]) {
      expect(() => vanillaAtNorm(bad, 5)).toThrow(/normF is/);
      expect(() => vanillaAtNorm(1, bad)).toThrow(RangeError);
    }
  });
});

describe('vanillaGradientDescent', () => {
  it('takes its first step along the data, from scores of 1/3', () => {
    const { data } = vanillaGradientDescent({ steps: 1, learningRate: 0.3, d: 5 });
    // -0.3 times the mean of (1/3 - [c = i]) x_i: 0.1 (x_c - (x1 + x2 + x3) / 3).
    const expected = [-5, 5, 5, 5, -5, -5].map((x, k) => 0.1 * (x - (k % 2 === 0 ? -5 : 5) / 3));
    data.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 14);
    });
    expect(vanillaGradientDescent({ steps: 0, learningRate: 1 }).data.every((value) => value === 0)).toBe(
      true,
    );
  });

  it('reproduces the margins after 10 to 1e5 steps at rate 0.01, all below those of linear labels', () => {
    const linear = margin(example2.fit({ labeling: 'linear' }), 5);
    const expected = { 10: 4.571, 100: 4.358, 1000: 4.518, 10000: 4.647, 100000: 4.726 };
    for (const [steps, value] of Object.entries(expected)) {
      const found = margin(vanillaGradientDescent({ steps: Number(steps), learningRate: 0.01, d: 5 }), 5);
      expect(found).toBeCloseTo(value, 3);
      expect(found).toBeLessThan(linear);
    }
  });

  it('refuses parameters out of range', () => {
    expect(() => vanillaGradientDescent({ steps: -1, learningRate: 1 })).toThrow(/steps is -1/);
    expect(() => vanillaGradientDescent({ steps: 1.5, learningRate: 1 })).toThrow(RangeError);
    expect(() => vanillaGradientDescent({ steps: 1, learningRate: 0 })).toThrow(/learningRate is 0/);
  });
});
