import { describe, expect, it } from 'vitest';
import { type Batch, noAugmentation } from '../../lib/mixup/augmentation';
import { logisticLabel } from '../../lib/mixup/logistic-label';
import { mixBatch, mixup } from '../../lib/mixup/mixup';
import { oneHot } from '../../lib/mixup/one-hot';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';

const batch: Batch = {
  X: matrix([
    [0, 1],
    [10, 2],
    [20, 3],
    [30, 5],
    [40, 8],
  ]),
  labels: oneHot([0, 1, 2, 1, 0], 3),
  indices: Int32Array.of(4, 8, 15, 16, 23),
};

describe('mixup', () => {
  it('mixes every point with a partner by one lambda of the batch, features and labels alike', () => {
    const mixed = mixBatch(batch, { alpha: 1 }, randomStream(1));
    const { lambda, partners } = mixed;
    expect([...partners].sort()).toEqual([0, 1, 2, 3, 4]);
    for (let i = 0; i < 5; i++) {
      for (const [source, target, cols] of [
        [batch.X.data, mixed.X.data, 2],
        [batch.labels.data, mixed.labels.data, 3],
      ] as const) {
        for (let j = 0; j < cols; j++) {
          const expected = lambda * source[i * cols + j] + (1 - lambda) * source[partners[i] * cols + j];
          expect(target[i * cols + j]).toBe(expected);
        }
      }
    }
  });

  it('leaves the batch as it is', () => {
    const before = [...batch.X.data, ...batch.labels.data];
    mixup({ alpha: 1 })(batch, randomStream(2));
    expect([...batch.X.data, ...batch.labels.data]).toEqual(before);
    expect(noAugmentation(batch, randomStream(2))).toBe(batch);
  });

  it('draws lambda from Beta(alpha, alpha) and partners uniformly', () => {
    const draws = 20_000;
    for (const alpha of [1, 2]) {
      const stream = randomStream(`alpha ${alpha}`);
      let sum = 0;
      let squares = 0;
      let fixed = 0;
      for (let t = 0; t < draws; t++) {
        const { lambda, partners } = mixBatch(batch, { alpha }, stream);
        sum += lambda;
        squares += (lambda - 0.5) ** 2;
        if (partners[0] === 0) fixed++;
      }
      // k = 4 standard errors, n = 20,000. Beta(a, a): variance v = 1 / (4 (2a + 1)), and (lambda - 1/2)^2 has a
      // standard deviation below v.
      const variance = 1 / (4 * (2 * alpha + 1));
      expect(Math.abs(sum / draws - 0.5)).toBeLessThan(4 * Math.sqrt(variance / draws));
      expect(Math.abs(squares / draws - variance)).toBeLessThan((4 * variance) / Math.sqrt(draws));
      expect(Math.abs(fixed / draws - 0.2)).toBeLessThan(4 * Math.sqrt((0.2 * 0.8) / draws));
    }
  });

  it('weighs labels by labelWeight, features by lambda', () => {
    const linear = mixBatch(batch, { alpha: 1 }, randomStream(3));
    const logistic = mixBatch(batch, { alpha: 1, labelWeight: () => 1 }, randomStream(3));
    expect(logistic.X).toEqual(linear.X);
    expect([...logistic.labels.data]).toEqual([...batch.labels.data]);
  });

  it('refuses an alpha that is no parameter of a Beta law', () => {
    for (const alpha of [0, -1, Number.NaN, Infinity]) {
      expect(() => mixup({ alpha })(batch, randomStream(1))).toThrow(RangeError);
    }
  });
});

describe('logisticLabel', () => {
  it('is 1/2 in the middle, symmetric, and grows as steep as its scale over sigma^2', () => {
    for (const [sigma2, labelScale] of [
      [0.1, 2],
      [1, 2],
      [0.1, 1],
    ]) {
      const rho = logisticLabel({ sigma2, labelScale });
      expect(rho(0.5)).toBe(0.5);
      for (const lambda of [0, 0.2, 0.49]) expect(rho(lambda) + rho(1 - lambda)).toBeCloseTo(1, 15);
      const slope = (rho(0.5 + 1e-6) - rho(0.5 - 1e-6)) / 2e-6;
      expect(slope).toBeCloseTo(labelScale / (4 * sigma2), 6);
    }
    expect(logisticLabel({ sigma2: 0.1 })(1)).toBeCloseTo(1 / (1 + Math.exp(-10)), 15);
  });

  it('refuses a sigma2 that is not positive', () => {
    expect(() => logisticLabel({ sigma2: 0 })).toThrow(/sigma2 is 0/);
  });
});

describe('oneHot', () => {
  it('puts a one at the class', () => {
    expect([...oneHot([2, 0], 3).data]).toEqual([0, 0, 1, 1, 0, 0]);
  });

  it('refuses classes out of range', () => {
    for (const label of [3, -1, 0.5]) expect(() => oneHot([0, label], 3)).toThrow(/class of point 1/);
  });
});
