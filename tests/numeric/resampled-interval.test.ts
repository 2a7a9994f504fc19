import { describe, expect, it } from 'vitest';
import { resampledInterval } from '../../lib/numeric/resampled-interval';
import { meanInterval } from '../../lib/numeric/statistics';

const values = [0.9, 0.8, 0.85, 0.95, 0.9, 0.8, 0.85, 0.95, 0.7, 0.9];

describe('resampledInterval', () => {
  it('is mean ± t s sqrt(1/n + testSize/trainSize)', () => {
    const { mean, low, high } = resampledInterval(values, { testSize: 30, trainSize: 70 });
    // Deviations from 0.86 in hundredths: 4 -6 -1 9 4 -6 -1 9 -16 4; squares sum to 540. t of 9 degrees: 2.262157163.
    const half = 2.2621571628540993 * Math.sqrt(0.054 / 9) * Math.sqrt(1 / 10 + 3 / 7);
    expect(mean).toBeCloseTo(0.86, 14);
    expect(high - mean).toBeCloseTo(half, 10);
    expect(mean - low).toBeCloseTo(half, 10);
  });

  it("tends to Student's interval as the test part vanishes, and is wider otherwise", () => {
    const student = meanInterval(values);
    const near = resampledInterval(values, { testSize: 1e-12, trainSize: 1 });
    expect(near.low).toBeCloseTo(student.low, 10);
    expect(resampledInterval(values, { testSize: 1, trainSize: 9 }).low).toBeLessThan(student.low);
  });

  it('does not vanish with many splits', () => {
    const many = Array.from({ length: 400 }, () => values).flat();
    const { low, high } = resampledInterval(many, { testSize: 30, trainSize: 70 });
    expect(high - low).toBeGreaterThan(2 * 1.96 * 0.073 * Math.sqrt(3 / 7));
  });

  it('refuses sizes and values that make no sense', () => {
    expect(() => resampledInterval(values, { testSize: 0, trainSize: 70 })).toThrow(/testSize is 0/);
    expect(() => resampledInterval([1], { testSize: 3, trainSize: 7 })).toThrow(/at least 2/);
    expect(() => resampledInterval(values, { testSize: 3, trainSize: 7, level: 1 })).toThrow(/level is 1/);
  });
});
