import { expect, it } from 'vitest';
import type { Ball } from '../../../lib/attacks/attack-options';
import { AscentStep } from '../../../lib/attacks/gradient/ascent-step';
import { randomStream } from '../../../lib/numeric/random';

const bounds = [-1, 1] as const;
const radius = 0.3;
const clip = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

it.each(['linf', 'l2'] as const)('AscentStep moves as the formula with momentum says: %s', (norm) => {
  const ball: Ball = { norm, epsilon: radius, radius, bounds };
  const stream = randomStream(`step ${norm}`);
  const numbers = (scale: number) => Array.from({ length: 4 }, () => scale * stream.normal());
  const projected = (z: number[], x: number[]) => {
    const length = Math.hypot(...z.map((value, j) => value - x[j]));
    return z.map((value, j) => {
      if (norm === 'linf') return clip(clip(value, x[j] - radius, x[j] + radius), ...bounds);
      return clip(x[j] + (value - x[j]) * Math.min(1, radius / length), ...bounds);
    });
  };
  for (let i = 0; i < 100; i++) {
    const x = numbers(0.6).map((value) => clip(value, ...bounds));
    const [here, before] = [0, 1].map(() =>
      projected(
        numbers(0.2).map((v, j) => x[j] + v),
        x,
      ),
    );
    const gradient = numbers(i % 2 === 0 ? 1 : 1e-200);
    const a = i % 3 === 0 ? 1 : 0.75;
    const step = 0.2 * stream.uniform();
    const largest = Math.max(...gradient.map(Math.abs));
    const scaled = gradient.map((g) => g / largest);
    const way = norm === 'linf' ? gradient.map(Math.sign) : scaled.map((g) => g / Math.hypot(...scaled));
    const halfway = projected(
      here.map((v, j) => v + step * way[j]),
      x,
    );
    const expected = projected(
      here.map((v, j) => v + a * (halfway[j] - v) + (1 - a) * (v - before[j])),
      x,
    );
    const [points, old] = [Float64Array.from([9, ...here]), Float64Array.from([9, ...before])];
    const mover = new AscentStep(ball, Float64Array.from([9, 9, ...x]), 4);
    mover.move(points, old, Float64Array.from([9, ...gradient]), 1, 2, step, a);
    expect(old).toEqual(Float64Array.from([9, ...here]));
    expected.forEach((value, j) => {
      expect(points[j + 1]).toBeCloseTo(value, 13);
    });
  }
});
