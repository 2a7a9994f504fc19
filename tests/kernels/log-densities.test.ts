import { describe, expect, it } from 'vitest';
import { logDensities } from '../../lib/kernels/log-densities';
import { type Matrix, matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { naiveLogDensity } from '../oracles/naive-density';
import { normalPoints } from '../oracles/random-points';
import { densitiesOf } from '../oracles/sweep-cases';

describe('logDensities', () => {
  const shapes = [
    [1, 1],
    [3, 2],
    [129, 5],
    [40, 13],
  ] as const;
  for (const kind of ['gaussian', 'kernel'] as const) {
    for (const [n, d] of shapes) {
      for (const scale of [1, 1e6]) {
        it(`agrees with a naive ${kind} density on ${n} points in ${d} dimensions of scale ${scale}`, () => {
          const points = normalPoints(n, d, randomStream(`${n} ${d}`));
          points.data.forEach((value, i) => {
            points.data[i] = scale * (value + 3);
          });
          const densities = densitiesOf(points, 3, kind);
          const exact = logDensities(points, densities);
          const single = logDensities(points, densities, { precision: 'single' });
          densities.forEach((density, c) => {
            naiveLogDensity(points, density).forEach((expected, b) => {
              const size = Math.max(1, Math.abs(expected));
              expect(Math.abs(exact[b * 3 + c] - expected) / size).toBeLessThan(1e-12);
              expect(Math.abs(single[b * 3 + c] - expected) / size).toBeLessThan(1e-5);
            });
          });
        });
      }
    }
  }

  it('is -log(2 pi) / 2 - x^2 / 2 for the standard normal distribution', () => {
    const unit = { centres: matrix([[0]]), cholesky: matrix([[1]]) };
    const x = [0, 1, -2.5, 40];
    const values = logDensities(matrix(x.map((value) => [value])), [unit]);
    x.forEach((value, i) => {
      expect(values[i]).toBeCloseTo(-Math.log(2 * Math.PI) / 2 - value ** 2 / 2, 12);
    });
  });

  it('stays finite 1e6 standard deviations away, where every component underflows', () => {
    const centres = matrix([
      [0, 0],
      [1, 0],
      [0, 1],
    ]);
    const density = {
      centres,
      cholesky: matrix([
        [1, 0],
        [0, 1],
      ]),
    };
    for (const precision of ['single', 'double'] as const) {
      const [value] = logDensities(matrix([[1e6, 0]]), [density], { precision });
      // The nearest component dominates.
      const expected = -0.5 * 999999 ** 2 - Math.log(3) - Math.log(2 * Math.PI);
      expect(value / expected).toBeCloseTo(1, precision === 'single' ? 5 : 14);
    }
  });

  it('adds up a thousand components of equal distance', () => {
    const ring = Array.from({ length: 1000 }, (_, i) => [Math.cos(i), Math.sin(i)]);
    const density = {
      centres: matrix(ring),
      cholesky: matrix([
        [1, 0],
        [0, 1],
      ]),
    };
    for (const precision of ['single', 'double'] as const) {
      const [value] = logDensities(matrix([[0, 0]]), [density], { precision });
      expect(value).toBeCloseTo(-0.5 - Math.log(2 * Math.PI), precision === 'single' ? 5 : 12);
    }
  });

  it('adds up thousands of terms that are each 2^-12 of the largest', () => {
    const far = Math.sqrt(24 * Math.LN2);
    const centres = Array.from({ length: 4096 }, (_, i) => (i === 0 ? [0] : [i % 2 === 0 ? far : -far]));
    const density = { centres: matrix(centres), cholesky: matrix([[1]]) };
    for (const precision of ['single', 'double'] as const) {
      const [value] = logDensities(matrix([[0]]), [density], { precision });
      const expected = Math.log((1 + 4095 / 4096) / 4096) - Math.log(2 * Math.PI) / 2;
      expect(value).toBeCloseTo(expected, precision === 'single' ? 5 : 12);
    }
  });

  /** Points on, near and far from the centres of kernels whose width is that share of the spread. */
  function narrowCase(n: number, d: number, width: number) {
    const stream = randomStream(`narrow ${n} ${d} ${width}`);
    const centres = normalPoints(n, d, stream.split('centres'));
    const cholesky = matrix(
      Array.from({ length: d }, (_, i) => Array.from({ length: d }, (_, j) => (i === j ? width : 0))),
    );
    const shifts = [0, 0.1, 1, 3, 1 / width, 1e3 / width].map((shift) => shift * width);
    const rows = shifts.flatMap((shift) =>
      Array.from({ length: 20 }, (_, i) =>
        Array.from({ length: d }, (_, j) => centres.data[(i % n) * d + j] + shift * stream.normal()),
      ),
    );
    return { points: matrix(rows), density: { centres, cholesky } };
  }

  /** Distance to the nearest centre, and the norms of the point and of the farthest centre. */
  function placeOf({ data, cols: d }: Matrix, b: number, centres: Matrix) {
    const x = data.subarray(b * d, (b + 1) * d);
    const rows = Array.from({ length: centres.rows }, (_, i) => centres.data.subarray(i * d, (i + 1) * d));
    return {
      nearest: Math.min(...rows.map((centre) => Math.hypot(...centre.map((value, j) => value - x[j])))),
      norm: Math.hypot(...x),
      reach: Math.max(...rows.map((centre) => Math.hypot(...centre))),
    };
  }

  for (const [n, d] of [
    [9, 1],
    [700, 2],
    [1500, 10],
    [600, 60],
  ] as const) {
    for (const width of [1, 0.1, 0.01, 0.001]) {
      it(`agrees near and far from ${n} centres in ${d} dimensions, ${width} wide`, () => {
        const { points, density } = narrowCase(n, d, width);
        const exact = logDensities(points, [density]);
        const single = logDensities(points, [density], { precision: 'single' });
        naiveLogDensity(points, density).forEach((expected, b) => {
          const size = Math.max(1, Math.abs(expected));
          // Coordinates are rounded, by u of both norms together: a distance moves by as much.
          const { nearest, norm, reach } = placeOf(points, b, density.centres);
          const rounding = (2 * nearest * (norm + reach)) / width ** 2;
          expect(Math.abs(exact[b] - expected)).toBeLessThan(1e-12 * size + 2 ** -53 * rounding);
          // The product's error, as far as it is accepted (assembly/kernel-sums.ts); direct differences have none such.
          const product = (d + 5) * reach * (2 * norm + reach) * width ** -2;
          const accepted = Math.min(2 ** -24 * product, Math.LN2 * 2 ** -12);
          expect(Math.abs(single[b] - expected)).toBeLessThan(1e-5 * size + 2 ** -24 * rounding + accepted);
        });
      });
    }
  }

  it('is the same for a point alone and among others, bit for bit', () => {
    for (const width of [1, 0.01]) {
      const { points, density } = narrowCase(1100, 6, width);
      for (const precision of ['single', 'double'] as const) {
        const together = logDensities(points, [density], { precision });
        for (let b = 0; b < points.rows; b += 7) {
          const alone = matrix([Array.from(points.data.subarray(b * 6, (b + 1) * 6))]);
          expect(logDensities(alone, [density], { precision })[0]).toBe(together[b]);
        }
      }
    }
  });

  it('refuses points of another dimension and factors that are singular', () => {
    const unit = { centres: matrix([[0]]), cholesky: matrix([[1]]) };
    expect(() => logDensities(matrix([[0, 1]]), [unit])).toThrow(/has 1 features/);
    expect(() => logDensities(matrix([[0]]), [{ ...unit, cholesky: matrix([[0]]) }])).toThrow(/diagonal/);
    expect(() => logDensities(matrix([[Number.NaN]]), [unit])).toThrow(/NaN in row 0, column 0/);
  });
});
