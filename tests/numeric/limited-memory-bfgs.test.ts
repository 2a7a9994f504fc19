import { describe, expect, it } from 'vitest';
import { limitedMemoryBfgs } from '../../lib/numeric/limited-memory-bfgs';
import { minimiseSmooth } from '../../lib/numeric/minimise';

/** sum_i 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2, least at 1. */
function rosenbrock(x: ArrayLike<number>, gradient: Float64Array): number {
  gradient.fill(0);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [bend, rest] = [x[i + 1] - x[i] * x[i], 1 - x[i]];
    value += 100 * bend * bend + rest * rest;
    gradient[i] -= 400 * bend * x[i] + 2 * rest;
    gradient[i + 1] += 200 * bend;
  }
  return value;
}

describe('limitedMemoryBfgs', () => {
  it('finds the minimum that BFGS finds, of more variables than it remembers steps', () => {
    const start = Float64Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const limited = limitedMemoryBfgs(rosenbrock, start, { tolerance: 1e-10 });
    const full = minimiseSmooth((x) => {
      const gradient = new Float64Array(x.length);
      return { value: rosenbrock(x, gradient), gradient };
    }, start);
    expect(limited.converged).toBe(true);
    limited.x.forEach((value, i) => {
      expect(value).toBeCloseTo(full.x[i], 6);
      expect(value).toBeCloseTo(1, 6);
    });
  });

  it('stops after the iterations that it is given, and says how steep it is there', () => {
    const start = Float64Array.of(-1.2, 1);
    const { x, value, gradientNorm, iterations, converged } = limitedMemoryBfgs(rosenbrock, start, {
      maxIterations: 5,
    });
    const gradient = new Float64Array(2);
    expect([iterations, converged]).toEqual([5, false]);
    expect(value).toBe(rosenbrock(x, gradient));
    expect(gradientNorm).toBeCloseTo(Math.hypot(...gradient), 12);
    expect([...start]).toEqual([-1.2, 1]);
  });

  it('refuses a start where f is not finite', () => {
    expect(() => limitedMemoryBfgs(() => Number.NaN, Float64Array.of(0))).toThrow(/f is NaN at the start/);
  });
});
