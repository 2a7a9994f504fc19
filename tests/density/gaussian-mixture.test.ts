import { describe, expect, it } from 'vitest';
import { SingularCovarianceError } from '../../lib/density/covariance';
import { expectation, maximisation } from '../../lib/density/expectation-maximisation';
import { fitGaussian } from '../../lib/density/gaussian';
import { fitGaussianMixture, refineGaussianMixture } from '../../lib/density/gaussian-mixture';
import { mixtureStart } from '../../lib/density/mixture-start';
import { type Matrix, matrix, row, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveClassLogDensity } from '../oracles/naive-density';
import { normalPoints } from '../oracles/random-points';
import vectors from '../vectors/gaussian-mixture.json';
import { expectClose } from './closeness';

/** Two elongated clouds, 30 % around (0, 0) and 70 % around (6, 0), with the covariances below. */
const truth = {
  weights: [0.3, 0.7],
  means: [
    [0, 0],
    [6, 0],
  ],
  // L L' of [[1, 0], [0.8, 0.6]] and of diag(0.5, 2).
  factors: [
    [
      [1, 0],
      [0.8, 0.6],
    ],
    [
      [0.5, 0],
      [0, 2],
    ],
  ],
};

function sample(n: number, seed: string): Matrix {
  const stream = randomStream(seed);
  const points = zeros(n, 2);
  for (let i = 0; i < n; i++) {
    const k = stream.uniform() < truth.weights[0] ? 0 : 1;
    const z = [stream.normal(), stream.normal()];
    for (let j = 0; j < 2; j++) {
      const [a, b] = truth.factors[k][j];
      points.data[2 * i + j] = truth.means[k][j] + a * z[0] + b * z[1];
    }
  }
  return points;
}

describe('refineGaussianMixture', () => {
  for (const { name, points, start, steps, ridge, queries, ...expected } of vectors.cases) {
    it(`agrees with scikit-learn on ${name}`, () => {
      const initial = {
        weights: Float64Array.from(start.weights),
        means: matrix(start.means),
        covariances: start.covariances.map((covariance) => matrix(covariance)),
      };
      const options = { ridge, maxIterations: steps, tolerance: 0 };
      const fitted = refineGaussianMixture(matrix(points), initial, options);
      expect(fitted.logLikelihoods.length).toBe(steps + 1);
      expectClose(fitted.weights, expected.weights, 1e-9);
      expectClose(fitted.means.data, expected.means.flat(), 1e-9);
      fitted.covariances.forEach((covariance, k) => {
        expectClose(covariance.data, expected.covariances[k].flat(), 1e-9);
      });
      expectClose([fitted.logLikelihood, fitted.bic], [expected.logLikelihood, expected.bic], 1e-9);
      expectClose(fitted.logDensity(matrix(queries)), expected.logDensity, 1e-9);
      expectClose(fitted.responsibilities(matrix(queries)).data, expected.responsibilities.flat(), 1e-9);
    });
  }

  it('refuses parameters that are no mixture', () => {
    const points = matrix([[0], [1], [3]]);
    const good = { weights: Float64Array.of(1), means: matrix([[0]]), covariances: [matrix([[1]])] };
    const refine = (change: object) => () => refineGaussianMixture(points, { ...good, ...change });
    expect(refine({})).not.toThrow();
    expect(refine({ weights: Float64Array.of(0.5) })).toThrow(
      /weights are \[0.5\], expected positive numbers of sum 1/,
    );
    expect(refine({ means: matrix([[0, 1]]) })).toThrow(/means are 1 x 2/);
    expect(refine({ covariances: [] })).toThrow(/0 covariances/);
    expect(refine({ covariances: [matrix([[1, 0]])] })).toThrow(/covariance 0 is not 1 x 1/);
    expect(refine({ covariances: [matrix([[-1]])] })).toThrow(SingularCovarianceError);
  });
});

