import { describe, expect, it } from 'vitest';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import * as example2 from '../../lib/theory/example-2';
import {
  type FitOptions,
  fitReport,
  labelCurve,
  margin,
  mixedPoints,
  scores,
} from '../../lib/theory/example-2';
import { crossEntropy, type Sample } from '../../lib/theory/example-2-cross-entropy';
import vectors from '../vectors/example-2.json';

const largest = (values: ArrayLike<number>) => Math.max(...Array.from(values, Math.abs));

/** Mean over unordered pairs of the midpoint rule with n values of lambda, for the gradient in W: no code of `fit`. */
function naiveGradient(W: ReturnType<typeof matrix>, options: FitOptions, n: number): Float64Array {
  const gradient = new Float64Array(6);
  const lambdas = Array.from({ length: n }, (_, k) => (k + 0.5) / n);
  for (const pair of [
    [0, 1],
    [0, 2],
    [1, 2],
  ] as const) {
    const y = labelCurve({ ...options, pair, lambdas });
    const X = mixedPoints(pair, lambdas, 5);
    for (let k = 0; k < n; k++) {
      const p = scores(W, row(X, k));
      for (let c = 0; c < 3; c++) {
        for (const f of [0, 1]) gradient[2 * c + f] += ((p[c] - row(y, k)[c]) * row(X, k)[f]) / (3 * n);
      }
    }
  }
  return gradient;
}

describe('crossEntropy', () => {
  const stream = randomStream('cross-entropy');
  const samples: Sample[] = Array.from({ length: 5 }, () => {
    const [a, b, c] = [stream.uniform(), stream.uniform(), stream.uniform()];
    const y: [number, number, number] = [a / (a + b + c), b / (a + b + c), c / (a + b + c)];
    return { x: [stream.normal(), stream.normal()], y, weight: stream.uniform() };
  });
  const v = Float64Array.from({ length: 4 }, () => stream.normal());

  it('has the value of the definition', () => {
    const W = matrix([
      [v[0], v[1]],
      [v[2], v[3]],
      [-v[0] - v[2], -v[1] - v[3]],
    ]);
    const naive = samples.reduce(
      (sum, { x, y, weight }) => sum - weight * scores(W, x).reduce((s, p, c) => s + y[c] * Math.log(p), 0),
      0,
    );
    expect(crossEntropy(samples, v).value).toBeCloseTo(naive, 14);
  });

  it('has the gradient and the Hessian of central differences', () => {
    const { gradient, hessian } = crossEntropy(samples, v);
    const step = 1e-5;
    for (let a = 0; a < 4; a++) {
      const moved = (sign: number) =>
        crossEntropy(
          samples,
          v.map((value, i) => value + (i === a ? sign * step : 0)),
        );
      expect(gradient[a]).toBeCloseTo((moved(1).value - moved(-1).value) / (2 * step), 9);
      for (let b = 0; b < 4; b++) {
        const slope = (moved(1).gradient[b] - moved(-1).gradient[b]) / (2 * step);
        expect(hessian.data[4 * a + b]).toBeCloseTo(slope, 9);
      }
    }
  });
});

