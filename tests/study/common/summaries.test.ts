import { describe, expect, it } from 'vitest';
import type { AccuracyResult } from '../../../lib/study/common/accuracy-result';
import type { Protocol } from '../../../lib/study/common/protocol';
import { summariseAccuracy, summariseDifference } from '../../../lib/study/common/summarise-accuracy';

const resultOf = (accuracy: { [method: string]: number }, testSize = 50): AccuracyResult => ({
  testSize,
  accuracy,
  learningRate: {},
  epochs: {},
});

describe('summariseAccuracy and summariseDifference', () => {
  const record = (dataset: string | number, protocol: Protocol, vanilla: number, mixup: number) => ({
    configuration: { dataset, protocol },
    result: resultOf({ vanilla, mixup }),
  });
  const records = [
    record(48, 'paper', 0.4, 0.3),
    record('moon', 'released', 0.97, 0.98),
    record(48, 'paper', 0.5, 0.41),
    record(48, 'released', 0.6, 0.6),
    record(48, 'paper', 0.6, 0.49),
  ];

  it('give one cell a data set and protocol, in percent, with intervals that know that splits share rows', () => {
    const cells = summariseAccuracy(records, 'vanilla');
    expect(cells.map(({ dataset, protocol, trials }) => [dataset, protocol, trials])).toEqual([
      [48, 'paper', 3],
      ['moon', 'released', 1],
      [48, 'released', 1],
    ]);
    const [first, second] = cells;
    // s = 10, n = 3, t(0.975, 2) = 4.302652729749464
    expect(first.mean).toBeCloseTo(50, 10);
    const t = 4.302652729749464;
    expect(first.interval?.high).toBeCloseTo(50 + t * 10 * Math.sqrt(1 / 3 + 3 / 7), 8);
    const [seeds] = summariseAccuracy(records, 'vanilla', 'seeds');
    expect(seeds.interval?.high).toBeCloseTo(50 + (t * 10) / Math.sqrt(3), 8);
    expect(second).toMatchObject({ mean: 97, interval: undefined });
  });

  it('pair differences trial by trial', () => {
    const [first] = summariseDifference(records, 'mixup', 'vanilla');
    // -10, -9, -11: s = 1
    expect(first.mean).toBeCloseTo(-10, 10);
    expect(first.interval?.low).toBeCloseTo(-10 - 4.302652729749464 * Math.sqrt(1 / 3 + 3 / 7), 8);
  });

  it('refuse a method that was not run', () => {
    expect(() => summariseAccuracy(records, 'cutmix')).toThrow(
      /no accuracy of cutmix, only of vanilla, mixup/,
    );
  });
});
