import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import {
  mean,
  meanInterval,
  pairedDifference,
  predictionInterval,
  standardDeviation,
} from '../../lib/numeric/statistics';
import vectors from '../vectors/numeric.json';

const relative = (value: number, expected: number) => Math.abs(value - expected) / Math.abs(expected);

describe('mean and standardDeviation', () => {
  it('agree with the definition on small integers', () => {
    expect(mean([1, 2, 3, 6])).toBe(3);
    expect(standardDeviation([1, 2, 3, 6])).toBe(Math.sqrt(14 / 3));
    expect(mean([5])).toBe(5);
    expect(mean(Float64Array.of(1, 2))).toBe(1.5);
  });

  it('give exactly the value and 0 for equal values', () => {
    expect(mean([0.1, 0.1, 0.1])).toBe(0.1);
    expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
  });

  it('move with shift and scale', () => {
    const values = [0.3, -1.2, 4.5, 2.2];
    const moved = values.map((value) => 3 * value + 10);
    expect(mean(moved)).toBeCloseTo(3 * mean(values) + 10, 13);
    expect(standardDeviation(moved)).toBeCloseTo(3 * standardDeviation(values), 13);
  });

  it('refuse too few values and NaN, and say which', () => {
    expect(() => mean([])).toThrow(/got 0 values, expected at least 1/);
    expect(() => standardDeviation([1])).toThrow(/got 1 values, expected at least 2: run more trials/);
    expect(() => mean([1, Number.NaN])).toThrow(/value 1 is NaN/);
  });
});

describe('meanInterval', () => {
  it.each(vectors.means)('agrees with scipy at level $level about $mean', (reference) => {
    const interval = meanInterval(reference.values, reference.level);
    expect(relative(standardDeviation(reference.values), reference.standardDeviation)).toBeLessThan(1e-13);
    expect(relative(interval.mean, reference.mean)).toBeLessThan(1e-15);
    expect(relative(interval.low, reference.low)).toBeLessThan(1e-13);
    expect(relative(interval.high, reference.high)).toBeLessThan(1e-13);
  });

  it('for two values has the closed form of the Cauchy quantile: |a - b| / 2 tan(pi level / 2)', () => {
    const { low, high } = meanInterval([0, 2], 0.9);
    expect((high - low) / 2).toBeCloseTo(Math.tan((Math.PI * 0.9) / 2), 12);
  });

  it('has width 0 for equal values, as documented', () => {
    expect(meanInterval([0.9, 0.9, 0.9, 0.9, 0.9])).toEqual({ mean: 0.9, low: 0.9, high: 0.9 });
  });

  it('covers the mean of a normal law in 95 % of samples', () => {
    // 4,000 samples of 5: binomial standard deviation 0.00345; 4 of them.
    const stream = randomStream('coverage');
    const covered = Array.from({ length: 4000 }, () => {
      const { low, high } = meanInterval(Array.from({ length: 5 }, () => 3 + 2 * stream.normal()));
      return low <= 3 && 3 <= high ? 1 : 0;
    });
    expect(Math.abs(mean(covered) - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 4000));
  });

  it('refuses levels outside (0, 1)', () => {
    for (const level of [0, 1, 95, Number.NaN]) expect(() => meanInterval([1, 2], level)).toThrow(/level is/);
  });
});

describe('pairedDifference', () => {
  it('is the interval of the differences', () => {
    expect(pairedDifference([3, 5, 4], [1, 2, 4])).toEqual(meanInterval([2, 3, 0]));
  });

  it('is narrow where both methods vary together', () => {
    const easy = [90, 50, 70, 60];
    const { low, high } = pairedDifference(
      easy.map((value) => value + 1),
      easy,
    );
    expect([low, high]).toEqual([1, 1]);
  });

  it('refuses lists of different lengths and NaN', () => {
    expect(() => pairedDifference([1, 2], [1, 2, 3])).toThrow(/2 and 3 values/);
    expect(() => pairedDifference([1, 2], [1, Number.NaN])).toThrow(/value 1 is NaN/);
  });
});

describe('predictionInterval', () => {
  it.each(vectors.predictions)('agrees with the formula in scipy for size $size about $low', (reference) => {
    const { low, high } = predictionInterval(reference.values, reference);
    expect(relative(low, reference.low)).toBeLessThan(1e-13);
    expect(relative(high, reference.high)).toBeLessThan(1e-13);
  });

  it('tends to the interval of the mean as the size grows', () => {
    const values = [1, 4, 2, 8];
    const { low, high } = meanInterval(values);
    expect(predictionInterval(values, { size: Infinity })).toEqual({ low, high });
    expect(predictionInterval(values, { size: 5 }).low).toBeGreaterThan(
      predictionInterval(values, { size: 1 }).low,
    );
  });

  it('covers the mean of `size` further draws in 95 % of experiments', () => {
    // 4,000 experiments of 6 draws and 5 further ones; 4 standard deviations of the binomial.
    const stream = randomStream('prediction');
    const draws = (n: number) => Array.from({ length: n }, () => stream.normal());
    const covered = Array.from({ length: 4000 }, () => {
      const { low, high } = predictionInterval(draws(6), { size: 5 });
      const next = mean(draws(5));
      return low <= next && next <= high ? 1 : 0;
    });
    expect(Math.abs(mean(covered) - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / 4000));
  });

  it('refuses sizes that count nothing', () => {
    for (const size of [0, 0.5, 2.5, Number.NaN]) {
      expect(() => predictionInterval([1, 2], { size })).toThrow(/size is/);
    }
  });
});
