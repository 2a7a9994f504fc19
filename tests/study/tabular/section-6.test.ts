import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../../lib/paper/claims';
import { trialsResult } from '../../../lib/study/common/cell-result';
import {
  type ClaimPart,
  partsNote,
  sideAbove,
  sideWithin,
  verdictOfParts,
} from '../../../lib/study/common/claim-parts';
import {
  comparisonsOverSets,
  overSetsTables,
  plainVerdict,
} from '../../../lib/study/tabular/over-sets-table';
import { compareTable03, pooledTable03 } from '../../../lib/study/tabular/table-03-comparison';
import { table04Findings } from '../../../lib/study/tabular/table-04-claims';
import { compareTable04 } from '../../../lib/study/tabular/table-04-comparison';
import { criticalDifferenceOf, figure06Panels } from '../../../lib/study/tabular/tabular-figures';
import type { TabularRecord } from '../../../lib/study/tabular/tabular-record';
import { shareFindings } from '../../../lib/study/tabular/tabular-share-claims';
import { fitOf, type MadeUpRecord, madeUp } from './tabular-records';

const others = [
  'generativeClassifier',
  'vanilla',
  'adaMixup',
  'mixup',
  'mixupWithoutIntrusion',
  'logisticWithoutIntrusion',
  'genLabelGaussian',
  'genLabelKernel',
  'mixupAlpha2',
];

/** Twelve trials in both protocols: GenLabel (CV) `gain` points above all others, with a paired noise of one point. */
function trialsOf(
  dataset: number,
  gain: number,
  more: { fit?: number; classCounts?: number[] } = {},
): MadeUpRecord[] {
  const base = Array.from({ length: 12 }, (_, t) => 70 + (t % 3));
  const ahead = base.map((value, t) => value + gain + (t % 2));
  const correct = {
    ...Object.fromEntries(others.map((method) => [method, base])),
    genLabelSelected: ahead,
    genLabelSelectedAlpha2: base,
  };
  return (['paper', 'released'] as const).flatMap((protocol) =>
    madeUp(dataset, correct, { protocol, classCounts: more.classCounts, fit: fitOf(more.fit ?? 1) }),
  );
}

const table4Sets = [721, 777, 792, 830, 855, 913, 1413];
const gaining = table4Sets.flatMap((dataset) => trialsOf(dataset, 10, { classCounts: [90, 100] }));

describe('Table 3', () => {
  const records: TabularRecord[] = [
    ...trialsOf(1, 3),
    ...trialsOf(2, -5, { classCounts: [80, 120] }),
    ...trialsOf(3, 4, { classCounts: [80, 120] }),
    ...trialsOf(4, -9, { fit: 0.5 }),
    { configuration: { dataset: 5, trial: 0, protocol: 'paper' }, result: { refused: 'too few rows' } },
  ];

  it('has the shares of the selected sets within a trial, and names what is missing', () => {
    const [all, balanced] = compareTable03(records, [783, 878]);
    const mixup = all.rows[2].cells;
    expect(mixup.map(({ ours }) => ours?.mean.toFixed(2))).toEqual(['66.67', '0.00', '33.33']);
    expect(mixup.map(({ paper }) => paper)).toEqual([54.88, 7.32, 35.37]);
    expect(mixup[0].ours?.trials).toBe(12);
    expect(balanced.rows[2].cells[0].ours?.mean).toBe(100);
    expect(all.notes).toContain('Not on this machine: 783, 878.');
    expect(all.notes).toContain('Not usable: 5 (too few rows).');
    expect(all.notes).toContain('Ours: 3.0 data sets, on average over experiments.');
  });

  it('can average trials before comparing them, as the paper averages seeds', () => {
    const [all] = compareTable03(records, [], 5);
    expect(all.title).toContain('(protocol paper, means of 5 trials)');
    expect(all.rows[2].cells[0].ours).toMatchObject({ trials: 2 });
  });

  it('says beside it which signs the trials resolve', () => {
    const [all] = pooledTable03(records);
    expect(all.title).toContain('means of at least 12 trials (protocol paper)');
    expect(all.rows[0].slice(1)).toEqual([3, '66.7 %', '0.0 %', '33.3 %', '66.7 %', '33.3 %']);
  });

  it('is empty without records', () => {
    expect(compareTable03([])[0].rows[0].cells[0]).toMatchObject({ ours: null, verdict: 'not attempted' });
    expect(pooledTable03([])).toEqual([]);
  });
});

