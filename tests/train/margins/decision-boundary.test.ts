import { describe, expect, it } from 'vitest';
import { type Matrix, matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { decisionBoundary, planeGrid, planeMargins } from '../../../lib/train/margins/decision-boundary';

const by = (rule: (x: number, y: number) => number) => (points: Matrix) =>
  Int32Array.from({ length: points.rows }, (_, i) => rule(points.data[2 * i], points.data[2 * i + 1]));
const grid = planeGrid([-2, 2], [-2, 2], 0.07);

describe('planeMargins', () => {
  it("are the distances to a straight boundary, to the bisection's 2^-12 of the spacing", () => {
    const classify = by((x, y) => (3 * x + 4 * y > 0.5 ? 1 : 0));
    const boundary = decisionBoundary(classify, grid);
    const X = matrix([
      [1, 0.5],
      [-0.3, -0.2],
      [0.4, 0.4],
    ]);
    const margins = planeMargins(boundary, classify, X, [1, 0, 0]);
    const exact = [4.5 / 5, 2.2 / 5, -2.3 / 5];
    margins.forEach((margin, i) => {
      expect(Math.abs(margin - exact[i])).toBeLessThan(2 * 0.07 * 2 ** -12);
    });
  });

  it('are those of a circle, up to the sagitta of a chord within a cell', () => {
    const classify = by((x, y) => (x * x + y * y < 1 ? 1 : 0));
    const boundary = decisionBoundary(classify, grid);
    const X = matrix([
      [0, 0],
      [0.6, 0.5],
      [1.2, -0.4],
    ]);
    const margins = planeMargins(boundary, classify, X, [1, 1, 0]);
    margins.forEach((margin, i) => {
      const exact = Math.abs(1 - Math.sqrt(X.data[2 * i] ** 2 + X.data[2 * i + 1] ** 2));
      expect(Math.abs(margin - exact)).toBeLessThan((2 * 0.07 ** 2) / 8 + 2 * 0.07 * 2 ** -12);
    });
  });

  it('reach the corner of three regions', () => {
    const classify = by((x, y) => (x > 0.013 ? 0 : y > 0.017 ? 1 : 2));
    const boundary = decisionBoundary(classify, grid);
    const X = matrix([[-0.5, 0.25]]);
    expect(planeMargins(boundary, classify, X, [1])[0]).toBeCloseTo(0.233, 4);
  });

  it('are the least distances to all pieces, none passed over that counts', () => {
    const stream = randomStream('pieces');
    const random = (rows: number, cols: number) =>
      matrix(Array.from({ length: rows }, () => Array.from({ length: cols }, () => stream.uniform())));
    const ends = random(40, 4);
    const boundary = { grid, classes: new Int32Array(0), segments: ends };
    const X = random(50, 2);
    const margins = planeMargins(boundary, (points) => new Int32Array(points.rows), X, new Int32Array(50));
    margins.forEach((margin, i) => {
      // Along each piece in 2000 steps: the foot of the perpendicular is missed by half a step of at most sqrt(2) / 2000.
      let least = Infinity;
      for (let s = 0; s < ends.rows; s++) {
        const [ax, ay, bx, by2] = ends.data.subarray(4 * s, 4 * s + 4);
        for (let t = 0; t <= 1; t += 1 / 2000) {
          const [dx, dy] = [ax + t * (bx - ax), ay + t * (by2 - ay)];
          least = Math.min(least, Math.hypot(dx - X.data[2 * i], dy - X.data[2 * i + 1]));
        }
      }
      expect(margin).toBeLessThan(least + 1e-12);
      expect(margin).toBeGreaterThan(least - Math.SQRT1_2 / 2000);
    });
  });

  it('are infinite without a boundary', () => {
    const classify = by(() => 0);
    expect(planeMargins(decisionBoundary(classify, grid), classify, matrix([[0, 0]]), [0])[0]).toBe(Infinity);
  });
});

describe('decisionBoundary', () => {
  it('has the length of the circle', () => {
    const { segments } = decisionBoundary(
      by((x, y) => (x * x + y * y < 1 ? 1 : 0)),
      grid,
    );
    let length = 0;
    for (let s = 0; s < segments.rows; s++) {
      const [ax, ay, bx, by2] = segments.data.subarray(4 * s, 4 * s + 4);
      length += Math.hypot(bx - ax, by2 - ay);
    }
    expect(Math.abs(length - 2 * Math.PI)).toBeLessThan(0.01);
  });
});

describe('decisionBoundary of a band from border to border', () => {
  it('has no piece longer than the diagonal of a cell', () => {
    // Slanted: it leaves on the left one line of the grid above where it leaves on the right.
    const { segments } = decisionBoundary(
      by((x, y) => (y + 0.02 * x > 0.013 ? 1 : 0)),
      grid,
    );
    for (let s = 0; s < segments.rows; s++) {
      const [ax, ay, bx, by2] = segments.data.subarray(4 * s, 4 * s + 4);
      expect(Math.hypot(bx - ax, by2 - ay)).toBeLessThan(0.07 * Math.SQRT2);
    }
  });
});

describe('planeGrid', () => {
  it('ends at its bounds and is as fine as asked', () => {
    const { x, y } = planeGrid([-1, 1], [0, 0.5], 0.3);
    expect([x[0], x[x.length - 1], y[0], y[y.length - 1]]).toEqual([-1, 1, 0, 0.5]);
    expect(Math.max(x[1] - x[0], y[1] - y[0])).toBeLessThanOrEqual(0.3);
  });
});
