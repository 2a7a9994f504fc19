import { describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { type Matrix, row } from '../../lib/numeric/matrix';
import vectors from '../vectors/data-synthetic.json';

const rows = (m: Matrix) => Array.from({ length: m.rows }, (_, i) => [...row(m, i)]);
const exact = { noise: 0, shuffle: false, seed: 0 };

describe('synthetic sets', () => {
  describe.each(['moons', 'circles'] as const)('%s', (name) => {
    it.each(vectors[name])('has the points of scikit-learn, n = $n', ({ n, X, y }) => {
      const set = synthetic[name]({ ...exact, n });
      expect([...set.y]).toEqual(y);
      rows(set.X).forEach((point, i) => {
        // Sines and cosines of two libraries differ in the last place.
        for (const j of [0, 1]) expect(Math.abs(point[j] - X[i][j])).toBeLessThan(1e-15 * 4);
      });
    });
  });

  it('shuffles points and labels together', () => {
    const set = synthetic.circles({ n: 100, noise: 0, seed: 1 });
    rows(set.X).forEach(([x, y], i) => {
      expect(Math.hypot(x, y)).toBeCloseTo(set.y[i] === 0 ? 1 : 0.8, 12);
    });
    expect([...set.y]).not.toEqual([...set.y].sort());
  });

  it.each([
    ['moons', 0.1],
    ['circles', 0.02],
    ['fourCircle', 0.01],
  ] as const)('%s has Laplace noise of scale %d unless told otherwise', (name, scale) => {
    const n = 5000;
    const noisy = synthetic[name]({ n, seed: 2, shuffle: false });
    const clean = synthetic[name]({ ...exact, n });
    const deviations = noisy.X.data.map((x, i) => Math.abs(x - clean.X.data[i]) / scale);
    const count = deviations.length;
    const mean = deviations.reduce((sum, d) => sum + d, 0) / count;
    const square = deviations.reduce((sum, d) => sum + d * d, 0) / count;
    // |noise| / scale is exponential: mean 1, standard deviation 1; square: mean 2, sd sqrt(20). Four standard errors.
    expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(square - 2)).toBeLessThan(4 * Math.sqrt(20 / count));
    expect(synthetic[name]({ n, seed: 2, shuffle: false, noise: scale })).toEqual(noisy);
  });

  it.each([
    ['paper', 0, 2.4],
    ['released', 1.2, -1.2],
  ] as const)('fourCircle, layout %s: 2 n points around %d and, exchanged, %d', (layout, first, second) => {
    const set = synthetic.fourCircle({ n: 50, noise: 0, seed: 3, layout });
    expect(set.X.rows).toBe(100);
    const found = new Map<string, number>();
    rows(set.X).forEach(([x, y], i) => {
      const kinds = [first, second].flatMap((centre, circle) =>
        [1, 0.8]
          .filter((radius) => Math.abs(Math.hypot(x - centre, y) - radius) < 1e-9)
          .map((radius) => `${circle} ${radius} ${set.y[i]}`),
      );
      expect(kinds).toHaveLength(1);
      found.set(kinds[0], (found.get(kinds[0]) ?? 0) + 1);
    });
    expect(Object.fromEntries(found)).toEqual({ '0 1 0': 25, '0 0.8 1': 25, '1 1 1': 25, '1 0.8 0': 25 });
    expect(synthetic.fourCircle({ n: 50, noise: 0, seed: 3 })).toEqual(
      synthetic.fourCircle({ n: 50, noise: 0, seed: 3, layout: 'paper' }),
    );
  });

  it('cube2d fills the squares around (-1, 0) and (1, 0), n points in each', () => {
    expectUniform(synthetic.cube2d({ n: 4000, seed: 4 }), [
      [-1, 0],
      [1, 0],
    ]);
  });

  it.each([
    ['paper', -1],
    ['released', 1],
  ] as const)(
    'cube3d, layout %s: class 0 around (%d, ...), then the last coordinate changes first',
    (layout, s) => {
      const centres = [
        [s, s, s],
        [s, s, -s],
        [s, -s, s],
        [s, -s, -s],
        [-s, s, s],
        [-s, s, -s],
        [-s, -s, s],
        [-s, -s, -s],
      ];
      expectUniform(synthetic.cube3d({ n: 2000, seed: 5, layout }), centres);
    },
  );

  it('nineGaussians: class 3 i + j around (-10 + 10 i, -10 + 10 j), covariance I/10', () => {
    const n = 2000;
    const set = synthetic.nineGaussians({ n, seed: 6 });
    const centres = Array.from({ length: 9 }, (_, c) => [-10 + 10 * Math.floor(c / 3), -10 + 10 * (c % 3)]);
    forEachCoordinate(set, centres, n, (deviations) => {
      const [mean, variance] = moments(deviations);
      // Normal: standard errors sqrt(v / n) and v sqrt(2 / n), v = 1/10; four of them.
      expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(0.1 / n));
      expect(Math.abs(variance - 0.1)).toBeLessThan(4 * 0.1 * Math.sqrt(2 / n));
    });
  });

  it('is a function of its options, and the noise does not move the rest', () => {
    for (const make of Object.values(synthetic)) {
      expect(make({ n: 10, seed: 'a' })).toEqual(make({ n: 10, seed: 'a' }));
      expect(make({ n: 10, seed: 'a' }).X).not.toEqual(make({ n: 10, seed: 'b' }).X);
      expect(make({ n: 10, seed: 'a', noise: 0 }).y).toEqual(make({ n: 10, seed: 'a', noise: 0.3 }).y);
    }
  });

  it('describes its columns and classes', () => {
    const set = synthetic.cube3d({ n: 1, seed: 1 });
    expect(set.name).toBe('3D cube');
    expect(set.featureNames).toEqual(['x1', 'x2', 'x3']);
    expect(set.features[2]).toEqual({ name: 'x3', kind: 'numeric' });
    expect(set.classNames).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  it('refuses options out of range and names them', () => {
    expect(() => synthetic.moons({ n: 1, seed: 1 })).toThrow(/n is 1, expected an integer of 2 or more/);
    expect(() => synthetic.cube2d({ n: 2.5, seed: 1 })).toThrow(RangeError);
    expect(() => synthetic.circles({ n: 9, seed: 1, noise: -1 })).toThrow(/noise is -1/);
    expect(() => synthetic.nineGaussians({ n: 9, seed: 1, noise: Number.NaN })).toThrow(/noise is NaN/);
    expect(() => synthetic.cube3d({ n: 9, seed: 1, layout: 'other' as 'paper' })).toThrow(
      /layout is "other"/,
    );
  });
});

type Set = ReturnType<typeof synthetic.moons>;

function moments(values: number[]): [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length];
}

function forEachCoordinate(
  set: Set,
  centres: number[][],
  n: number,
  check: (deviations: number[]) => void,
): void {
  centres.forEach((centre, c) => {
    const members = rows(set.X).filter((_, i) => set.y[i] === c);
    expect(members).toHaveLength(n);
    centre.forEach((middle, j) => {
      check(members.map((point) => point[j] - middle));
    });
  });
}

/** Uniform on [-1, 1] around the centre: mean 0, variance 1/3, variance of the square 4/45; 4.5 standard errors. */
function expectUniform(set: Set, centres: number[][]): void {
  const n = set.X.rows / centres.length;
  forEachCoordinate(set, centres, n, (deviations) => {
    const [mean, variance] = moments(deviations);
    expect(Math.max(...deviations.map(Math.abs))).toBeLessThanOrEqual(1);
    expect(Math.abs(mean)).toBeLessThan(4.5 * Math.sqrt(1 / 3 / n));
    expect(Math.abs(variance - 1 / 3)).toBeLessThan(4.5 * Math.sqrt(4 / 45 / n));
  });
}