describe('Table 4', () => {
  it('has our means, the paired differences and the printed values in their cells', () => {
    const [paper] = compareTable04(trialsOf(830, 10), [913, 783]);
    const column = paper.columns.indexOf('830');
    const cells = Object.fromEntries(paper.rows.map(({ label, cells: row }) => [label, row[column]]));
    expect(paper.rows).toHaveLength(11);
    expect(cells.Mixup).toMatchObject({ paper: 76.27, ours: { trials: 12 } });
    expect(cells.Mixup.ours?.mean).toBeCloseTo(71, 9);
    expect(cells['Mixup + GenLabel (CV) − Mixup'].paper).toBe(8.26);
    expect(cells['Mixup + GenLabel (CV) − Mixup'].ours?.mean).toBeCloseTo(10.5, 9);
    expect(paper.rows[0].cells[0].ours).toBeNull();
    expect(paper.notes.at(-1)).toBe('Not on this machine: 913.');
  });

  it('leaves trials out that lack a method', () => {
    const records = trialsOf(721, 1);
    delete (records[0].result.outcomes as { genLabelKernel?: number[] }).genLabelKernel;
    const [paper] = compareTable04(records);
    const trials = (row: string) => paper.rows.find(({ label }) => label === row)?.cells[0].ours?.trials;
    expect([trials('Mixup'), trials('Mixup + GenLabel (KDE)')]).toEqual([12, 11]);
  });

  it('decides what the text says about it', () => {
    const verdicts = (records: TabularRecord[]) =>
      Object.fromEntries(table04Findings(records).map(({ id, verdict }) => [id, verdict]));
    expect(verdicts(gaining)).toEqual({
      's6-table-4-gain': 'holds',
      's6-table-4-cv-best': 'holds',
      // Mixup and vanilla training are equal here.
      's6-table-4-overcomes-vanilla': 'holds-conditionally',
      's6-table-4-improves-mixup': 'holds-conditionally',
    });
    const worse = [...gaining.slice(24), ...trialsOf(721, -10)];
    expect(verdicts(worse)).toMatchObject({ 's6-table-4-gain': 'holds', 's6-table-4-cv-best': 'fails' });
    expect(verdicts(trialsOf(721, 10))['s6-table-4-cv-best']).toBe('not-attempted');
  });
});

