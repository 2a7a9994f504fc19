import { describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { fourGaussianLaws } from '../../lib/data/synthetic-genmix';
import { row, selectRows } from '../../lib/numeric/matrix';

type Set = ReturnType<typeof synthetic.moons>;
const ofClass = ({ X, y }: Set, c: number) =>
  selectRows(
    X,
    Array.from(y.keys()).filter((i) => y[i] === c),
  );

describe('synthetic sets of Appendix F.5', () => {
  for (const name of ['v', 'ket', 'y'] as const) {
    it(`draws ${name} of three straight strokes that keep apart, and noise of the size that is stated`, () => {
      const clean = synthetic[name]({ n: 40, noise: 0, seed: 1 });
      for (const c of [0, 1, 2]) {
        const stroke = ofClass(clean, c);
        expect(stroke.rows).toBe(40);
        // Straight: the cross product with the first two points' direction is 0.
        const [ax, ay] = row(stroke, 0);
        const [bx, by] = row(stroke, 1);
        for (let i = 2; i < 40; i++) {
          const [x, y] = row(stroke, i);
          expect((bx - ax) * (y - ay) - (by - ay) * (x - ax)).toBeCloseTo(0, 12);
        }
      }
      for (const [a, b] of [
        [0, 1],
        [0, 2],
        [1, 2],
      ]) {
        // biome-ignore format: pairs
        const [first, second] = [ofClass(clean, a), ofClass(clean, b)];
        for (let i = 0; i < 40; i++) {
          for (let j = 0; j < 40; j++) {
            const [p, q] = [row(first, i), row(second, j)];
            expect(Math.hypot(p[0] - q[0], p[1] - q[1])).toBeGreaterThan(0.2);
          }
        }
      }
      const noisy = synthetic[name]({ n: 2000, seed: 2, shuffle: false });
      const exact = synthetic[name]({ n: 2000, seed: 2, shuffle: false, noise: 0 });
      const square = noisy.X.data.reduce(
        (sum, x, p) => sum + (x - exact.X.data[p]) ** 2 / noisy.X.data.length,
        0,
      );
      // 12,000 normal variates: 4 standard errors of their variance.
      expect(Math.abs(square / 0.0025 - 1)).toBeLessThan(4 * Math.sqrt(2 / 12000));
    });
  }

  it('draws four Gaussians of the laws that it exports: means and covariances within 5 standard errors', () => {
    const n = 5000;
    const set = synthetic.fourGaussians({ n, seed: 3 });
    fourGaussianLaws.forEach(({ mean, factor }, c) => {
      const points = ofClass(set, c);
      const covariance = [0, 1].map((a) =>
        [0, 1].map((b) => factor[a][0] * factor[b][0] + factor[a][1] * factor[b][1]),
      );
      for (const a of [0, 1]) {
        const average = Array.from({ length: n }, (_, i) => row(points, i)[a]).reduce((s, x) => s + x / n, 0);
        expect(Math.abs(average - mean[a])).toBeLessThan(5 * Math.sqrt(covariance[a][a] / n));
        for (const b of [0, 1]) {
          const moment = Array.from({ length: n }, (_, i) => {
            const x = row(points, i);
            return (x[a] - mean[a]) * (x[b] - mean[b]);
          }).reduce((s, x) => s + x / n, 0);
          const error = Math.sqrt((covariance[a][a] * covariance[b][b] + covariance[a][b] ** 2) / n);
          expect(Math.abs(moment - covariance[a][b])).toBeLessThan(5 * error);
        }
      }
    });
  });

  it('draws spheres of radius 1 and 0.8, without a preferred direction', () => {
    const set = synthetic.circle3d({ n: 4001, noise: 0, seed: 4 });
    expect(ofClass(set, 0).rows).toBe(2000);
    for (const [c, radius] of [
      [0, 1],
      [1, 0.8],
    ]) {
      // biome-ignore format: pairs
      const points = ofClass(set, c);
      const sums = [0, 0, 0];
      for (let i = 0; i < points.rows; i++) {
        const x = row(points, i);
        expect(Math.hypot(...x)).toBeCloseTo(radius, 12);
        sums.forEach((_, k) => {
          sums[k] += x[k] / points.rows;
        });
      }
      // A coordinate has variance radius^2 / 3.
      for (const sum of sums) expect(Math.abs(sum)).toBeLessThan(4 * radius * Math.sqrt(1 / 3 / points.rows));
    }
  });

  it('refuses no points and negative noise', () => {
    for (const name of ['v', 'ket', 'y', 'fourGaussians', 'circle3d'] as const) {
      expect(() => synthetic[name]({ n: 0, seed: 1 })).toThrow(/n is 0/);
      expect(() => synthetic[name]({ n: 4, noise: -1, seed: 1 })).toThrow(/noise is -1/);
    }
  });
});
