import { describe, expect, it } from 'vitest';
import { compareAccuracies, countHigher, directionOf } from '../../../lib/study/accuracy-tables';
import type { AccuracyRecord } from '../../../lib/study/common/summarise-accuracy';

/** Trials of a set whose mixup is `gap` below vanilla, with alternating noise of half a point. */
function trials(
  dataset: string | number,
  n: number,
  gap: number,
  names: readonly [string, string] = ['vanilla', 'mixup'],
  protocols: readonly ('paper' | 'released')[] = ['paper', 'released'],
): AccuracyRecord[] {
  return protocols.flatMap((protocol) =>
    Array.from({ length: n }, (_, i) => {
      const noise = i % 2 === 0 ? 0.005 : -0.005;
      const accuracy = { [names[0]]: 0.9 + noise / 2, [names[1]]: 0.9 - gap - noise / 2 };
      return {
        configuration: { dataset, protocol },
        result: { testSize: 100, accuracy, learningRate: {}, epochs: {} },
      };
    }),
  );
}

describe('compareAccuracies', () => {
  it('puts the mean of the right set and method into each cell, one comparison a protocol', () => {
    const [paper, released] = compareAccuracies('table-01', [
      ...trials('moon', 10, 0.02),
      ...trials(307, 10, 0.1, undefined, ['released']),
    ]);
    const moon = paper.columns.indexOf('Moon');
    const vowel = paper.columns.indexOf('OpenML-307');
    expect(paper.rows.map(({ label }) => label)).toEqual(['Vanilla', 'Mixup', 'Mixup − Vanilla']);
    expect(paper.rows.map(({ cells }) => cells[moon].ours?.mean.toFixed(6))).toEqual([
      '90.000000',
      '88.000000',
      '-2.000000',
    ]);
    expect(paper.rows[2].cells[moon].paper).toBe(-1.7);
    expect(paper.rows[0].cells[vowel]).toMatchObject({ ours: null, verdict: 'not attempted' });
    expect(released.rows[2].cells[vowel].ours?.mean).toBeCloseTo(-10, 9);
  });

  it('names data that are missing', () => {
    const [paper] = compareAccuracies('table-02', trials(18, 3, 0, ['mixupWithoutIntrusion', 'mixup']), [
      '36',
    ]);
    expect(paper.notes.at(-1)).toBe('Not on this machine: 36.');
  });
});

describe('directionOf', () => {
  const verdict = (records: AccuracyRecord[]) => directionOf('table-01', records, 'Moon', -1).verdict;

  it('holds where the interval lies on the claimed side in both protocols', () => {
    expect(verdict(trials('moon', 20, 0.02))).toBe('holds');
  });
  it('holds under conditions where one protocol shows it', () => {
    const records = [
      ...trials('moon', 20, 0.02, undefined, ['paper']),
      ...trials('moon', 20, 0, undefined, ['released']),
    ];
    expect(verdict(records)).toBe('holds-conditionally');
  });
  it('fails where the sign is the other one or not resolved by many trials', () => {
    expect(verdict(trials('moon', 20, -0.02))).toBe('fails');
    expect(verdict(trials('moon', 20, 0))).toBe('fails');
    expect(directionOf('table-01', trials('moon', 20, 0), 'Moon', -1).note).toContain('sign not resolved');
  });
  it('is not attempted without trials, or where a few do not resolve the sign', () => {
    expect(verdict([])).toBe('not-attempted');
    expect(verdict(trials('moon', 2, 0))).toBe('not-attempted');
  });
});

describe('countHigher', () => {
  it('counts positive differences and those whose interval lies above 0', () => {
    const names = ['mixupWithoutIntrusion', 'mixup'] as const;
    const records = [
      ...trials(18, 20, 0.02, names),
      ...trials(36, 20, 0.0005, names),
      ...trials(307, 20, -0.02, names),
    ];
    expect(countHigher('table-02', records, 'paper')).toEqual({ columns: 3, higher: 2, resolved: 1 });
  });
});