describe('findings on shares', () => {
  const verdict = (records: TabularRecord[], id: string) =>
    shareFindings(records).find((finding) => finding.id === id);

  it('are about claims of the paper, each once', () => {
    const ids = [...shareFindings(gaining), ...table04Findings(gaining)].map(({ id }) => id);
    const known = paperClaims.map(({ id }) => id);
    expect(ids.filter((id) => !known.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(17);
  });

  it('decide inequalities by the confidence interval', () => {
    expect(verdict(gaining, 's6-figure-6-alpha-1')?.verdict).toBe('holds');
    expect(verdict(gaining, 's6-figure-6-alpha-1')?.note).toContain('= 62.20 %');
    expect(verdict(gaining, 's6-table-3-not-fewer-wins')?.verdict).toBe('holds');
    const losing = table4Sets.flatMap((dataset) => trialsOf(dataset, -10));
    expect(verdict(losing, 's6-figure-6-alpha-1')?.verdict).toBe('fails');
    expect(verdict(losing, 's6-table-3-balanced')?.verdict).toBe('fails');
    expect(verdict(losing, 's6-figure-6-alpha-2')?.verdict).toBe('holds');
  });

  it('decide printed shares by the prediction interval', () => {
    // Equal in every trial: 0 % higher, 100 % equal.
    expect(verdict(gaining, 's3-logistic-labels-positive')).toMatchObject({ verdict: 'fails' });
    expect(verdict(gaining, 's6-table-3-mixup')).toMatchObject({
      ours: expect.stringMatching(
        /^100.0 \[100.0, 100.0\] .* 100.0 \/ 0.0 \/ 0.0 \(released, means of 5 trials\)$/,
      ),
      verdict: 'fails',
    });
  });

  it('count the sets that a density fits, and let missing ones make up', () => {
    const records = Array.from({ length: 80 }, (_, i) => trialsOf(i + 100, 0)).flat();
    const finding = (missing: number) =>
      shareFindings(records, missing).find(({ id }) => id === 's6-82-data-sets');
    expect(finding(0)?.verdict).toBe('fails');
    expect(finding(2)?.verdict).toBe('holds');
    expect(finding(2)?.note).toContain('80 data sets with records; the 2 that are missing');
  });

  it('are not attempted without records', () => {
    expect(new Set(shareFindings([]).map((finding) => finding.verdict))).toEqual(new Set(['not-attempted']));
  });
});

describe('verdictOfParts', () => {
  const part = (reading: string, side: ClaimPart['side'], trials = 30): ClaimPart => ({
    reading,
    label: 'x',
    side,
    trials,
  });

  it('is as documented', () => {
    const cases = [
      [[part('a', 'as claimed'), part('b', 'as claimed')], 'holds'],
      [[part('a', 'as claimed'), part('b', 'against')], 'holds-conditionally'],
      [[part('a', 'as claimed'), part('a', 'open')], 'holds-conditionally'],
      [[part('a', 'as claimed'), part('a', 'against')], 'fails'],
      [[part('a', 'open')], 'fails'],
      [[part('a', 'open', 5)], 'not-attempted'],
      [[part('a', 'against', 5)], 'fails'],
      [[], 'not-attempted'],
    ] as const;
    for (const [parts, expected] of cases) expect(verdictOfParts(parts)).toBe(expected);
    const many = Array.from({ length: 7 }, () => part('a', 'against'));
    expect(partsNote(many)).toBe('a, 30 trials: against it: x, x, x, x and 3 more');
    expect(partsNote([part('a', 'as claimed'), part('b', 'open', 5)])).toBe(
      'a, 30 trials: as claimed. b, 5 trials: not resolved: x',
    );
  });

  it('takes sides by intervals', () => {
    const interval = { low: 1, high: 2 };
    expect([sideAbove(interval, 0.5), sideAbove(interval, 1), sideAbove(interval, 1, true)]).toEqual([
      'as claimed',
      'open',
      'as claimed',
    ]);
    expect([sideAbove(interval, 3), sideAbove(undefined, 0)]).toEqual(['against', 'open']);
    expect([sideWithin(interval, 2.04, 0.05), sideWithin(interval, 2.06, 0.05)]).toEqual([
      'as claimed',
      'against',
    ]);
    expect(trialsResult([5])).toEqual({ ours: { mean: 5, low: 5, high: 5, trials: 1 } });
  });
});

describe('beyond the paper', () => {
  const records = Array.from({ length: 12 }, (_, i) =>
    trialsOf(i + 1, i - 2, { fit: i < 10 ? 1 : 0.5 }),
  ).flat();

  it('compares over the selected and all data sets, and says what comes of it', () => {
    const comparisons = comparisonsOverSets(records);
    expect(comparisons).toHaveLength(2 * 2 * 5);
    expect(comparisons.filter(({ scope }) => scope === 'selected').every(({ sets }) => sets === 10)).toBe(
      true,
    );
    const tables = overSetsTables(comparisons);
    expect(tables.map(({ title }) => title)).toHaveLength(4);
    expect(tables[0].rows[0].slice(0, 4)).toEqual(['Mixup', 10, '+3.00 [+0.83, +5.17]', '+3.00']);
    const [mixup] = comparisons;
    expect(plainVerdict({ ...mixup, adjusted: 0.01 })).toMatch(
      /^GenLabel \(CV\) is more accurate than Mixup over 10 selected data sets \(protocol paper\): mean \+3\.00/,
    );
    expect(plainVerdict({ ...mixup, adjusted: 0.2 })).toMatch(/is not shown to differ from Mixup over/);
    const narrow = { estimate: -0.2, low: -0.4, high: -0.1 };
    expect(plainVerdict({ ...mixup, adjusted: 0.01, hodgesLehmann: narrow })).toMatch(
      /is slightly less accurate/,
    );
  });

  it('draws the selected sets', () => {
    const [one, two] = figure06Panels(records, 'paper');
    expect([one.alpha, two.alpha, one.gains.length]).toEqual([1, 2, 10]);
    expect(two.gains).toEqual(new Array(10).fill(0));
    const ranking = criticalDifferenceOf(records, 'paper', 'all', ['mixup', 'genLabelSelected']);
    expect(ranking.sets).toBe(12);
    expect(ranking.methods[0].style.label).toBe('GenLabel (CV)');
  });
});
