import { describe, expect, it } from 'vitest';
import { betaRule } from '../../lib/numeric/beta-quadrature';
import { gaussJacobi } from '../../lib/numeric/gauss-jacobi';

describe('gaussJacobi', () => {
  it.each([-0.95, -0.5, 0, 0.3, 1, 4.5])('is exact for polynomials of degree 2n - 1 (beta = %s)', (beta) => {
    for (const n of [1, 2, 5, 16, 32]) {
      const { nodes, weights } = gaussJacobi(n, beta);
      for (let power = 0; power < 2 * n; power++) {
        const sum = nodes.reduce((total, x, k) => total + weights[k] * x ** power, 0);
        const exact = 1 / (power + beta + 1);
        expect(Math.abs(sum / exact - 1)).toBeLessThan(1e-12);
      }
      expect([...nodes].every((x, k) => x > (k === 0 ? 0 : nodes[k - 1]) && x < 1)).toBe(true);
    }
  });

  it('rejects what has no rule', () => {
    expect(() => gaussJacobi(0, 0)).toThrow(RangeError);
    expect(() => gaussJacobi(4, -1)).toThrow(RangeError);
  });
});

describe('betaRule', () => {
  // E lambda^m = prod_k (alpha + k) / (2 alpha + k)
  const moment = (alpha: number, m: number) =>
    Array.from({ length: m }, (_, k) => (alpha + k) / (2 * alpha + k)).reduce((a, b) => a * b, 1);

  it.each([0.05, 0.5, 0.7, 1, 1.5, 2, 3.3, 20])(
    'has the moments of the symmetric Beta distribution (alpha = %s)',
    (alpha) => {
      for (const breakpoints of [[], [0.2, 0.9], [1e-4, 0.3, 0.5, 0.999]]) {
        const { nodes, complements, weights } = betaRule(alpha, breakpoints, 16);
        for (let m = 0; m < 9; m++) {
          const left = weights.reduce((sum, w, k) => sum + w * nodes[k] ** m, 0);
          const right = weights.reduce((sum, w, k) => sum + w * complements[k] ** m, 0);
          expect(Math.abs(left / moment(alpha, m) - 1)).toBeLessThan(1e-13 * Math.max(1, alpha));
          expect(Math.abs(right / moment(alpha, m) - 1)).toBeLessThan(1e-13 * Math.max(1, alpha));
        }
      }
    },
  );

  it('rejects alpha <= 0', () => {
    expect(() => betaRule(0, [], 8)).toThrow('alpha is 0, expected a finite number greater than 0');
  });
});
