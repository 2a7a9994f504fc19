import { describe, expect, it } from 'vitest';
import { studentQuantile } from '../../lib/numeric/student-quantile';
import { studentTail } from '../../lib/numeric/student-tail';

describe('studentQuantile', () => {
  it('agrees with scipy', () => {
    const scipy = [
      [0.975, 1, 12.706204736174694],
      [0.975, 2, 4.302652729749462],
      [0.975, 4, 2.7764451051977934],
      [0.975, 9, 2.262157162798205],
      [0.95, 4, 2.1318467863266495],
      [0.995, 3, 5.840909309733355],
      [0.025, 6, -2.4469118511449794],
      [0.6, 200, 0.25368437919014747],
      [0.9999, 1, 3183.098757118502],
    ];
    for (const [probability, freedom, t] of scipy) {
      expect(Math.abs(studentQuantile(probability, freedom) / t - 1)).toBeLessThan(1e-12);
    }
  });

  it('inverts the tail, is 0 in the middle, and odd about it', () => {
    for (const freedom of [1, 3, 12.5, 1000]) {
      expect(studentQuantile(0.5, freedom)).toBe(0);
      expect(studentQuantile(0.125, freedom)).toBe(-studentQuantile(0.875, freedom));
      for (const tail of [0.4, 0.05, 1e-6]) {
        expect(studentTail(studentQuantile(1 - tail, freedom), freedom) / tail).toBeCloseTo(1, 9);
      }
    }
  });

  it('refuses what is no probability or freedom', () => {
    for (const probability of [0, 1, Number.NaN, -1])
      expect(() => studentQuantile(probability, 3)).toThrow(/probability is .*within \(0, 1\)/);
    expect(() => studentQuantile(0.9, 0)).toThrow(/freedom is 0/);
  });
});
