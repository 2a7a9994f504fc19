import { describe, expect, it } from 'vitest';
import type { Figure04Result } from '../../../lib/study/manifold-intrusion/figure-04';
import { figure04Findings } from '../../../lib/study/manifold-intrusion/figure-04-findings';
import {
  conflictTable,
  marginDifferenceTable,
  marginTable,
} from '../../../lib/study/manifold-intrusion/figure-04-tables';
import { byMethod, type PlaneMethod } from '../../../lib/study/manifold-intrusion/plane-classifiers';
import {
  type Figure04Record,
  summariseFigure04,
} from '../../../lib/study/manifold-intrusion/summarise-figure-04';

/** Ten trials with the given least margins; they rise by a thousandth from trial to trial. */
function records(
  least: { readonly [method in PlaneMethod]: number },
  shares: { readonly mixup: number; readonly genlabel: number; readonly svm: number },
): Figure04Record[] {
  return Array.from({ length: 10 }, (_, trial) => {
    const shift = trial / 1000;
    const conflicts = {
      intrusion: 0.2,
      mixup: { nearest: shares.mixup + shift, svm: 0.4, 'svm-other': 0.4 },
      genlabel: { nearest: shares.genlabel + shift, svm: shares.svm + shift, 'svm-other': 0 },
    };
    const result: Figure04Result = {
      ...{ trainingSize: 2000, testSize: 1000, ceiling: 2, conflicts },
      accuracy: byMethod(() => 1),
      margins: byMethod((method) => ({
        ...{ least: least[method] + shift, percentile: least[method] + 1 + shift, mean: 2 },
        ...{ leastOfClass: [0, 0], wrong: method === 'mixup' ? 3 : 0 },
      })),
    };
    return { configuration: { dataset: 'four-circle', trial, protocol: 'paper' }, result };
  });
}

const verdicts = (given: Figure04Record[]) =>
  Object.fromEntries(figure04Findings(summariseFigure04(given)).map(({ id, verdict }) => [id, verdict]));

const asClaimed = { vanilla: 0.5, mixup: 0.2, genlabel: 1.2, svm: 1.25, 'svm-other': 1.3 };

describe('findings of Section 5.1', () => {
  it('hold where GenLabel reaches the SVM, is above the others, and labels without conflict', () => {
    expect(verdicts(records(asClaimed, { mixup: 0.36, genlabel: 0.02, svm: 0.02 }))).toEqual({
      's5-figure-4-mixup-conflicts': 'holds',
      's5-figure-4-genlabel-no-conflict': 'holds',
      's5-figure-4-margin': 'holds',
    });
  });

  it('fail where GenLabel is below the SVM or vanilla training, and where labels conflict', () => {
    for (const least of [
      { ...asClaimed, genlabel: 1.1 },
      { ...asClaimed, vanilla: 1.21 },
    ]) {
      const found = verdicts(records(least, { mixup: 0.05, genlabel: 0.2, svm: 0.2 }));
      expect(found).toEqual({
        's5-figure-4-mixup-conflicts': 'fails',
        's5-figure-4-genlabel-no-conflict': 'fails',
        's5-figure-4-margin': 'fails',
      });
    }
  });

  it("fail where labels agree with the data but not with the paper's SVM", () => {
    const summaries = summariseFigure04(records(asClaimed, { mixup: 0.36, genlabel: 0.01, svm: 0.5 }));
    const [, conflict] = figure04Findings(summaries, [{ experiment: 'figure-04', filter: {}, count: 10 }]);
    expect(conflict).toMatchObject({ question: 'reproduces', verdict: 'fails', records: [{ count: 10 }] });
  });

  it('hold under a condition where one protocol shows it', () => {
    const shares = { mixup: 0.36, genlabel: 0.02, svm: 0.02 };
    const released = records(asClaimed, { ...shares, genlabel: 0.2 }).map(
      (record): Figure04Record => ({
        ...record,
        configuration: { ...record.configuration, protocol: 'released' },
      }),
    );
    const both = [...records(asClaimed, shares), ...released];
    expect(figure04Findings(summariseFigure04(both))[1]).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'under protocol paper (fails under released)',
    });
  });

  it('are not attempted without records', () => {
    expect(new Set(Object.values(verdicts([])))).toEqual(new Set(['not-attempted']));
  });
});

describe('summaries and tables of Section 5.1', () => {
  const [summary] = summariseFigure04(records(asClaimed, { mixup: 0.3615, genlabel: 0.0215, svm: 0.02 }));

  it('have medians over trials and paired differences', () => {
    expect(summary.methods.genlabel.least.median).toBeCloseTo(1.2045, 9);
    expect(summary.methods.genlabel.least.highest).toBeCloseTo(1.209, 9);
    expect(summary.methods.genlabel.ofCeiling.median).toBeCloseTo(0.60225, 9);
    expect(summary.genlabelLess.svm.least.estimate).toBeCloseTo(-0.05, 9);
    expect([summary.methods.mixup.allRight, summary.methods.svm.allRight]).toEqual([0, 10]);
    expect(summary.conflicts.mixup.nearest.mean).toBeCloseTo(36.6, 9);
  });

  it('have columns of different names, as data frames want', () => {
    for (const content of [
      marginTable([summary]),
      marginDifferenceTable([summary]),
      conflictTable([summary]),
    ]) {
      expect(new Set(content.columns).size).toBe(content.columns.length);
    }
  });

  it('are shown with one row a method, rival and label', () => {
    expect(marginTable([summary]).rows.length).toBe(5);
    const differences = marginDifferenceTable([summary]).rows;
    expect(differences.map((row) => row[5])).toEqual(['above', 'above', 'below', 'below']);
    expect(conflictTable([summary]).rows.map((row) => row.slice(4, 7))).toEqual([
      ['mixup', '20.0 ± 0.0', '36.6 ± 0.2'],
      ['GenLabel', '20.0 ± 0.0', '2.6 ± 0.2'],
    ]);
  });
});
