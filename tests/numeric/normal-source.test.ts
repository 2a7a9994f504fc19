import { describe, expect, it } from 'vitest';
import { normalSource } from '../../lib/numeric/normal-source';
import { normalTail } from '../../lib/numeric/normal-tail';
import { randomStream } from '../../lib/numeric/random';

describe('normalSource', () => {
  it('draws the standard normal law: Kolmogorov-Smirnov at n = 200,000 below its 0.1 % point, 1.95 / sqrt(n)', () => {
    const normal = normalSource(randomStream('ks'));
    const sorted = Float64Array.from({ length: 200_000 }, normal).sort();
    const n = sorted.length;
    const largest = sorted.reduce((gap, x, i) => {
      const below = 1 - normalTail(x);
      return Math.max(gap, Math.abs(below - i / n), Math.abs(below - (i + 1) / n));
    }, 0);
    expect(largest).toBeLessThan(1.95 / Math.sqrt(n));
  });

  it('draws the tail beyond the last strip as often as it should: 4 standard errors at n = 2,000,000', () => {
    const normal = normalSource(randomStream('tail'));
    const [n, start] = [2_000_000, 3.5];
    let hits = 0;
    for (let i = 0; i < n; i++) if (Math.abs(normal()) > start) hits++;
    const share = 2 * normalTail(start);
    expect(Math.abs(hits / n - share)).toBeLessThan(4 * Math.sqrt(share / n));
  });

  it('gives equal variates for equal streams, others for others', () => {
    const [a, b, c] = ['x', 'x', 'y'].map((seed) => normalSource(randomStream(seed)));
    const draw = (source: () => number) => Array.from({ length: 5 }, source);
    const first = draw(a);
    expect(draw(b)).toEqual(first);
    expect(draw(c)).not.toEqual(first);
  });
});
