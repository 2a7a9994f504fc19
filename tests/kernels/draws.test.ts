import { describe, expect, it } from 'vitest';
import { adaMixUpDraws, partnersOf } from '../../lib/kernels/ada-mixup-draws';
import { withArena } from '../../lib/kernels/arena';
import { batchDraws } from '../../lib/kernels/draws';
import { randomStream } from '../../lib/numeric/random';

describe('batchDraws', () => {
  it('pairs the rows of a batch with a permutation of themselves', () => {
    const next = batchDraws(randomStream(1), { n: 50, batchSize: 16, alpha: 1, shuffle: true });
    for (let epoch = 0; epoch < 3; epoch++) {
      const { first, second, lambdas } = next();
      expect(lambdas.length).toBe(4);
      expect(lambdas.every((lambda) => lambda >= 0 && lambda <= 1)).toBe(true);
      expect(Array.from(first).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
      for (let from = 0; from < 50; from += 16) {
        const batch = (rows: Int32Array) => Array.from(rows.subarray(from, from + 16)).sort((a, b) => a - b);
        expect(batch(second)).toEqual(batch(first));
      }
    }
  });

  it('does not mix without alpha, and takes rows in order without shuffling', () => {
    const { first, second, lambdas } = batchDraws(randomStream(2), { n: 5, batchSize: 2 })();
    expect(Array.from(first)).toEqual([0, 1, 2, 3, 4]);
    expect(second).toEqual(first);
    expect(Array.from(lambdas)).toEqual([1, 1, 1]);
  });

  it('draws 0 or 1 evenly for alpha = 0', () => {
    const { lambdas } = batchDraws(randomStream(3), { n: 10000, batchSize: 1, alpha: 0 })();
    const ones = lambdas.reduce((a, b) => a + b, 0);
    expect(lambdas.every((lambda) => lambda === 0 || lambda === 1)).toBe(true);
    // 4 standard errors, n = 10000.
    expect(Math.abs(ones - 5000)).toBeLessThan(4 * 50);
  });

  it('draws all permutations of four rows equally often', () => {
    const epochs = 24000;
    const next = batchDraws(randomStream(4), { n: 4, batchSize: 4, alpha: 1 });
    const counts = new Map<string, number>();
    for (let i = 0; i < epochs; i++) {
      const key = next().second.join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // Chi-squared of 23 degrees of freedom: mean 23, standard deviation sqrt(46); 4 standard errors above.
    expect(statistic).toBeLessThan(23 + 4 * Math.sqrt(46));
  });

  it('permutes by xoshiro128** and multiply-and-shift', () => {
    const state = [1n, 2n, 3n, 4n];
    const mask = 0xffffffffn;
    const rotated = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & mask;
    const word = () => {
      const result = (rotated((state[1] * 5n) & mask, 7n) * 9n) & mask;
      const shifted = (state[1] << 9n) & mask;
      state[2] ^= state[0];
      state[3] ^= state[1];
      state[1] ^= state[2];
      state[0] ^= state[3];
      state[2] ^= shifted;
      state[3] = rotated(state[3], 11n);
      return result;
    };
    const rows = 1000;
    const expected = Int32Array.from({ length: rows }, (_, i) => i);
    for (let i = rows - 1; i > 0; i--) {
      let product = word() * BigInt(i + 1);
      while ((product & mask) < 2n ** 32n % BigInt(i + 1)) product = word() * BigInt(i + 1);
      const j = Number(product >> 32n);
      [expected[i], expected[j]] = [expected[j], expected[i]];
    }
    const permuted = withArena((arena) => {
      const entries = arena.placeI32(Array.from({ length: rows }, (_, i) => i));
      arena.exports.permuteRuns(entries, rows, rows, arena.placeI32([1, 2, 3, 4]));
      return arena.i32(entries, rows).slice();
    });
    expect(permuted).toEqual(expected);
  });

  it('depends on the seed alone', () => {
    const draw = (seed: number) => batchDraws(randomStream(seed), { n: 20, batchSize: 8, alpha: 2 })();
    expect(draw(5)).toEqual(draw(5));
    expect(draw(5)).not.toEqual(draw(6));
  });
});

describe('adaMixUpDraws', () => {
  it('pairs the rows of a batch with a permutation of themselves', () => {
    const next = adaMixUpDraws(randomStream(6), { n: 50, batchSize: 16, shuffle: true });
    for (let epoch = 0; epoch < 3; epoch++) {
      const draws = next();
      const partners = partnersOf(draws, 16);
      expect(Array.from(draws.first).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
      draws.second.forEach((row, b) => {
        expect(draws.first[b - (b % 16) + partners[b]]).toBe(row);
      });
    }
  });

  it('takes rows in order without shuffling, and depends on the seed alone', () => {
    const draw = (seed: number) => adaMixUpDraws(randomStream(seed), { n: 20, batchSize: 8 })();
    expect(Array.from(draw(7).first)).toEqual(Array.from({ length: 20 }, (_, i) => i));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('draws uniforms anew in every epoch, evenly and uncorrelated', () => {
    const n = 100000;
    const next = adaMixUpDraws(randomStream(9), { n, batchSize: 128 });
    const [a, b] = [next().uniforms, next().uniforms];
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / n;
    for (const uniforms of [a, b]) {
      expect(uniforms.every((value) => value >= 0 && value < 1)).toBe(true);
      // 4 standard errors, n = 100000: of the mean, 1 / sqrt(12 n); of the mean square, sqrt(4 / (45 n)).
      expect(Math.abs(mean(uniforms) - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * n));
      expect(Math.abs(mean(uniforms.map((value) => value ** 2)) - 1 / 3)).toBeLessThan(
        4 * Math.sqrt(4 / (45 * n)),
      );
    }
    // Neighbours and epochs: products of independent uniforms less 1/2 have standard deviation 1/12.
    const neighbours = a.map((value, i) => (value - 0.5) * (a[(i + 1) % n] - 0.5));
    const epochs = a.map((value, i) => (value - 0.5) * (b[i] - 0.5));
    for (const products of [neighbours, epochs]) {
      expect(Math.abs(mean(products))).toBeLessThan(4 / (12 * Math.sqrt(n)));
    }
  });
});
