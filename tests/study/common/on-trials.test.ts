import { describe, expect, it } from 'vitest';
import { onTrials } from '../../../lib/study/common/on-trials';

const experiment = {
  id: 'some',
  jobs: () =>
    [{ trial: 0 }, { trial: 1 }, { trial: 2 }, { other: 1 }] as { trial?: number; other?: number }[],
  run: () => 0,
};

describe('onTrials', () => {
  it('keeps the first trials, and jobs of no trial', () => {
    expect(onTrials(experiment, 2).jobs('paper')).toEqual([{ trial: 0 }, { trial: 1 }, { other: 1 }]);
  });

  it('is the whole experiment without a number', () => {
    expect(onTrials(experiment)).toBe(experiment);
    expect(onTrials(experiment, null)).toBe(experiment);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s trials', (trials) => {
    expect(() => onTrials(experiment, trials)).toThrow(/positive integer/);
  });
});
