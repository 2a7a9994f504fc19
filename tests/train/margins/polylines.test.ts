import { describe, expect, it } from 'vitest';
import { type Matrix, matrix } from '../../../lib/numeric/matrix';
import { decisionBoundary, planeGrid } from '../../../lib/train/margins/decision-boundary';
import { polylines } from '../../../lib/train/margins/polylines';

const lengthOf = (line: readonly number[]) => {
  let length = 0;
  for (let k = 2; k < line.length; k += 2) {
    length += Math.hypot(line[k] - line[k - 2], line[k + 1] - line[k - 1]);
  }
  return length;
};

describe('polylines', () => {
  it('joins pieces in whatever order and direction', () => {
    const lines = polylines(matrix([[2, 0, 1, 0], [3, 1, 2, 0], [0, 0, 1, 0]])); // biome-ignore format: pieces
    expect(lines).toEqual([[3, 1, 2, 0, 1, 0, 0, 0]]);
  });

  it('ends a closed line where it begins', () => {
    const [line, ...others] = polylines(matrix([[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 1]])); // biome-ignore format: pieces
    expect(others).toEqual([]);
    expect(line.slice(0, 2)).toEqual(line.slice(-2));
    expect(line.length).toBe(8);
  });

  it('ends lines where three meet', () => {
    const lines = polylines(matrix([[0, 0, 1, 0], [0, 0, 0, 1], [0, 0, -1, 0], [-2, 0, -1, 0]])); // biome-ignore format: pieces
    expect(lines.map((line) => line.length).sort()).toEqual([4, 4, 6]);
  });

  it('keeps every piece of a boundary once, in two rings and three rays', () => {
    const rule = (x: number, y: number) => {
      const [inner, outer] = [x * x + y * y < 0.3, x * x + y * y < 1.1];
      return inner ? 0 : outer ? 1 : x > 0.013 ? 2 : y > 0.017 ? 3 : 4;
    };
    const classify = ({ data, rows }: Matrix) =>
      Int32Array.from({ length: rows }, (_, i) => rule(data[2 * i], data[2 * i + 1]));
    const { segments } = decisionBoundary(classify, planeGrid([-2, 2], [-2, 2], 0.07));
    const lines = polylines(segments);
    let total = 0;
    for (let s = 0; s < segments.rows; s++) {
      total += lengthOf(Array.from(segments.data.subarray(4 * s, 4 * s + 4)));
    }
    expect(lines.reduce((sum, line) => sum + lengthOf(line), 0)).toBeCloseTo(total, 9);
    expect(lines.reduce((sum, line) => sum + line.length / 2 - 1, 0)).toBe(segments.rows);
    const closed = lines.filter((line) => line[0] === line.at(-2) && line[1] === line.at(-1));
    expect(closed.length).toBe(1);
    expect(lines.length).toBeLessThan(20);
  });
});
