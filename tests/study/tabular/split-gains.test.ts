import { describe, expect, it } from 'vitest';
import { chosenModelTable, gammaTable } from '../../../lib/study/tabular/gamma-table';
import { choiceOfSets, choiceText, splitGains } from '../../../lib/study/tabular/split-gains';
import { splitGainsSpec } from '../../../lib/study/tabular/split-gains-spec';
import type { TabularRecords } from '../../../lib/study/tabular/tabular-claims';
import { expectGolden } from '../../report/golden';
import { type MadeUpRecord, madeUp } from './tabular-records';

/** Trials in which GenLabel (CV) gains so many points of mixup's 70. */
const gaining = (dataset: number, gains: readonly number[]): MadeUpRecord[] =>
  madeUp(dataset, { mixup: gains.map(() => 70), genLabelSelected: gains.map((gain) => 70 + gain) });

const datasets = [721, 777, 37, 53, 54, 446];
const records: TabularRecords = {
  reproduces: datasets.flatMap((dataset, i) => gaining(dataset, i < 2 ? [6, 8] : [0, 1])),
  // On split 0 sets 37 and 53 are lucky, on split 1 sets 54 and 446; on split 2 nobody gains.
  generalises: datasets.flatMap((dataset, i) =>
    gaining(dataset, [i === 2 || i === 3 ? 9 : 0, i >= 4 ? 6 : 0, 0]),
  ),
};

describe('gain on their split and over splits', () => {
  it('is there for every set with both, and marks the sets of Table 4', () => {
    const gains = splitGains(records, 'paper');
    expect(gains.map(({ dataset, theirs, over, shown }) => [dataset, theirs, over, shown])).toEqual([
      [37, 0.5, 3, false],
      [53, 0.5, 3, false],
      [54, 0.5, 2, false],
      [446, 0.5, 2, false],
      [721, 7, 0, true],
      [777, 7, 0, true],
    ]);
    expect(splitGains({ ...records, reproduces: [] }, 'paper')).toEqual([]);
  });

  it('regresses to the mean for sets that are chosen after seeing a split', () => {
    const choice = choiceOfSets(records, 'paper', 2)!;
    expect(choice).toMatchObject({ sets: 6, chosen: 2, splits: 3 });
    // Seen: 9, 6, 0. The same sets elsewhere: 0, 0, and on split 2, where all tie, the first two (37 and 53): 4.5.
    expect(choice.seen).toBeCloseTo(5, 10);
    expect(choice.unseen).toBeCloseTo(1.5, 10);
    expect(choice.all).toBeCloseTo(10 / 6, 10);
    expect(choice.table04).toEqual({ printed: expect.closeTo(25.82 / 7, 10), theirs: 7, over: 0 });
    expect(choiceText(choice)).toContain(
      'the 2 of the largest gain on one random split gain 5.00 points there',
    );
    expect(choiceOfSets(records, 'paper', 6)).toBeUndefined();
    expect(choiceOfSets(records, 'released')).toBeUndefined();
  });

  it('is drawn as the committed spec', () => {
    expectGolden('split-gains', splitGainsSpec(splitGains(records, 'paper')));
    expect(() => splitGainsSpec([])).toThrow(/no gains/);
  });
});

describe('loss ratios and densities that are chosen', () => {
  const trial = (dataset: number, trialNumber: number, gamma: number, selected: string): MadeUpRecord => ({
    configuration: { dataset, trial: trialNumber, protocol: 'paper' },
    result: {
      ...{ testSize: 100, classCounts: [100, 100] },
      fit: { gaussian: 1, gaussianWithPriors: 1, kernel: 1, kernelWithPriors: 1 },
      outcomes: { genLabelGaussian: [70, 0.1, 10, gamma], genLabelKernel: [70, 0.1, 10, 1] },
      selected: { genLabelSelected: selected },
    },
  });
  const own: TabularRecords = {
    reproduces: [
      trial(913, 0, 0, 'genLabelKernel'),
      trial(913, 1, 0.5, 'genLabelKernel'),
      trial(1413, 0, 0, 'genLabelGaussian'),
      trial(1413, 1, 1, 'genLabelKernel'),
    ],
    generalises: [],
  };

  it('are counted by question, protocol and method', () => {
    expect(gammaTable(own).rows).toEqual([
      ['seeds on their split', 'paper', 'GenLabel (GM)', 4, '50.0 %', '25.0 %', 0.375],
      ['seeds on their split', 'paper', 'GenLabel (KDE)', 4, '0.0 %', '100.0 %', 1],
      ['seeds on their split', 'paper', 'GenLabel (CV)', 4, '25.0 %', '75.0 %', 0.75],
    ]);
    const { rows, columns } = chosenModelTable(own);
    expect(rows[0][columns.indexOf('913')]).toBe('0 / 2');
    expect(rows[0][columns.indexOf('1413')]).toBe('1 / 1');
  });
});
