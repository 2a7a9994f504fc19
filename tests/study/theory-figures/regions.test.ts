import { describe, expect, it } from 'vitest';
import { randomStream } from '../../../lib/numeric/random';
import { decisionRegion, type Point } from '../../../lib/study/theory-figures/regions';

/** Shoelace formula. */
function area(polygon: readonly Point[]): number {
  const twice = polygon.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length];
    return sum + x * nextY - nextX * y;
  }, 0);
  return twice / 2;
}

const score = (w: Point, x: Point) => w[0] * x[0] + w[1] * x[1];

describe('decision regions', () => {
  it('are the quadrant and its neighbours for the SVM of Example 2', () => {
    const weights: Point[] = [
      [-1, 1],
      [1, 1],
      [-1, -1],
    ];
    const areas = weights.map((_, c) => area(decisionRegion(weights, c, 2)));
    expect(areas).toEqual([4, 6, 6]);
  });

  it('tile the square, and hold only points of their class', () => {
    const stream = randomStream('regions');
    for (let trial = 0; trial < 50; trial++) {
      const weights = Array.from({ length: 4 }, (): Point => [stream.normal(), stream.normal()]);
      const polygons = weights.map((_, c) => decisionRegion(weights, c, 1));
      expect(polygons.reduce((sum, polygon) => sum + area(polygon), 0)).toBeCloseTo(4, 10);
      polygons.forEach((polygon, c) => {
        for (const corner of polygon) {
          const scores = weights.map((w) => score(w, corner));
          expect(scores[c]).toBeGreaterThan(Math.max(...scores) - 1e-10);
        }
      });
    }
  });

  it('are empty for a class that is chosen nowhere', () => {
    const weights: Point[] = [
      [0.1, 0],
      [1, 1],
      [-1, 1],
      [0, -2],
    ];
    expect(area(decisionRegion(weights, 0, 1))).toBeCloseTo(0, 12);
  });
});
