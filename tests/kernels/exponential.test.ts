import { describe, expect, it } from 'vitest';
import { withArena } from '../../lib/kernels/arena';
import { randomStream } from '../../lib/numeric/random';

const count = 20000;

describe('powers of two and logarithms of the kernels', () => {
  it('are within 2e-7 of the exact power in f32', () => {
    const stream = randomStream('powers32');
    const x = Float32Array.from({ length: count }, () => 252 * stream.uniform() - 126);
    const powers = withArena((arena) => {
      const address = arena.allocate(4 * count);
      arena.reals('single', address, count).set(x);
      arena.exports.powers32(address, count);
      return arena.reals('single', address, count).slice();
    });
    expect(Math.max(...x.map((value, i) => Math.abs(powers[i] / 2 ** value - 1)))).toBeLessThan(2e-7);
  });

  it('are within 5e-16 in f64, and exact for integers', () => {
    const stream = randomStream('powers64');
    const x = Float64Array.from({ length: count }, (_, i) =>
      i <= 2000 ? i - 1000 : 2044 * stream.uniform() - 1022,
    );
    const powers = withArena((arena) => {
      const address = arena.placeF64(x);
      arena.exports.powers64(address, count);
      return arena.f64(address, count).slice();
    });
    expect(Math.max(...x.map((value, i) => Math.abs(powers[i] / 2 ** value - 1)))).toBeLessThan(5e-16);
    expect(powers.slice(0, 2001).every((power, i) => power === 2 ** (i - 1000))).toBe(true);
  });

  it('clamp powers out of range and keep NaN visible', () => {
    const powers = withArena((arena) => {
      const address = arena.placeF64([-5000, 5000, Number.NaN, -Infinity]);
      arena.exports.powers64(address, 4);
      return Array.from(arena.f64(address, 4));
    });
    expect(powers).toEqual([2 ** -1022, 2 ** 1022, Number.NaN, 2 ** -1022]);
  });

  it('have an inverse within 5e-16, near 1 too', () => {
    const stream = randomStream('logarithms');
    const x = Float64Array.from({ length: count }, (_, i) =>
      i < count / 2 ? 2 ** (2000 * stream.uniform() - 1000) : 1 + 1e-3 * (stream.uniform() - 0.5),
    );
    const logarithms = withArena((arena) => {
      const address = arena.placeF64(x);
      arena.exports.logarithms(address, count);
      return arena.f64(address, count).slice();
    });
    expect(Math.max(...x.map((value, i) => Math.abs(logarithms[i] / Math.log(value) - 1)))).toBeLessThan(
      5e-16,
    );
  });
});
