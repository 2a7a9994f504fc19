import { describe, expect, it } from 'vitest';
import { classConditional } from '../../../lib/density/class-conditional';
import type { MixtureDensity } from '../../../lib/density/equal-mixture';
import { fitKernelDensity } from '../../../lib/density/kernel-density';
import { posterior } from '../../../lib/density/posterior';
import { logDensities } from '../../../lib/kernels/log-densities';
import { matrix, row } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import {
  labelErrors,
  manifolds,
  mixedExample,
  relativeDensities,
  threeManifolds,
} from '../../../lib/study/manifold-intrusion/three-manifolds';

const points = threeManifolds({ n: 120, noise: 0.17, seed: 1 });
const kernel = classConditional(points.X, points.y, 3, (own) => fitKernelDensity(own, { bandwidth: 0.2 }));

describe('threeManifolds', () => {
  it('has n points a class near its curve, the same for the same seed', () => {
    expect(threeManifolds({ n: 120, noise: 0.17, seed: 1 })).toMatchObject({ X: points.X, y: points.y });
    expect(threeManifolds({ n: 120, noise: 0.17, seed: 2 }).X).not.toEqual(points.X);
    expect(Array.from(points.y).filter((c) => c === 1)).toHaveLength(120);
    points.y.forEach((c, i) => {
      const [a, b] = row(points.X, i);
      const distances = Array.from({ length: 401 }, (_, t) => manifolds[c](t / 200 - 1)).map(([x, y]) =>
        Math.hypot(a - x, b - y),
      );
      // The distance of the nearest place is at most that of the point's own: Rayleigh, above 5 sd in 1 of 270,000.
      expect(Math.min(...distances)).toBeLessThan(5 * 0.17);
    });
  });

  it('knows its own law: the true density integrates to 1, and is that of noise around the curve', () => {
    // The trapezoidal rule is exact far beyond rounding for steps below the noise.
    const [step, half] = [0.1, 5];
    const axis = Array.from({ length: (2 * half) / step }, (_, i) => -half + (i + 0.5) * step);
    const grid = matrix(axis.flatMap((a) => axis.map((b) => [a, b])));
    const logs = logDensities(grid, points.truth.densities as MixtureDensity[]);
    for (let c = 0; c < 3; c++) {
      let mass = 0;
      for (let i = 0; i < grid.rows; i++) mass += Math.exp(logs[3 * i + c]) * step * step;
      expect(mass).toBeCloseTo(1, 6);
    }
    // By another quadrature: Simpson's rule in t.
    const at = [0.2, 0.4];
    const law = (t: number) => {
      const [x, y] = manifolds[1](t);
      const square = ((at[0] - x) ** 2 + (at[1] - y) ** 2) / 0.17 ** 2;
      return Math.exp(-square / 2) / (2 * Math.PI * 0.17 ** 2) / 2;
    };
    const n = 2000;
    let integral = law(-1) + law(1);
    for (let i = 1; i < n; i++) integral += (i % 2 === 0 ? 2 : 4) * law((2 * i) / n - 1);
    integral *= 2 / n / 3;
    expect(Math.exp(points.truth.logDensities(matrix([at])).data[1])).toBeCloseTo(integral, 5);
  });
});

describe('mixedExample', () => {
  it('mixes two points of the set, and labels them by hand and by the densities', () => {
    const example = mixedExample(points, kernel, [[-2.9, 1.68], [3.28, -0.84]], 0.6); // biome-ignore format: two places
    const { parents, mixed, mixLabel, genLabel } = example;
    const has = (c: number, [a, b]: readonly [number, number]) =>
      Array.from(points.y.keys()).some((i) => points.y[i] === c && String(row(points.X, i)) === `${a},${b}`);
    expect([has(0, parents[0]), has(2, parents[1])]).toEqual([true, true]);
    [0, 1].forEach((j) => {
      expect(mixed[j]).toBeCloseTo(0.6 * parents[0][j] + 0.4 * parents[1][j], 12);
    });
    expect(mixLabel).toEqual([0.6, 0, 0.4]);
    expect(genLabel).toEqual([...posterior(kernel.logDensities(matrix([[...mixed]]))).data]);
    // Figure 1: the mixed point lies on the manifold of class 2.
    expect(genLabel[1]).toBeGreaterThan(0.99);
  });
});

describe('labelErrors', () => {
  it('is 0 for the true densities, counts all draws, and finds mixup wrong where it intrudes', () => {
    const { intruding, others } = labelErrors(points, [points.truth, kernel], 1000, randomStream(3));
    expect(intruding.points + others.points).toBe(1000);
    expect([intruding.models[0], others.models[0]]).toEqual([0, 0]);
    expect(intruding.mixup).toBeGreaterThan(0.9);
    expect(intruding.models[1]).toBeLessThan(0.3);
  });
});

describe('relativeDensities', () => {
  it('has a largest value of 1 a class, and the ratios of the densities', () => {
    const [xs, ys] = [[-3, -2, 0, 3], [-1, 0, 1]]; // biome-ignore format: a grid
    const grids = relativeDensities(kernel, xs, ys);
    grids.forEach((grid, c) => {
      expect(Math.max(...grid.flat())).toBe(1);
      const density = (i: number, j: number) =>
        Math.exp(kernel.logDensities(matrix([[xs[i], ys[j]]])).data[c]);
      const ratio = density(1, 2) / density(0, 1);
      if (c === 0) expect(grid[2][1] / grid[1][0]).toBeCloseTo(ratio, 9);
    });
  });
});
