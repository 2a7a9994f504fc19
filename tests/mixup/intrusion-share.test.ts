import { describe, expect, it } from 'vitest';
import { intrusionShare } from '../../lib/mixup/intrusion-share';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';

describe('intrusionShare', () => {
  it('is 1/9 for three classes in a line: the outer pair, 2 of 9, intrudes on half of its segment', () => {
    const draws = 20_000;
    const share = intrusionShare(matrix([[-1], [0], [1]]), [0, 1, 2], { draws }, randomStream('line'));
    // 4 standard errors of 20,000 draws.
    expect(Math.abs(share - 1 / 9)).toBeLessThan(4 * Math.sqrt(((1 / 9) * (8 / 9)) / draws));
  });

  it('is 0 without a third class between, and the same for equal streams', () => {
    const X = matrix([[-1], [-2], [1], [2]]);
    expect(intrusionShare(X, [0, 0, 1, 1], { draws: 500 }, randomStream(1))).toBe(0);
    const corners = matrix([
      [0, 0],
      [1, 0],
      [0, 1],
      [0.4, 0.4],
    ]);
    const run = () => intrusionShare(corners, [0, 1, 2, 3], { draws: 300, alpha: 2 }, randomStream(2));
    expect(run()).toBe(run());
    expect(run()).toBeGreaterThan(0);
  });

  it('refuses what it cannot draw from', () => {
    expect(() => intrusionShare(matrix([]), [], { draws: 5 }, randomStream(1))).toThrow(/no points/);
    expect(() => intrusionShare(matrix([[1]]), [0], { draws: 0 }, randomStream(1))).toThrow(/draws is 0/);
  });
});
