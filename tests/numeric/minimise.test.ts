import { describe, expect, it } from 'vitest';
import { matrix } from '../../lib/numeric/matrix';
import { minimise, minimiseSmooth } from '../../lib/numeric/minimise';
import vectors from '../vectors/numeric.json';

describe('minimise', () => {
  const cases: [string, (x: number) => number, number, number, number][] = [
    ['a parabola', (x) => (x - 0.375) ** 2 + 2, -3, 5, 0.375],
    ['x - ln x', (x) => x - Math.log(x), 0.01, 30, 1],
    ['a kink', (x) => Math.abs(x - 0.2), -1, 1, 0.2],
    ['cos', Math.cos, 2, 5, Math.PI],
    ['x^4 about 0', (x) => x ** 4, -1, 2, 0],
  ];
  it.each(cases)('finds the minimum of %s', (name, f, a, b, x) => {
    const found = minimise(f, a, b);
    // x^4 is flat: f falls below 1e-16 of its scale within 1e-4.
    expect(Math.abs(found.x - x)).toBeLessThan(name === 'x^4 about 0' ? 1e-4 : 1e-7);
    expect(found.value).toBe(f(found.x));
    expect(found.evaluations).toBeLessThan(100);
  });

  it('approaches an end where f is monotone', () => {
    expect(minimise((x) => x, 2, 3).x).toBeCloseTo(2, 6);
    expect(minimise((x) => -x, 2, 3).x).toBeCloseTo(3, 6);
  });

  it('uses parabolas: 20 evaluations where golden sections need 40', () => {
    expect(minimise((x) => Math.cosh(x - 1), -2, 3).evaluations).toBeLessThan(20);
    expect(minimise((x) => (x - 0.375) ** 2, -3, 5).evaluations).toBeLessThan(10);
  });

  it('refuses bad intervals, tolerances and NaN', () => {
    expect(() => minimise((x) => x, 1, 0)).toThrow(/interval is \[1, 0\]/);
    expect(() => minimise((x) => x, 0, Infinity)).toThrow(RangeError);
    expect(() => minimise((x) => x, 0, 1, { tolerance: 0 })).toThrow(/tolerance is 0/);
    expect(() => minimise(() => Number.NaN, 0, 1)).toThrow(/is NaN/);
  });
});

function rosenbrock(x: Float64Array) {
  let value = 0;
  const gradient = new Float64Array(x.length);
  for (let i = 0; i + 1 < x.length; i++) {
    const gap = x[i + 1] - x[i] * x[i];
    value += 100 * gap * gap + (1 - x[i]) ** 2;
    gradient[i] += -400 * x[i] * gap - 2 * (1 - x[i]);
    gradient[i + 1] += 200 * gap;
  }
  return { value, gradient };
}

describe('minimiseSmooth', () => {
  it('without a Hessian: finds the minimum of Rosenbrock functions, as SciPy does', () => {
    const found = minimiseSmooth(rosenbrock, [1.3, 0.7, 0.8, 1.9]);
    expect(found.gradientNorm).toBeLessThanOrEqual(1e-10);
    for (const [i, x] of found.x.entries()) {
      expect(Math.abs(x - 1)).toBeLessThan(1e-9);
      expect(Math.abs(x - vectors.rosenbrock.x[i])).toBeLessThan(1e-8);
    }
  });

  it('with a Hessian: solves a quadratic in one step', () => {
    const hessian = matrix([
      [4, 1],
      [1, 3],
    ]);
    const quadratic = (x: Float64Array) => ({
      value: 2 * x[0] ** 2 + x[0] * x[1] + 1.5 * x[1] ** 2 - x[0] - 2 * x[1],
      gradient: [4 * x[0] + x[1] - 1, x[0] + 3 * x[1] - 2],
      hessian,
    });
    const found = minimiseSmooth(quadratic, [100, -50], { tolerance: 1e-12 });
    expect(found.iterations).toBeLessThanOrEqual(2);
    expect(found.x[0]).toBeCloseTo(1 / 11, 12);
    expect(found.x[1]).toBeCloseTo(7 / 11, 12);
  });

  it('with a Hessian that is not positive definite at the start: still descends to a minimum', () => {
    const doubleWell = ([x, y]: Float64Array) => ({
      value: x ** 4 - 2 * x * x + y * y,
      gradient: [4 * x ** 3 - 4 * x, 2 * y],
      hessian: matrix([
        [12 * x * x - 4, 0],
        [0, 2],
      ]),
    });
    const found = minimiseSmooth(doubleWell, [0.1, 3]);
    expect(found.x[0]).toBeCloseTo(1, 9);
    expect(found.x[1]).toBeCloseTo(0, 9);
  });

  it('with a Hessian that is singular along a flat direction: leaves that direction alone', () => {
    const valley = ([x, y]: Float64Array) => {
      const u = x - y - 1;
      return {
        value: Math.cosh(u),
        gradient: [Math.sinh(u), -Math.sinh(u)],
        hessian: matrix([
          [Math.cosh(u), -Math.cosh(u)],
          [-Math.cosh(u), Math.cosh(u)],
        ]),
      };
    };
    const { x } = minimiseSmooth(valley, [3, 1], { tolerance: 1e-12 });
    expect(x[0] - x[1]).toBeCloseTo(1, 11);
    expect(x[0] + x[1]).toBeCloseTo(4, 3);
  });

  it('names the gradient that is left where there is no minimum', () => {
    const falling = ([x]: Float64Array) => ({ value: Math.exp(-x), gradient: [-Math.exp(-x)] });
    expect(() => minimiseSmooth(falling, [0], { maxIterations: 3 })).toThrow(
      /minimum not found after 3 iterations: the largest entry of the gradient is 0\.\d+/,
    );
    const wrongSign = ([x]: Float64Array) => ({ value: x * x, gradient: [-2 * x] });
    expect(() => minimiseSmooth(wrongSign, [1])).toThrow(/no step makes f smaller/);
  });

  it('refuses a start where f is not finite and a gradient of the wrong size', () => {
    expect(() => minimiseSmooth(() => ({ value: Number.NaN, gradient: [0] }), [1])).toThrow(/f is NaN/);
    expect(() => minimiseSmooth(() => ({ value: 0, gradient: [0, 0] }), [1])).toThrow(
      /2 entries, expected 1/,
    );
  });
});
