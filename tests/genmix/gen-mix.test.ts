import { describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { type ClassConditional, classConditional } from '../../lib/density/class-conditional';
import { distanceDensity } from '../../lib/density/distance-density';
import { distanceNorms } from '../../lib/density/distance-norm';
import { fitGaussian } from '../../lib/density/gaussian';
import { fitKernelDensity } from '../../lib/density/kernel-density';
import { pointManifold } from '../../lib/density/manifold';
import { gaussianSearch } from '../../lib/genmix/gaussian-search';
import { type GenMixOptions, genMix } from '../../lib/genmix/gen-mix';
import { manifoldSearch } from '../../lib/genmix/manifold-search';
import { reachableLambdas } from '../../lib/genmix/reachable-lambdas';
import { segmentSearch } from '../../lib/genmix/segment-search';
import { type Matrix, matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';

const nine = synthetic.nineGaussians({ n: 30, noise: 1.5, seed: 1 });
const gaussians = classConditional(nine.X, nine.y, 9, (points) => fitGaussian(points, { ridge: 1e-4 }));
const moons = synthetic.moons({ n: 200, noise: 0.05, seed: 2 });

/** Algorithm 4's two conditions and its label, from densities of each class apart. */
function check(
  model: ClassConditional,
  points: Matrix,
  labels: Matrix,
  lambda: number,
  epsilon: number,
): void {
  const densities = model.densities.map((density) => density.logDensity(points).map(Math.exp));
  for (let n = 0; n < points.rows; n++) {
    const p = densities.map((values) => values[n]);
    const label = [...row(labels, n)];
    const [first, second] = label.flatMap((share, c) => (share > 0 ? [c] : []));
    const share = (i: number, j: number) => p[j] / (p[i] + p[j]);
    // Labels do not say which class came first; with lambda = 1/2 it does not matter.
    const [i, j] =
      Math.abs(share(first, second) - lambda) < Math.abs(share(second, first) - lambda)
        ? [first, second]
        : [second, first];
    expect(Math.abs(share(i, j) - lambda)).toBeLessThanOrEqual(epsilon + 1e-12);
    expect(label[j]).toBeCloseTo(share(i, j), 10);
    expect(label[i] + label[j]).toBeCloseTo(1, 14);
    p.forEach((value, c) => {
      if (c !== i && c !== j) expect(value).toBeLessThanOrEqual(Math.min(p[i], p[j]));
    });
  }
}

const base = (options: Partial<GenMixOptions> = {}): GenMixOptions => ({
  model: gaussians,
  search: gaussianSearch(gaussians),
  lambda: 0.5,
  numPoints: 20,
  stream: randomStream('genmix'),
  ...options,
});

describe('genMix', () => {
  for (const lambda of [0.5, 0.3, 0.9]) {
    it(`keeps what Algorithm 4 asks for, lambda ${lambda}, Gaussian classes`, () => {
      const { points, labels, pairs } = genMix(base({ lambda }));
      check(gaussians, points, labels, lambda, 1e-6);
      expect(pairs).toHaveLength(72);
      // Neighbours of the grid have points; opposite corners have others between them.
      const status = (i: number, j: number) =>
        pairs.find(({ first, second }) => first === i && second === j)?.status;
      expect(status(0, 1)).toBe('complete');
      expect(status(0, 8)).toBe('intruding');
      expect(points.rows).toBe(pairs.reduce((sum, pair) => sum + pair.points, 0));
    });
  }

  it('works with any density by segments: kernel densities of moons', () => {
    const model = classConditional(moons.X, moons.y, 2, (points) =>
      fitKernelDensity(points, { bandwidth: 0.3 }),
    );
    const search = segmentSearch({ model, X: moons.X, y: moons.y });
    for (const lambda of [0.2, 0.5]) {
      const { points, labels, pairs } = genMix(base({ model, search, lambda, epsilon: 1e-4 }));
      check(model, points, labels, lambda, 1e-4);
      expect(pairs.map(({ status }) => status)).toEqual(['complete', 'complete']);
    }
  });

  it('draws lambda for each point from a function', () => {
    const { labels } = genMix(base({ lambda: (stream) => 0.25 + 0.5 * stream.uniform(), pairs: [[0, 1]] }));
    const shares = Array.from({ length: labels.rows }, (_, n) => row(labels, n)[1]);
    expect(new Set(shares).size).toBe(20);
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0.25 - 1e-6);
    expect(Math.max(...shares)).toBeLessThanOrEqual(0.75 + 1e-6);
  });

  it('gives equal points for equal streams, and others for others', () => {
    const points = (seed: string) => [
      ...genMix(base({ pairs: [[0, 1]], stream: randomStream(seed) })).points.data,
    ];
    expect(points('a')).toEqual(points('a'));
    expect(points('a')).not.toEqual(points('b'));
  });

  it('ends where densities vanish, are infinite or never have the ratio', () => {
    const [X, y] = [matrix([[0], [1]]), [0, 1]];
    const constant = (value: number) => ({
      numFeatures: 1,
      logDensity: (p: Matrix) => new Float64Array(p.rows).fill(value),
    });
    for (const values of [
      [-Infinity, -Infinity],
      [Infinity, Infinity],
      [0, 5],
    ]) {
      const densities = values.map(constant);
      const model: ClassConditional = {
        densities,
        logDensities: (p) => ({
          data: Float64Array.from({ length: 2 * p.rows }, (_, n) => values[n % 2]),
          rows: p.rows,
          cols: 2,
        }),
      };
      const { points, pairs } = genMix(base({ model, search: segmentSearch({ model, X, y }) }));
      expect(points.rows).toBe(0);
      expect(pairs.map(({ status }) => status)).toEqual(['unreached', 'unreached']);
    }
  });

  it('takes a class of one point that has a density', () => {
    const [X, y] = [matrix([[0, 0], [1, 0], [3, 1]]), [0, 0, 1]]; // biome-ignore format: points
    const model = classConditional(X, y, 2, (points) => fitGaussian(points, { ridge: 0.1 }));
    const { points, labels } = genMix(base({ model, search: gaussianSearch(model) }));
    check(model, points, labels, 0.5, 1e-6);
    expect(points.rows).toBe(40);
  });

  it('refuses one class, lambda outside (0, 1), epsilon <= 0, no points and pairs that are none', () => {
    const one = classConditional(moons.X, new Int32Array(200), 1, (points) => fitGaussian(points));
    expect(() => genMix(base({ model: one }))).toThrow(/has 1 class, expected at least 2/);
    for (const lambda of [0, 1, -0.1, 1.5, Number.NaN]) {
      expect(() => genMix(base({ lambda }))).toThrow(/expected a number above 0 and below 1/);
      expect(() => genMix(base({ lambda: () => lambda }))).toThrow(/expected a number above 0 and below 1/);
    }
    for (const epsilon of [0, -1, Number.NaN]) expect(() => genMix(base({ epsilon }))).toThrow(/epsilon is/);
    expect(() => genMix(base({ numPoints: 0 }))).toThrow(/numPoints is 0/);
    expect(() => genMix(base({ pairs: [[1, 1]] }))).toThrow(/\[1,1\] is no pair/);
    expect(() => genMix(base({ pairs: [[0, 9]] }))).toThrow(/\[0,9\] is no pair/);
  });
});

describe('manifoldSearch and reachableLambdas', () => {
  const densitiesBy = (norm: 'l1' | 'l2' | 'linf', scale = 1) =>
    classConditional(moons.X, moons.y, 2, (points) =>
      distanceDensity(pointManifold(points, { norm }), { scale }),
    );

  for (const norm of distanceNorms) {
    it(`finds points equidistant to both manifolds by ${norm}`, () => {
      const model = densitiesBy(norm);
      const search = manifoldSearch({ densities: model.densities });
      const { points, pairs } = genMix(base({ model, search, numPoints: 50 }));
      const [d0, d1] = model.densities.map(({ manifold }) => manifold.project(points).distances);
      d0.forEach((distance, n) => {
        expect(Math.abs(distance - d1[n])).toBeLessThan(1e-5);
      });
      expect(pairs.map(({ status }) => status)).toEqual(['complete', 'complete']);
    });
  }

  it('arrives from every start, within 40 projections: where the gradient is 0, and where a walk crosses the level set', () => {
    // By steps along the gradient alone 279 of 400 arrive by L1 and 274 by L-infinity, 389 within 20 projections by L2.
    for (const norm of distanceNorms) {
      const { densities } = densitiesBy(norm);
      const logRatios = new Float64Array(400);
      const search = manifoldSearch({ densities, maxSteps: 40 });
      const { requests } = search({ first: 0, second: 1, logRatios, stream: randomStream(`starts ${norm}`) });
      expect(requests.length).toBe(400);
    }
  });

  it('bounds lambda as brute force over the plane does, and reaches the ends of the interval', () => {
    for (const norm of distanceNorms) {
      const model = densitiesBy(norm, 0.5);
      const [low, high] = reachableLambdas(model.densities[0], model.densities[1]);
      const grid = matrix(
        Array.from({ length: 3600 }, (_, n) => [-3 + (n % 60) * 0.12, -3 + Math.floor(n / 60) * 0.12]),
      );
      const shares = (points: Matrix) => {
        const [d0, d1] = model.densities.map(({ manifold }) => manifold.project(points).distances);
        return d0.map((d, n) => 1 / (1 + Math.exp((d1[n] - d) / 0.5)));
      };
      const all = [...shares(grid), ...shares(moons.X)];
      expect(Math.min(...all)).toBeGreaterThanOrEqual(low - 1e-12);
      expect(Math.max(...all)).toBeLessThanOrEqual(high + 1e-12);
      expect(Math.min(...shares(moons.X))).toBeCloseTo(low, 12);
      expect(Math.max(...shares(moons.X))).toBeCloseTo(high, 12);
    }
  });

  it('gives no point for a lambda outside the interval, and ends', () => {
    const model = densitiesBy('l2');
    const [, high] = reachableLambdas(model.densities[0], model.densities[1]);
    const search = manifoldSearch({ densities: model.densities });
    const outcome = (lambda: number) =>
      genMix(base({ model, search, lambda, pairs: [[0, 1]], maxRounds: 3 })).pairs[0].status;
    expect(outcome(high + 0.01)).toBe('unreached');
    expect(outcome(0.5)).toBe('complete');
  });

  it('ends where walks go round the centre of two rings: after maxSteps projections on each, without a point', () => {
    const ring = (radius: number, turn: number) =>
      matrix(
        Array.from({ length: 400 }, (_, i) => {
          const angle = (2 * Math.PI * (i + turn)) / 400;
          return [radius * Math.cos(angle), radius * Math.sin(angle)];
        }),
      );
    let projections = 0;
    const densities = [ring(1, 0), ring(0.8, 0.3)].map((points) => {
      const manifold = pointManifold(points);
      const project = (queries: Matrix) => {
        projections++;
        return manifold.project(queries);
      };
      return distanceDensity({ ...manifold, project });
    });
    const start = (stream: { uniform(): number }) =>
      Float64Array.from([0.2 * (stream.uniform() - 0.5), 0.2 * (stream.uniform() - 0.5)]);
    const search = (maxSteps: number) =>
      manifoldSearch({ densities, maxSteps, start })({
        ...{ first: 0, second: 1 },
        ...{ logRatios: new Float64Array(40), stream: randomStream(1) },
      });
    const { points, requests } = search(50);
    expect(projections).toBe(2 * 50);
    expect([points.rows, points.cols, requests.length]).toEqual([0, 2, 0]);
    // The level set is there, further out.
    expect(search(200).requests.length).toBe(40);
  });

  it('leaves exp(-d^2 / 2 s^2) to segments: it has no bound, and no difference of distances', () => {
    const model = classConditional(moons.X, moons.y, 2, (points) =>
      distanceDensity(pointManifold(points), { kernel: 'gaussian', scale: 0.1 }),
    );
    expect(reachableLambdas(model.densities[0], model.densities[1])).toEqual([0, 1]);
    expect(() => manifoldSearch({ densities: model.densities })).toThrow(/use segmentSearch/);
    const search = segmentSearch({ model, X: moons.X, y: moons.y });
    const { points, labels } = genMix(base({ model, search, lambda: 0.9 }));
    expect(points.rows).toBe(40);
    check(model, points, labels, 0.9, 1e-6);
  });
});
