import { describe, expect, it } from 'vitest';
import { signedRankTest } from '../../../lib/numeric/signed-rank-test';
import { meanInterval } from '../../../lib/numeric/statistics';
import { compareOverSets, setGains } from '../../../lib/study/tabular/compare-over-sets';
import { countsOfExperiments, outcomeShare, pooledCounts } from '../../../lib/study/tabular/outcome-shares';
import { cliquesOf, rankMethods } from '../../../lib/study/tabular/rank-methods';
import { fitsWell, isBalanced, selectSets } from '../../../lib/study/tabular/select-sets';
import { refusals, type TabularRecord } from '../../../lib/study/tabular/tabular-record';
import { meanAccuracy, meanGain, tabularSets } from '../../../lib/study/tabular/tabular-sets';
import { fitOf, madeUp } from './tabular-records';

const refused: TabularRecord = {
  configuration: { dataset: 9, trial: 0, protocol: 'paper' },
  result: { refused: 'a class with one row' },
};

describe('tabularSets', () => {
  it('groups by data set, trials ascending, without refusals and other protocols', () => {
    const records = [
      ...madeUp(5, { mixup: [80, 81] }).reverse(),
      ...madeUp(2, { mixup: [70] }),
      ...madeUp(2, { mixup: [60] }, { protocol: 'released' }),
      refused,
    ];
    const sets = tabularSets(records, 'paper');
    expect(sets.map(({ dataset }) => dataset)).toEqual([2, 5]);
    expect(sets[1].trials.map(({ trial, correct }) => [trial, correct.mixup])).toEqual([
      [0, 80],
      [1, 81],
    ]);
    expect(refusals(records)).toEqual([{ dataset: 9, reason: 'a class with one row' }]);
  });

  it('finds equal means equal where sums of fractions would differ', () => {
    const [set] = tabularSets(madeUp(1, { mixup: [10, 20, 30], vanilla: [30, 20, 10] }), 'paper');
    expect(0.1 + 0.2 + 0.3).not.toBe(0.3 + 0.2 + 0.1);
    expect(meanGain(set.trials, 'mixup', 'vanilla')).toBe(0);
    expect(meanAccuracy(set.trials, 'mixup')).toBe(20);
  });

  it('refuses a trial given twice and mixed class counts', () => {
    const [record] = madeUp(1, { mixup: [50] });
    expect(() => tabularSets([record, record], 'paper')).toThrow(/trial 0 of data set 1 is there twice/);
    const other = { ...record, configuration: { ...record.configuration, trial: 1 } };
    const counts = { ...other, result: { ...other.result, classCounts: [1, 2] } };
    expect(() => tabularSets([record, counts], 'paper')).toThrow(/different class counts/);
  });
});

describe('selection', () => {
  const trialsWithFit = (...fits: ReturnType<typeof fitOf>[]) =>
    fits.map((fit, trial) => ({ trial, testSize: 1, correct: {}, fit }));

  it('admits a set whose GM or KDE has more than 95 % train accuracy in the mean', () => {
    const gaussian = (value: number | null) => ({ ...fitOf(0.5), gaussian: value, kernel: null });
    expect(fitsWell(trialsWithFit(gaussian(0.94), gaussian(0.97)))).toBe(true);
    expect(fitsWell(trialsWithFit(gaussian(0.94), gaussian(0.96)))).toBe(false);
    expect(fitsWell(trialsWithFit(gaussian(0.96), gaussian(null)))).toBe(true);
    expect(fitsWell(trialsWithFit(fitOf(null)))).toBe(false);
    expect(fitsWell(trialsWithFit(gaussian(0.9)), { threshold: 0.85 })).toBe(true);
    expect(fitsWell(trialsWithFit({ ...gaussian(0.9), kernelWithPriors: 0.99 }), { priors: true })).toBe(
      true,
    );
  });

  it('calls equal class sizes balanced, and others by a factor', () => {
    expect([isBalanced([50, 50]), isBalanced([50, 51]), isBalanced([50, 51], 0.95)]).toEqual([
      true,
      false,
      true,
    ]);
    const sets = tabularSets(
      [...madeUp(1, { mixup: [1] }), ...madeUp(2, { mixup: [1] }, { classCounts: [90, 100] })],
      'paper',
    );
    expect(selectSets(sets, { balanced: true }).map(({ dataset }) => dataset)).toEqual([1]);
    expect(selectSets(sets, { balanced: true, balance: 0.9 }).length).toBe(2);
  });
});

