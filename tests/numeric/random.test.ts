import { createHash } from 'node:crypto';
import mt19937 from '@stdlib/random-base-mt19937';
import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';

const sampleOf = (draw: () => number, n: number) => Array.from({ length: n }, draw);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('randomStream', () => {
  it('gives the same numbers for the same seed and labels, whatever was drawn before', () => {
    const a = randomStream(7);
    const expected = sampleOf(() => a.split('fold').split(3).normal(), 1);
    const b = randomStream(7);
    sampleOf(() => b.uniform(), 100);
    expect([b.split('fold').split(3).normal()]).toEqual(expected);
  });

  it('keeps labels apart that would collide if they were merely joined', () => {
    expect(randomStream(1).split('ab').split('c').uniform()).not.toBe(
      randomStream(1).split('a').split('bc').uniform(),
    );
  });

  it.each([['plain'], ['ä', 'fold', '3'], ['\ud800', '', 'x'.repeat(500)]])(
    'is the Mersenne twister seeded with the SHA-256 of its labels: %j',
    (...labels: string[]) => {
      const digest = createHash('sha256').update(JSON.stringify(labels)).digest();
      const seed = Uint32Array.from({ length: 8 }, (_, i) => digest.readUInt32LE(4 * i));
      const expected = mt19937.factory({ seed }) as unknown as { normalized(): number };
      const stream = labels.slice(1).reduce((parent, label) => parent.split(label), randomStream(labels[0]));
      expect(sampleOf(() => stream.uniform(), 5)).toEqual(sampleOf(() => expected.normalized(), 5));
    },
  );

  // Four standard errors of the sample moments of 100,000 draws (n = 1e5, k = 4): a right sampler fails 1 in 16,000.
  const n = 100_000;
  const moments: [string, (s: ReturnType<typeof randomStream>) => number, number, number][] = [
    ['uniform', (s) => s.uniform(), 1 / 2, 1 / 12],
    ['normal', (s) => s.normal(), 0, 1],
    ['laplace(0.5)', (s) => s.laplace(0.5), 0, 0.5],
    ['gamma(2.5)', (s) => s.gamma(2.5), 2.5, 2.5],
    ['gamma(0.3)', (s) => s.gamma(0.3), 0.3, 0.3],
    ['beta(2, 2)', (s) => s.beta(2, 2), 1 / 2, 1 / 20],
    ['beta(1.6, 1.6)', (s) => s.beta(1.6, 1.6), 1 / 2, 1 / (4 * 4.2)],
    ['beta(0.01, 0.01)', (s) => s.beta(0.01, 0.01), 1 / 2, 1 / (4 * 1.02)],
    ['beta(2, 5)', (s) => s.beta(2, 5), 2 / 7, 10 / (49 * 8)],
    ['beta(1, 1)', (s) => s.beta(1, 1), 1 / 2, 1 / 12],
    ['integer(6)', (s) => s.integer(6), 2.5, 35 / 12],
  ];
  it.each(moments)('%s has the mean and variance of its law', (name, draw, expectedMean, variance) => {
    const stream = randomStream(`moments of ${name}`);
    const values = sampleOf(() => draw(stream), n);
    const deviation = values.map((value) => (value - expectedMean) ** 2);
    const fourth = mean(deviation.map((value) => value ** 2));
    expect(Math.abs(mean(values) - expectedMean)).toBeLessThan(4 * Math.sqrt(variance / n));
    expect(Math.abs(mean(deviation) - variance)).toBeLessThan(4 * Math.sqrt((fourth - variance ** 2) / n));
  });

  it('permutes: every index once, every place equally likely', () => {
    const stream = randomStream('permutation');
    const counts = Array.from({ length: 4 }, () => new Int32Array(4));
    for (let trial = 0; trial < 12_000; trial++) {
      const order = stream.permutation(4);
      expect([...order].sort()).toEqual([0, 1, 2, 3]);
      for (const [place, value] of order.entries()) counts[place][value]++;
    }
    // Binomial(12000, 1/4): standard deviation 47.4; 4.5 of them for 16 cells.
    for (const count of counts.flatMap((row) => [...row])) expect(Math.abs(count - 3000)).toBeLessThan(213);
  });

  it('refuses parameters out of range and names them', () => {
    expect(() => randomStream(1).beta(0, 1)).toThrow(/a is 0, expected a finite number greater than 0/);
    expect(() => randomStream(1).integer(2.5)).toThrow(RangeError);
    expect(() => randomStream(Number.NaN)).toThrow(/seed is NaN/);
  });
});