describe('fit', () => {
  it.each(vectors.fits)('agrees with scipy to 1e-12: $options', (reference) => {
    const W = example2.fit({ ...(reference.options as FitOptions), d: vectors.d });
    const expected = reference.W.flat();
    expect(largest(W.data.map((value, i) => value - expected[i]))).toBeLessThan(1e-12 * largest(expected));
    expect(Math.abs(margin(W, vectors.d) - reference.margin)).toBeLessThan(1e-12);
  });

  // The accuracy stated is that of the errata's digits.
  const margins: [FitOptions, number, number][] = [
    [{ labeling: 'linear' }, 4.7329, 4],
    [{ labeling: 'linear', pairs: 'ordered' }, 4.6994, 4],
    [{ labeling: 'logistic', sigma2: 1 / 20 }, 4.9959, 5],
    [{ labeling: 'logistic', sigma2: 1 / 10 }, 4.98339, 5],
    [{ labeling: 'logistic', sigma2: 1 / 2 }, 4.6488, 5],
  ];
  it.each(margins)('reproduces the margin for %o', (options, expected, digits) => {
    expect(margin(example2.fit({ ...options, d: 5 }), 5)).toBeCloseTo(expected, digits);
  });

  const cases: FitOptions[] = [
    { labeling: 'linear' },
    { labeling: 'linear', pairs: 'ordered' },
    { labeling: 'logistic', sigma2: 1 / 20 },
    { labeling: 'logistic', sigma2: 1e-3 },
    { labeling: 'logistic', sigma2: 1e6, pairs: 'ordered' },
  ];
  it.each(cases)('%o: converges to a gradient of 1e-15, whatever the order of the quadrature', (options) => {
    const report = fitReport(options);
    expect(report.gradientNorm).toBeLessThan(1e-15);
    const finer = fitReport({ ...options, order: 64 });
    expect(largest(report.W.data.map((value, i) => value - finer.W.data[i]))).toBeLessThan(
      1e-13 * largest(finer.W.data),
    );
    expect(report.loss).toBeCloseTo(finer.loss, 14);
  });

  it('makes the gradient of the naive midpoint sum vanish', () => {
    for (const options of [{ labeling: 'linear' }, { labeling: 'logistic', sigma2: 0.1 }] as const) {
      const W = example2.fit(options);
      const [coarse, fine] = [500, 1000].map((n) => largest(naiveGradient(W, options, n)));
      expect(fine).toBeLessThan(2e-6);
      // The midpoint rule's error falls as 1 / n^2.
      expect(coarse / fine).toBeCloseTo(4, 1);
    }
  });

  it.each(cases)(
    '%o: is symmetric under (a, b) -> (-b, -a) with x2 and x3 swapped; columns sum to 0',
    (options) => {
      const { data } = example2.fit(options);
      const bound = 1e-12 * largest(data);
      const mirrored = [-data[1], -data[0], -data[5], -data[4], -data[3], -data[2]];
      expect(largest(data.map((value, i) => value - mirrored[i]))).toBeLessThan(bound);
      expect(Math.abs(data[0] + data[2] + data[4])).toBeLessThan(bound);
      expect(Math.abs(data[1] + data[3] + data[5])).toBeLessThan(bound);
    },
  );

  it('depends on d by scale only', () => {
    const base = example2.fit({ labeling: 'logistic', sigma2: 0.1, d: 1 });
    for (const d of [1e-3, 5, 1e6]) {
      const W = example2.fit({ labeling: 'logistic', sigma2: 0.1, d });
      expect(largest(W.data.map((value, i) => value * d - base.data[i]))).toBeLessThan(1e-12);
      expect(margin(W, d) / d).toBeCloseTo(margin(base, 1), 12);
    }
  });

  it('tends to the maximum margin as sigma2 falls, by about pi^2 sigma2^2 / 6, and only then', () => {
    for (const sigma2 of [1e-3, 3e-3, 1e-2]) {
      const missing = 5 - margin(example2.fit({ labeling: 'logistic', sigma2 }), 5);
      expect(missing).toBeGreaterThan(0);
      expect(missing / sigma2 ** 2).toBeCloseTo(Math.PI ** 2 / 6, 3);
    }
  });

  it('refuses parameters out of range, and names them', () => {
    expect(() => example2.fit({ labeling: 'cubic' as 'linear' })).toThrow(
      /labeling is cubic, expected one of 'linear', 'logistic'/,
    );
    expect(() => example2.fit({ labeling: 'linear', pairs: 'all' as 'ordered' })).toThrow(/pairs is all/);
    expect(() => example2.fit({ labeling: 'logistic' })).toThrow(/sigma2 is missing/);
    for (const sigma2 of [0, -1, Number.NaN, Infinity, 1e-7]) {
      expect(() => example2.fit({ labeling: 'logistic', sigma2 })).toThrow(RangeError);
    }
    for (const d of [0, -5, Number.NaN, Infinity]) {
      expect(() => example2.fit({ labeling: 'linear', d })).toThrow(
        `d is ${d}, expected a finite number greater than 0`,
      );
    }
    expect(() => example2.fit({ labeling: 'linear', order: 0 })).toThrow(RangeError);
  });
});
