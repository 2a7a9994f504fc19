import { describe, expect, it } from 'vitest';
import { findRoot } from '../../lib/numeric/root';

describe('findRoot', () => {
  const cases: [string, (x: number) => number, number, number, number][] = [
    ['x^2 - 2', (x) => x * x - 2, 0, 2, Math.SQRT2],
    ['cos', Math.cos, 1, 2, Math.PI / 2],
    ['exp(x) - 1 from afar', (x) => Math.expm1(x), -50, 3, 0],
    ['(x - 1)^3, flat at its root', (x) => (x - 1) ** 3, -4, 3, 1],
    ['a steep sigmoid', (x) => 1 / (1 + Math.exp(-1000 * (x - 0.123))) - 0.5, 0, 1, 0.123],
    ['a line', (x) => 3 * x - 1, -2, 5, 1 / 3],
    ['ln', Math.log, 1e-300, 1e300, 1],
  ];
  it.each(cases)('finds the root of %s from both directions', (_, f, a, b, root) => {
    for (const found of [findRoot(f, a, b), findRoot(f, b, a)]) {
      expect(Math.abs(found - root)).toBeLessThanOrEqual(8e-16 * Math.max(1, Math.abs(root)));
    }
  });

  it('ends at the jump of a discontinuous function', () => {
    expect(findRoot((x) => (x < 0.7 ? -1 : 2), 0, 1)).toBeCloseTo(0.7, 14);
  });

  it('takes fewer than 15 evaluations where bisection needs 52', () => {
    let count = 0;
    findRoot(
      (x) => {
        count++;
        return Math.exp(x) - 5;
      },
      0,
      4,
    );
    expect(count).toBeLessThan(15);
  });

  it('stops at the tolerance', () => {
    let count = 0;
    const f = (x: number) => {
      count++;
      return x ** 9 - 0.1;
    };
    expect(Math.abs(findRoot(f, 0, 2, { tolerance: 0.01 }) - 0.1 ** (1 / 9))).toBeLessThan(0.01);
    const coarse = count;
    count = 0;
    findRoot(f, 0, 2);
    expect(coarse).toBeLessThan(count);
  });

  it('accepts roots at the ends', () => {
    expect(findRoot((x) => x, 0, 1)).toBe(0);
    expect(findRoot((x) => x - 1, 0, 1)).toBe(1);
  });

  it('refuses ends of one sign, NaN and a negative tolerance', () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(/f\(-1\) = 2 and f\(1\) = 2 have the same sign/);
    expect(() => findRoot(Math.sqrt, -1, 1)).toThrow(/f\(-1\) is NaN/);
    expect(() => findRoot((x) => x, -Infinity, 1)).toThrow(RangeError);
    expect(() => findRoot((x) => x, -1, 1, { tolerance: -1 })).toThrow(/tolerance is -1/);
  });
});
