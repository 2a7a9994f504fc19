import { describe, expect, it } from 'vitest';
import { gaussLegendre, integrate, integrateWithError } from '../../lib/numeric/quadrature';
import vectors from '../vectors/numeric.json';

describe('gaussLegendre', () => {
  it.each(vectors.legendre)('agrees with numpy at order $order', ({ order, nodes, weights }) => {
    const rule = gaussLegendre(order);
    nodes.forEach((node, k) => {
      expect(Math.abs(rule.nodes[k] - node)).toBeLessThan(4e-16);
      // numpy's outermost weight at order 64 is off by 1.3e-12 relative (mpmath, 40 digits), ours by 1e-13.
      expect(Math.abs(rule.weights[k] - weights[k])).toBeLessThan(4e-15);
    });
  });

  it.each([1, 2, 3, 8, 33, 200, 1001])('integrates polynomials of degree 2n - 1 exactly for n = %i', (n) => {
    const { nodes, weights } = gaussLegendre(n);
    for (const degree of [0, 1, 2, n - 1, n, 2 * n - 2, 2 * n - 1].filter((degree) => degree < 2 * n)) {
      const moment = nodes.reduce((sum, x, k) => sum + weights[k] * x ** degree, 0);
      expect(Math.abs(moment - (degree % 2 === 0 ? 2 / (degree + 1) : 0))).toBeLessThan(2e-13);
    }
  });

  it('is no better than degree 2n - 1: the error of x^(2n) is that of the formula', () => {
    const n = 3;
    const { nodes, weights } = gaussLegendre(n);
    const moment = nodes.reduce((sum, x, k) => sum + weights[k] * x ** (2 * n), 0);
    // 2^(2n+1) (n!)^4 / ((2n+1) ((2n)!)^2), the monic Legendre polynomial's squared norm.
    expect(2 / 7 - moment).toBeCloseTo((2 ** 7 * 6 ** 4) / (7 * 720 ** 2), 14);
  });

  it('is symmetric and cannot be changed by a caller', () => {
    const { nodes, weights } = gaussLegendre(7);
    expect(nodes.map((x) => 0 - x).reverse()).toEqual([...nodes]);
    expect(() => {
      (weights as number[])[0] = 1;
    }).toThrow(TypeError);
  });

  it('refuses an order out of range', () => {
    for (const order of [0, -1, 2.5, Number.NaN, 5000])
      expect(() => gaussLegendre(order)).toThrow(RangeError);
    expect(() => gaussLegendre(0)).toThrow(/order .* is 0, expected an integer from 1 to 4096/);
  });
});

describe('integrate', () => {
  it('gives the integral of smooth functions to rounding', () => {
    expect(Math.abs(integrate(Math.exp, 0, 1) - (Math.E - 1))).toBeLessThan(5e-15);
    expect(Math.abs(integrate(Math.sin, 0, Math.PI) - 2)).toBeLessThan(5e-15);
    expect(Math.abs(integrate((x) => 1 / (1 + x * x), 0, 1) - Math.PI / 4)).toBeLessThan(5e-15);
  });

  it('needs breakpoints at kinks, and uses them in any order, outside and twice', () => {
    const kinked = (x: number) => Math.abs(x - 0.3);
    const exact = (0.3 ** 2 + 0.7 ** 2) / 2;
    expect(Math.abs(integrate(kinked, 0, 1) - exact)).toBeGreaterThan(1e-6);
    expect(integrate(kinked, 0, 1, { breakpoints: [7, 0.3, 0.3, -1, 0.1] })).toBeCloseTo(exact, 15);
  });

  it('changes sign with the direction and is 0 over a point', () => {
    expect(integrate(Math.exp, 1, 0)).toBe(-integrate(Math.exp, 0, 1));
    expect(integrate(Math.exp, 1, 1)).toBe(0);
  });

  it('says how far the half order is from the order', () => {
    const steep = (x: number) => 1 / (1 + Math.exp(-100 * x));
    const rough = integrateWithError(steep, -1, 1, { order: 32 });
    const fine = integrateWithError(steep, -1, 1, {
      order: 32,
      breakpoints: [-0.4, -0.2, -0.1, 0, 0.1, 0.2, 0.4],
    });
    expect(Math.abs(integrateWithError((x) => steep(x + 0.01), -1, 1).error)).toBeGreaterThan(1e-6);
    expect(rough.value).toBeCloseTo(1, 12);
    expect(Math.abs(fine.value - 1)).toBeLessThanOrEqual(fine.error + 1e-15);
  });

  it('refuses infinite intervals and poles, and says where', () => {
    expect(() => integrate(Math.exp, 0, Infinity)).toThrow(/\[0, Infinity\] is not finite/);
    expect(() => integrate((x) => 1 / x, -1, 1, { order: 5 })).toThrow(/Infinity at 0/);
    expect(() => integrate(Math.log, -1, 1)).toThrow(/integrand is NaN at -/);
  });
});
