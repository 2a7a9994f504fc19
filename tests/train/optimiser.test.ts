import { describe, expect, it } from 'vitest';
import {
  clipByNorm,
  createOptimiser,
  learningRateAt,
  type OptimiserSpecification,
} from '../../lib/train/optimiser';

const specifications: [string, OptimiserSpecification, number, number][] = [
  ['Adam', { kind: 'adam', weightDecay: 0 }, 0.05, 600],
  ['SGD', { kind: 'sgd', weightDecay: 0, momentum: 0.9 }, 0.05, 400],
];

describe.each(specifications)('%s', (_, specification, learningRate, steps) => {
  const minimise = (optimiser = createOptimiser(specification, 2)) => {
    const x = Float64Array.of(3, -2);
    for (let t = 0; t < steps; t++)
      optimiser.step(x, Float64Array.of(x[0] - 1, 4 * (x[1] - 2)), learningRate);
    return x;
  };

  it('finds the minimum of a quadratic', () => {
    const x = minimise();
    expect(Math.abs(x[0] - 1)).toBeLessThan(1e-3);
    expect(Math.abs(x[1] - 2)).toBeLessThan(1e-3);
  });

  it('shrinks parameters under weight decay where the loss is flat', () => {
    const optimiser = createOptimiser({ ...specification, weightDecay: 0.1 }, 1);
    const x = Float64Array.of(1);
    for (let t = 0; t < steps; t++) optimiser.step(x, Float64Array.of(0), learningRate);
    expect(Math.abs(x[0])).toBeLessThan(0.5);
  });

  it('starts afresh: two optimisers share no state', () => {
    expect([...minimise()]).toEqual([...minimise()]);
  });
});

describe('Adam', () => {
  it('makes a first step of the learning rate, whatever the size of the gradient', () => {
    for (const size of [1e-3, 1, 1e6]) {
      const x = Float64Array.of(0);
      createOptimiser({ kind: 'adam', weightDecay: 0 }, 1).step(x, Float64Array.of(size), 0.1);
      expect(Math.abs(x[0] + 0.1)).toBeLessThan(1.1e-8 / size + 1e-15);
    }
  });
});

describe('clipByNorm', () => {
  it('scales a longer gradient down to the norm, leaves a shorter one, and returns the norm', () => {
    const long = Float64Array.of(3, 4);
    expect(clipByNorm(long, 1)).toBe(5);
    expect(Math.hypot(...long)).toBeCloseTo(1, 6);
    expect(long[0] / long[1]).toBeCloseTo(0.75, 14);
    const short = Float64Array.of(0.3, 0.4);
    expect(clipByNorm(short, 1)).toBe(0.5);
    expect([...short]).toEqual([0.3, 0.4]);
  });
});

describe('learningRateAt', () => {
  it('falls to a tenth at each milestone reached, counting epochs from 0', () => {
    const rates = [0, 59, 60, 79, 80, 99].map((epoch) => learningRateAt(0.1, [60, 80], epoch));
    expect(rates).toEqual([0.1, 0.1, 0.01, 0.01, 0.001, 0.001]);
    expect(learningRateAt(0.3, [], 50)).toBe(0.3);
  });
});