describe('shares of data sets', () => {
  const sets = tabularSets(
    [
      ...madeUp(1, { genLabelSelected: [82, 84], mixup: [80, 82] }),
      ...madeUp(2, { genLabelSelected: [70, 80], mixup: [75, 75] }),
      ...madeUp(3, { genLabelSelected: [60, 60, 60], mixup: [60, 69, 60] }, { fit: fitOf(0.9) }),
      ...madeUp(4, { genLabelSelected: [60, 60] }),
    ],
    'paper',
  );

  it('count the signs of the mean differences, and those that the trials resolve', () => {
    // Two equal gains, as those of the first set, may be chance.
    const shown = madeUp(5, { genLabelSelected: [82, 84, 82], mixup: [80, 81, 79] });
    const all = [...sets, ...tabularSets(shown, 'paper')];
    expect(pooledCounts(all, 'genLabelSelected', 'mixup', 'reproduces')).toEqual({
      higher: 2,
      equal: 1,
      lower: 1,
      sets: 4,
      resolvedHigher: 1,
      resolvedLower: 0,
      left: [4],
    });
  });

  it('count the means of several trials as one experiment', () => {
    expect(countsOfExperiments(sets, 'genLabelSelected', 'mixup', { average: 2 })).toEqual([
      { higher: 1, equal: 1, lower: 1, sets: 3 },
    ]);
    expect(countsOfExperiments(sets, 'genLabelSelected', 'mixup', { average: 3 })).toEqual([]);
    expect(() => countsOfExperiments(sets, 'mixup', 'mixup', { average: 0 })).toThrow(/average is 0/);
  });

  it('count within each complete trial, of the sets that this trial selects', () => {
    const counts = countsOfExperiments(sets, 'genLabelSelected', 'mixup');
    expect(counts).toEqual([
      { higher: 1, equal: 1, lower: 1, sets: 3 },
      { higher: 2, equal: 0, lower: 1, sets: 3 },
    ]);
    expect(outcomeShare(counts[0], 'notLower')).toBeCloseTo(200 / 3, 12);
    expect(countsOfExperiments(sets, 'genLabelSelected', 'mixup', { selection: {} })).toEqual([
      { higher: 1, equal: 0, lower: 1, sets: 2 },
      { higher: 2, equal: 0, lower: 0, sets: 2 },
    ]);
    expect(countsOfExperiments(sets, 'genLabelSelected', 'vanilla')).toEqual([]);
  });
});

describe('comparison over data sets', () => {
  const gains = [3, 1, -2, 5, 4, 0, 6, 2];
  const sets = tabularSets(
    gains.flatMap((gain, i) =>
      madeUp(i + 1, { genLabelSelected: [50 + gain, 50], mixup: [50, 50], vanilla: [50 + 2 * gain, 50] }),
    ),
    'paper',
  );

  it('counts each set once with its mean difference', () => {
    expect(setGains(sets, 'genLabelSelected', 'mixup').map(({ gain }) => gain)).toEqual(
      gains.map((gain) => gain / 2),
    );
    const [mixup, vanilla] = compareOverSets(sets, 'genLabelSelected', ['mixup', 'vanilla']);
    const halves = gains.map((gain) => gain / 2);
    const { pValue, effectSize } = signedRankTest(halves, { zeros: 'pratt' });
    expect(mixup).toMatchObject({ sets: 8, mean: meanInterval(halves), median: 1.25, pValue, effectSize });
    expect(mixup.adjusted).toBeCloseTo(2 * pValue, 12);
    expect(vanilla).toMatchObject({ median: -1.25, pValue, effectSize: -effectSize });
    expect(vanilla.hodgesLehmann.estimate).toBe(-mixup.hodgesLehmann.estimate);
  });

  it('ranks the most accurate method first', () => {
    const ranking = rankMethods(sets, ['mixup', 'genLabelSelected', 'vanilla']);
    // Vanilla first in 6 sets, last in 1, one tie of all three.
    expect(ranking.methods).toEqual([
      { method: 'vanilla', rank: (6 * 1 + 3 + 2) / 8 },
      { method: 'genLabelSelected', rank: 2 },
      { method: 'mixup', rank: (6 * 3 + 1 + 2) / 8 },
    ]);
    expect(ranking.sets).toBe(8);
    expect(ranking.criticalDifference).toBeCloseTo((3.314493 / Math.SQRT2) * Math.sqrt(12 / 48), 5);
    expect(ranking.cliques).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

describe('cliquesOf', () => {
  it('are the longest runs within reach', () => {
    expect(cliquesOf([1, 1.5, 1.9, 4, 4.2, 9], 1)).toEqual([
      [0, 2],
      [3, 4],
    ]);
    expect(cliquesOf([1, 2, 3], 1.5)).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(cliquesOf([1, 2, 4], 1)).toEqual([]);
  });
});