describe('the steps of EM', () => {
  it('raise the likelihood, every one of them, from any start', () => {
    for (let start = 0; start < 8; start++) {
      const points = normalPoints(60, 3, randomStream('rise').split(start));
      let parameters = mixtureStart(points, 3, 0, randomStream(start));
      let before = -Infinity;
      for (let step = 0; step < 40; step++) {
        const { responsibilities, logLikelihood } = expectation(points, parameters);
        // Equal up to rounding where it has converged.
        expect(logLikelihood).toBeGreaterThan(before - 1e-10 * Math.abs(before === -Infinity ? 0 : before));
        before = logLikelihood;
        parameters = maximisation(points, responsibilities, 0);
      }
      expect(before).toBeLessThan(0);
    }
  });

  it('find responsibilities that sum to 1, also where all densities underflow', () => {
    const fitted = fitGaussianMixture(sample(80, 'sums'), { components: 2, stream: randomStream(1) });
    const responsibilities = fitted.responsibilities(
      matrix([
        [1, 1],
        [1e4, -1e5],
        [1e150, 1e150],
      ]),
    );
    for (let i = 0; i < 3; i++) {
      expect(row(responsibilities, i).reduce((a, b) => a + b)).toBeCloseTo(1, 14);
    }
  });

  it('give responsibilities by Bayes, and weighted moments from them', () => {
    const points = matrix([[0], [1], [5]]);
    const parameters = {
      weights: Float64Array.of(0.25, 0.75),
      means: matrix([[0], [4]]),
      covariances: [matrix([[1]]), matrix([[4]])],
    };
    const density = (x: number, mean: number, variance: number) =>
      Math.exp(-((x - mean) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    const joint = [0, 1, 5].map((x) => [0.25 * density(x, 0, 1), 0.75 * density(x, 4, 4)]);
    const { responsibilities, logLikelihood } = expectation(points, parameters);
    expectClose(
      responsibilities.data,
      joint.flatMap(([a, b]) => [a / (a + b), b / (a + b)]),
    );
    expect(logLikelihood).toBeCloseTo(
      joint.reduce((sum, [a, b]) => sum + Math.log(a + b), 0),
      12,
    );

    const shares = matrix([
      [1, 0],
      [0.5, 0.5],
      [0, 1],
    ]);
    const { weights, means, covariances } = maximisation(points, shares, 0.1);
    expectClose(weights, [0.5, 0.5]);
    expectClose(means.data, [1 / 3, 11 / 3]);
    expectClose(covariances[0].data, [(1 / 9 + 0.5 * (4 / 9)) / 1.5 + 0.1]);
    expectClose(covariances[1].data, [(0.5 * (64 / 9) + 16 / 9) / 1.5 + 0.1]);
  });
});

describe('fitGaussianMixture', () => {
  it('never takes a step that lowers the likelihood, with a ridge either', () => {
    for (const ridge of [0, 1e-3, 0.3]) {
      const options = { components: 3, ridge, tolerance: 0, maxIterations: 60, stream: randomStream(ridge) };
      const { logLikelihoods } = fitGaussianMixture(sample(90, 'ridge'), options);
      expect(logLikelihoods.length).toBeGreaterThan(1);
      for (let t = 1; t < logLikelihoods.length; t++) {
        expect(logLikelihoods[t]).toBeGreaterThanOrEqual(logLikelihoods[t - 1]);
      }
    }
  });

  it('recovers the parameters: n = 4000, within 5 standard errors', () => {
    const n = 4000;
    const fitted = fitGaussianMixture(sample(n, 'recovery'), { stream: randomStream('starts') });
    expect(fitted.components).toBe(2);
    const order = fitted.means.data[0] < fitted.means.data[2] ? [0, 1] : [1, 0];
    order.forEach((k, c) => {
      const size = n * truth.weights[c];
      const [[a], [b, e]] = truth.factors[c];
      const covariance = [a * a, a * b, a * b, b * b + e * e];
      expect(Math.abs(fitted.weights[k] - truth.weights[c])).toBeLessThan(5 * Math.sqrt(0.21 / n));
      for (let j = 0; j < 2; j++) {
        const error = Math.abs(fitted.means.data[2 * k + j] - truth.means[c][j]);
        expect(error).toBeLessThan(5 * Math.sqrt(covariance[3 * j] / size));
      }
      covariance.forEach((value, entry) => {
        // Var of a sample covariance: (S_ij^2 + S_ii S_jj) / size; the clouds barely overlap.
        const [i, j] = [entry >> 1, entry & 1];
        const variance = (value * value + covariance[3 * i] * covariance[3 * j]) / size;
        expect(Math.abs(fitted.covariances[k].data[entry] - value)).toBeLessThan(5 * Math.sqrt(variance));
      });
    });
  });

  it('chooses one component for one Gaussian cloud, and the lowest BIC of those it tried', () => {
    const one = fitGaussianMixture(normalPoints(300, 2, randomStream('one')), { stream: randomStream(1) });
    expect(one.components).toBe(1);
    expect(one.candidates.map(({ components }) => components)).toEqual([1, 2, 3, 4, 5]);
    expect(one.bic).toBe(Math.min(...one.candidates.map(({ bic }) => bic)));
    const parameters = (k: number) => k - 1 + 2 * k + 3 * k;
    one.candidates.forEach(({ components, logLikelihood, bic }) => {
      expect(bic).toBeCloseTo(-2 * logLikelihood + parameters(components) * Math.log(300), 9);
    });
  });

  it('is fitGaussian with the same ridge where it has one component', () => {
    const points = normalPoints(25, 4, randomStream('single'));
    const fitted = fitGaussianMixture(points, { components: 1, ridge: 1e-2, stream: randomStream(1) });
    expectClose(fitted.logDensity(points), fitGaussian(points, { ridge: 1e-2 }).logDensity(points));
  });

  it('has the density of its parts, which is what the kernels take', () => {
    const points = sample(70, 'parts');
    const fitted = fitGaussianMixture(points, { components: 3, stream: randomStream(2) });
    const expected = Array.from({ length: 70 }, (_, i) =>
      naiveClassLogDensity({ data: row(points, i), rows: 1, cols: 2 }, { parts: fitted.parts }),
    );
    expectClose(fitted.logDensity(points), expected);
    expect(fitted.logDensity(points).reduce((a, b) => a + b)).toBeCloseTo(fitted.logLikelihood, 8);
  });

  it('gives the same bytes for the same stream, whatever else was drawn from it', () => {
    const points = sample(60, 'same');
    const fresh = fitGaussianMixture(points, { components: 3, stream: randomStream(5) });
    const used = randomStream(5);
    used.uniform();
    expect(fitGaussianMixture(points, { components: 3, stream: used }).means).toEqual(fresh.means);
    const [few, many] = [1, 12].map((starts) =>
      fitGaussianMixture(points, { components: 4, starts, stream: randomStream(6) }),
    );
    expect(many.logLikelihood).toBeGreaterThanOrEqual(few.logLikelihood);
  });

  it('is not lured by spikes: 45 points of 13 features are one cloud', () => {
    const points = normalPoints(45, 13, randomStream('spikes'));
    const options = { ridge: 1e-4, stream: randomStream(3) };
    expect(fitGaussianMixture(points, { ...options, minPoints: 0 }).components).toBeGreaterThan(1);
    const fitted = fitGaussianMixture(points, options);
    expect(fitted.components).toBe(1);
  });

  it('tries no more components than points', () => {
    const few = fitGaussianMixture(matrix([[0], [1]]), { ridge: 0.1, stream: randomStream(1) });
    expect(few.candidates.length).toBeLessThanOrEqual(2);
    const repeated = fitGaussianMixture(matrix([[0], [0], [1], [1]]), {
      ridge: 0.1,
      stream: randomStream(1),
    });
    expect(repeated.candidates.length).toBeLessThanOrEqual(2);
  });

  it('refuses too few points, missing values, collapse and bad options, naming the cure', () => {
    const points = matrix([[0], [1], [2]]);
    const stream = randomStream(1);
    expect(() => fitGaussianMixture(points, { components: 4, stream })).toThrow(
      /3 points are fewer than 4 components/,
    );
    expect(() => fitGaussianMixture(matrix([[1], [1], [2]]), { components: 3, stream })).toThrow(
      /3 points, only 2 of them distinct/,
    );
    expect(() => fitGaussianMixture(matrix([[0], [Number.NaN]]), { stream })).toThrow(
      /NaN in row 1, column 0/,
    );
    expect(() => fitGaussianMixture(matrix([]), { stream })).toThrow(/at least one row/);
    const line = matrix([
      [0, 0],
      [1, 1],
      [2, 2],
      [5, 5],
    ]);
    expect(() => fitGaussianMixture(line, { components: 1, ridge: 0, stream })).toThrow(
      SingularCovarianceError,
    );
    expect(() => fitGaussianMixture(line, { components: 1, ridge: 0, stream })).toThrow(/raise ridge/);
    for (const bad of [
      { components: 0 },
      { maxComponents: 1.5 },
      { starts: 0 },
      { maxIterations: -1 },
      { tolerance: -1 },
      { minPoints: -1 },
      { ridge: -1 },
    ]) {
      expect(() => fitGaussianMixture(points, { ...bad, stream })).toThrow(
        new RegExp(`${Object.keys(bad)[0]} is ${Object.values(bad)[0]}`),
      );
    }
    const fitted = fitGaussianMixture(points, { components: 1, stream });
    expect(() => fitted.logDensity(matrix([[1, 2]]))).toThrow(/have 2 features, expected 1/);
  });
});
