import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../../lib/paper/claims';
import { table05Robust } from '../../../lib/paper/table-05';
import { attackBudgets } from '../../../lib/study/robustness/robustness';
import { figureRadii, radiusPanels } from '../../../lib/study/robustness/robustness-curves';
import { attackCheckTable, selectionTable } from '../../../lib/study/robustness/robustness-tables';
import { table05Findings } from '../../../lib/study/robustness/table-05-claims';
import {
  compareRobustAccuracies,
  compareTable05Shares,
  pooledTable05,
} from '../../../lib/study/robustness/table-05-comparison';
import { networkMethods } from '../../../lib/train/network-methods';
import { madeUpRobust } from './robust-records';

/** Ten trials in both protocols: so many points broken under GenLabel and under all others, with a paired noise of one point. */
function trialsOf(dataset: number, genLabel: number, others: number) {
  return (['paper', 'released'] as const).flatMap((protocol) =>
    madeUpRobust(
      dataset,
      Object.fromEntries(
        networkMethods.map((method) => [
          method,
          Array.from({ length: 10 }, (_, t) => ({
            wrong: 1,
            broken: (method.startsWith('genLabel') ? genLabel : others) + (t % 2),
          })),
        ]),
      ),
      { protocol },
    ),
  );
}

const printedSets = table05Robust.columns.map(Number);
const better = printedSets.flatMap((dataset) => trialsOf(dataset, 4, 7));
const worse = printedSets.flatMap((dataset) => trialsOf(dataset, 7, 4));

describe('Tables 5 and 7', () => {
  it('show shares of single trials and accuracies with intervals, per protocol', () => {
    const shares = compareTable05Shares(better);
    expect(shares.map(({ title }) => title.includes('protocol'))).toEqual([true, true]);
    expect(shares[0].rows[2].cells.map(({ ours }) => [ours?.mean, ours?.trials])).toEqual([
      [100, 10],
      [0, 10],
      [0, 10],
    ]);
    const { table05, table07 } = compareRobustAccuracies(better);
    expect([table05.length, table07.length]).toEqual([2, 4]);
    // 1 wrong and 7 or 8 broken of 20.
    expect(table05[0].rows[0].cells[0].ours?.mean).toBeCloseTo(57.5, 10);
    expect(table07[2].rows[0].cells[0].ours?.mean).toBeCloseTo(95, 10);
    const difference = table05[0].rows.find(({ kind }) => kind === 'paired difference');
    for (const end of ['mean', 'low', 'high'] as const) {
      expect(difference?.cells[0].ours?.[end]).toBeCloseTo(15, 10);
    }
  });

  it('count the sets once, with both ways to take a variant', () => {
    const { rows } = pooledTable05([...better, ...trialsOf(880, 9, 2)]);
    expect(rows.length).toBe(16);
    expect(rows[2]).toEqual(['paper', 'best on test', 'Mixup', 7, '85.7 %', '0.0 %', '14.3 %']);
  });

  it('find nothing without records', () => {
    expect(compareTable05Shares([])[0].rows[0].cells[0].verdict).toBe('not attempted');
    expect(table05Findings([]).map(({ verdict }) => verdict)).toEqual(new Array(5).fill('not-attempted'));
  });
});

describe('findings of Section 6.2', () => {
  it('hold where GenLabel is better, and fail where it is worse', () => {
    const ids = new Set(paperClaims.map(({ id }) => id));
    for (const [records, verdict] of [
      [better, 'holds'],
      [worse, 'fails'],
    ] as const) {
      const findings = table05Findings(records);
      expect(findings.every(({ id }) => ids.has(id))).toBe(true);
      expect(findings.slice(0, 4).map((one) => one.verdict)).toEqual(new Array(4).fill(verdict));
      expect(findings[4]).toMatchObject({ id: 'a-table-7-gap', verdict: 'holds' });
    }
  });

  it('leave open what two trials do not tell', () => {
    const few = better.filter(
      ({ configuration }) => configuration.trial === 1 && configuration.dataset === 446,
    );
    expect(table05Findings(few)[3].verdict).toBe('not-attempted');
  });
});

describe('tables and curves beside Table 5', () => {
  it('say how many verdicts another budget changes', () => {
    const strong = madeUpRobust(446, { mixup: [{ wrong: 1, broken: 9 }] }, { attack: attackBudgets.strong });
    const { rows } = attackCheckTable([...better, ...strong]);
    expect(rows).toEqual([
      ['3 x 50000 steps, own directions (paper)', 'Mixup', 1, 20, '60.00 %', '50.00 %', '10.00 %'],
    ]);
  });

  it('compare the two ways to choose on the same splits', () => {
    const other = madeUpRobust(446, { mixup: [{ wrong: 6, broken: 2 }] }, { selection: 'robust' });
    expect(selectionTable([...better, ...other]).rows).toEqual([
      ['paper', 'Mixup', 1, '60.0', '95.0', '60.0', '70.0'],
    ]);
  });

  it('draw robust accuracy against radius: clean accuracy at 0, only points without adversarials at the end', () => {
    const [panel] = radiusPanels(better);
    expect(panel.curves.length).toBe(6);
    const [{ accuracies }] = panel.curves;
    expect(accuracies.length).toBe(figureRadii.length);
    expect(accuracies[0]).toBeCloseTo(95, 10);
    expect(accuracies[figureRadii.indexOf(0.1)]).toBeCloseTo(57.5, 10);
    expect(accuracies[figureRadii.length - 1]).toBeCloseTo(5, 10);
    // A method without trials on one of the sets would show other sets than the rest.
    const partial = better.filter(
      ({ configuration: { method, dataset } }) => method !== 'adaMixup' || dataset !== 446,
    );
    expect(radiusPanels(partial)[0].curves.length).toBe(5);
  });
});
