import { describe, expect, it } from 'vitest';
import { stepToHyperplane } from '../../../lib/attacks/gradient/hyperplane-projection';
import type { PerturbationNorm } from '../../../lib/attacks/perturbation-norm';
import { randomStream } from '../../../lib/numeric/random';

/** The step by bisection of the multiplier t in clip(x + t v), from the definition. */
function bisected(
  norm: PerturbationNorm,
  x: number[],
  w: number[],
  rise: number,
  [min, max]: readonly [number, number],
) {
  const side = rise < 0 ? -1 : 1;
  const way = w.map((value) => side * (norm === 'l2' ? value : Math.sign(value)));
  const step = (t: number) => x.map((value, j) => Math.min(max, Math.max(min, value + t * way[j])) - value);
  const height = (t: number) => step(t).reduce((sum, value, j) => sum + side * w[j] * value, 0);
  let [low, high] = [0, 1e6];
  if (height(high) < Math.abs(rise)) return step(high);
  for (let i = 0; i < 200; i++) {
    const middle = (low + high) / 2;
    if (height(middle) < Math.abs(rise)) low = middle;
    else high = middle;
  }
  return step(high);
}

describe.each(['linf', 'l2'] as const)('stepToHyperplane in %s', (norm) => {
  const stream = randomStream(`projection ${norm}`);
  const bounds = [-1, 2] as const;
  const cases = Array.from({ length: 300 }, (_, i) => {
    const d = [1, 2, 5, 40][i % 4];
    // Some features lie on a bound, some weights are 0, some planes are out of reach.
    const x = Array.from({ length: d }, () => Math.min(2, Math.max(-1, -1.5 + 4 * stream.uniform())));
    const w = Array.from({ length: d }, () => (stream.uniform() < 0.2 ? 0 : stream.normal()));
    return { x, w, rise: 3 * stream.normal() * Math.sqrt(d) };
  });

  it('is the nearest point within the bounds, or the corner that comes closest to the plane', () => {
    let reached = 0;
    for (const { x, w, rise } of cases) {
      const d = x.length;
      const out = new Float64Array(d);
      // Both in the midst of other numbers.
      const points = Float64Array.from([9, ...x, 9]);
      const normals = Float64Array.from([9, 9, ...w]);
      stepToHyperplane(norm, points, 1, normals, 2, rise, bounds, out);
      const expected = bisected(norm, x, w, rise, bounds);
      out.forEach((value, j) => {
        expect(Math.abs(value - expected[j])).toBeLessThan(1e-9);
      });
      const height = out.reduce((sum, value, j) => sum + w[j] * value, 0);
      if (Math.abs(height - rise) < 1e-9) reached++;
    }
    expect(reached).toBeGreaterThan(100);
    expect(reached).toBeLessThan(290);
  });

  it('stays where it is when the plane has no direction or is reached already', () => {
    const out = Float64Array.from([7, 7]);
    const point = Float64Array.from([0.5, 1]);
    stepToHyperplane(norm, point, 0, new Float64Array(2), 0, 3, bounds, out);
    expect([...out].map(Math.abs)).toEqual([0, 0]);
    stepToHyperplane(norm, point, 0, Float64Array.from([1, -1]), 0, 0, bounds, out);
    expect([...out].map(Math.abs)).toEqual([0, 0]);
  });
});
