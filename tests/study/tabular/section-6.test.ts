import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../../lib/paper/claims';
import { compareAccuracies } from '../../../lib/study/accuracy-tables';
import { setCountFindings } from '../../../lib/study/tabular/data-claims';
import { mixupHurtsFindings, overSetsFindings } from '../../../lib/study/tabular/over-sets-claims';
import {
  comparisonsOverSets,
  overSetsTables,
  plainVerdict,
} from '../../../lib/study/tabular/over-sets-table';
import { byFamily, relatedSets } from '../../../lib/study/tabular/related-sets';
import { gainShare } from '../../../lib/study/tabular/set-shares';
import { shareFindings } from '../../../lib/study/tabular/share-claims';
import { compareTable03, pooledTable03 } from '../../../lib/study/tabular/table-03-comparison';
import { table04Findings } from '../../../lib/study/tabular/table-04-claims';
import type { TabularRecords } from '../../../lib/study/tabular/tabular-claims';
import { studyDatasets } from '../../../lib/study/tabular/tabular-datasets';
import { criticalDifferenceOf, figure06Panels } from '../../../lib/study/tabular/tabular-figures';
import type { TabularRecord } from '../../../lib/study/tabular/tabular-record';
import { tabularSets } from '../../../lib/study/tabular/tabular-sets';
import { fitOf, type MadeUpRecord, madeUp } from './tabular-records';

const trained = [
  'vanilla',
  'adaMixup',
  'mixup',
  'mixupWithoutIntrusion',
  'logisticWithoutIntrusion',
  'genLabelGaussian',
  'genLabelKernel',
  'mixupAlpha2',
];

/** Twelve trials, or as many as told, in both protocols: GenLabel (CV) `gain` points above all others, with a paired noise of one point. */
function trialsOf(
  dataset: number,
  gain: number,
  more: { fit?: number; classCounts?: number[]; trials?: number } = {},
): MadeUpRecord[] {
  const base = Array.from({ length: more.trials ?? 12 }, (_, t) => 70 + (t % 3));
  const ahead = base.map((value, t) => value + gain + (t % 2));
  const correct = {
    ...Object.fromEntries(trained.map((method) => [method, base])),
    // It depends on the split alone.
    generativeClassifier: base.map(() => 70),
    genLabelSelected: ahead,
    genLabelSelectedAlpha2: base,
  };
  return (['paper', 'released'] as const).flatMap((protocol) =>
    madeUp(dataset, correct, { protocol, classCounts: more.classCounts, fit: fitOf(more.fit ?? 1) }),
  );
}

/** The same records on their split and over splits. */
const twice = (records: readonly TabularRecord[]): TabularRecords => ({
  reproduces: records,
  generalises: records,
});
const nothing = twice([]);

const table4Sets = [721, 777, 792, 830, 855, 913, 1413];
const gaining = table4Sets.flatMap((dataset) => trialsOf(dataset, 10, { classCounts: [90, 100] }));

/** Verdicts by id and question. */
const verdictsOf = (findings: readonly { id: string; question: string; verdict: string }[]) =>
  Object.fromEntries(findings.map(({ id, question, verdict }) => [`${id} ${question}`, verdict]));

describe('Table 3', () => {
  const records: TabularRecord[] = [
    ...trialsOf(1, 3),
    ...trialsOf(2, -5, { classCounts: [80, 120] }),
    ...trialsOf(3, 4, { classCounts: [80, 120] }),
    ...trialsOf(4, -9, { fit: 0.5 }),
    { configuration: { dataset: 5, trial: 0, protocol: 'paper' }, result: { refused: 'too few rows' } },
  ];

  it('has the shares of experiments of five seeds, those over splits beside them, and names what is missing', () => {
    const [all, balanced] = compareTable03(twice(records), [783, 878]);
    const mixup = all.rows[2].cells;
    expect(mixup.map(({ reproduces }) => reproduces?.mean.toFixed(2))).toEqual(['66.67', '0.00', '33.33']);
    expect(mixup.map(({ paper }) => paper)).toEqual([54.88, 7.32, 35.37]);
    expect(mixup[0].reproduces).toMatchObject({ trials: 2, verdict: 'not-resolved' });
    expect(mixup[0].generalises).toMatchObject({ trials: 3, reach: null, verdict: null });
    expect(mixup[0].generalises?.mean).toBeCloseTo(200 / 3, 10);
    expect(balanced.rows[2].cells[0].reproduces?.mean).toBe(100);
    expect(all.notes).toContain('Without records: 783, 878.');
    expect(all.notes).toContain('Not usable: 5 (too few rows).');
    expect(all.notes).toContain(
      'Ours on their split: 3.0 data sets, on average over experiments of five seeds.',
    );
    expect(all.notes.some((note) => note.startsWith('On their split: of 15 printed cells'))).toBe(true);
  });

  it('says beside it which signs the trials resolve, with the wider interval over splits', () => {
    const [theirs, , , , over] = pooledTable03(twice(records));
    expect(theirs.title).toContain('means of at least 12 seeds on their split (protocol paper)');
    expect(over.title).toContain('means of at least 12 splits (protocol paper)');
    expect(theirs.rows[0].slice(1)).toEqual([3, '66.7 %', '0.0 %', '33.3 %', '66.7 %', '33.3 %']);
  });

  it('is empty without records', () => {
    expect(compareTable03(nothing)[0].rows[0].cells[0]).toEqual({
      paper: 47.56,
      reproduces: null,
      generalises: null,
    });
    expect(pooledTable03(nothing)).toEqual([]);
  });
});

describe('Table 4', () => {
  it('has our means, the paired differences and the printed values in their cells', () => {
    const [paper] = compareAccuracies('table-04', twice(trialsOf(830, 10)), ['913']);
    const column = paper.columns.indexOf('830');
    const cells = Object.fromEntries(paper.rows.map(({ label, cells: row }) => [label, row[column]]));
    expect(paper.rows).toHaveLength(11);
    expect(cells.Mixup).toMatchObject({ paper: 76.27, reproduces: { trials: 12 } });
    expect(cells.Mixup.generalises?.mean).toBeCloseTo(71, 9);
    expect(cells['Mixup + GenLabel (CV) − Mixup'].paper).toBe(8.26);
    expect(cells['Mixup + GenLabel (CV) − Mixup'].reproduces?.mean).toBeCloseTo(10.5, 9);
    expect(cells['Generative Classifier (GM)'].reproduces).toMatchObject({ reach: 0.005, verdict: 'fails' });
    expect(paper.rows[0].cells[0].reproduces).toBeNull();
    expect(paper.notes.at(-1)).toBe('Without records: 913.');
  });

  it('leaves trials out that lack a method', () => {
    const records = trialsOf(721, 1);
    delete (records[0].result.outcomes as { genLabelKernel?: readonly number[] }).genLabelKernel;
    const [paper] = compareAccuracies('table-04', { reproduces: records, generalises: [] });
    const trials = (row: string) =>
      paper.rows.find(({ label }) => label === row)?.cells[0].reproduces?.trials;
    expect([trials('Mixup'), trials('Mixup + GenLabel (KDE)')]).toEqual([12, 11]);
  });

  it('decides what the text says about it', () => {
    const verdicts = (records: TabularRecord[]) => verdictsOf(table04Findings(twice(records)));
    expect(verdicts(gaining)).toMatchObject({
      's6-table-4-gain reproduces': 'holds',
      's6-table-4-gain generalises': 'holds',
      's6-table-4-cv-best reproduces': 'holds',
      // Mixup and vanilla training are equal here.
      's6-table-4-overcomes-vanilla reproduces': 'fails',
      's6-table-4-improves-mixup reproduces': 'fails',
      's6-table-4-best-model-varies reproduces': 'fails',
    });
    const worse = [...gaining.slice(24), ...trialsOf(721, -10)];
    expect(verdicts(worse)).toMatchObject({
      's6-table-4-gain reproduces': 'holds',
      's6-table-4-cv-best reproduces': 'fails',
    });
    expect(verdicts(trialsOf(721, 10))['s6-table-4-cv-best reproduces']).toBe('not-resolved');
    expect(new Set(Object.values(verdicts([])))).toEqual(new Set(['not-attempted']));
  });

  it('finds that the best model varies if each is shown to be better somewhere', () => {
    const models = (dataset: number, gaussian: number) => {
      const kernel = Array.from({ length: 12 }, (_, t) => 70 + (t % 3));
      const correct = {
        genLabelGaussian: kernel.map((value, t) => value + gaussian + (t % 2)),
        genLabelKernel: kernel,
      };
      return (['paper', 'released'] as const).flatMap((protocol) => madeUp(dataset, correct, { protocol }));
    };
    const verdict = (records: TabularRecord[]) =>
      verdictsOf(table04Findings(twice(records)))['s6-table-4-best-model-varies reproduces'];
    expect(verdict([...models(913, -5), ...models(1413, 5)])).toBe('holds');
    expect(verdict([...models(913, 5), ...models(1413, 5)])).toBe('not-resolved');
    expect(verdict(table4Sets.flatMap((dataset) => models(dataset, 5)))).toBe('fails');
  });
});

describe('findings on shares', () => {
  // Fewer than five experiments that are all equal have no interval.
  const often = { trials: 25 };
  const gainingOften = table4Sets.flatMap((dataset) =>
    trialsOf(dataset, 10, { ...often, classCounts: [90, 100] }),
  );
  const found = (records: TabularRecord[]) => verdictsOf(shareFindings(twice(records)));

  it('are about claims of the paper, each question once', () => {
    const records = twice(gaining);
    const findings = [
      ...shareFindings(records),
      ...table04Findings(records),
      ...setCountFindings(records, 6),
    ];
    const known = paperClaims.map(({ id }) => id);
    expect(findings.filter(({ id }) => !known.includes(id))).toEqual([]);
    const keys = findings.map(({ id, question }) => `${id} ${question}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('decide bounds by the prediction interval on their split, by families over splits', () => {
    expect(found(gainingOften)).toMatchObject({
      's6-figure-6-alpha-1 reproduces': 'holds',
      's6-figure-6-alpha-1 generalises': 'holds',
      's6-table-3-not-fewer-wins reproduces': 'holds',
      's6-table-3-not-fewer-wins generalises': 'holds',
    });
    const losing = table4Sets.flatMap((dataset) => trialsOf(dataset, -10, often));
    expect(found(losing)).toMatchObject({
      's6-figure-6-alpha-1 reproduces': 'fails',
      's6-figure-6-alpha-1 generalises': 'fails',
      's6-table-3-balanced reproduces': 'fails',
      's6-figure-6-alpha-2 reproduces': 'holds',
    });
    expect(shareFindings(twice(gaining)).find(({ id }) => id === 's6-figure-6-alpha-1')?.note).toContain(
      '= 62.20 %',
    );
  });

  it('decide printed shares by the prediction interval, and more gains than losses over splits', () => {
    expect(found(gaining)['s6-table-3-mixup reproduces']).toBe('not-resolved');
    expect(found(gainingOften)).toMatchObject({
      's3-logistic-labels-positive reproduces': 'fails',
      's3-logistic-labels-positive generalises': 'not-resolved',
      's6-table-3-mixup reproduces': 'fails',
      's6-table-3-mixup generalises': 'holds',
    });
    expect(new Set(Object.values(found([])))).toEqual(new Set(['not-attempted']));
  });

  it('count the sets that a density fits, whatever the missing ones are', () => {
    const records = twice(Array.from({ length: 80 }, (_, i) => trialsOf(i + 100, 0)).flat());
    const finding = (missing: number) =>
      setCountFindings(records, missing).find(({ id }) => id === 's6-82-data-sets');
    expect(finding(0)).toMatchObject({ verdict: 'fails', ours: '80 of 80' });
    expect(finding(2)).toMatchObject({ verdict: 'not-resolved', ours: '80 to 82 of 82' });
    expect(finding(1)?.verdict).toBe('fails');
  });

  it('count balanced sets under the reading that this takes', () => {
    const balanced = Array.from({ length: 10 }, (_, i) => trialsOf(i + 1, 0));
    const others = trialsOf(11, 0, { classCounts: [60, 140] });
    const ten = setCountFindings(twice([...balanced.flat(), ...others]), 0).find(
      ({ id }) => id === 's6-10-balanced-sets',
    );
    expect(ten).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'if balanced means that all classes have equal sizes, among the 11 sets that we have',
    });
  });
});

describe('families of sets', () => {
  it('are of sets of the study, each in one', () => {
    const members = relatedSets.flatMap(({ datasets }) => datasets);
    expect(new Set(members).size).toBe(members.length);
    expect(members.filter((id) => id !== 41 && !studyDatasets.includes(id))).toEqual([]);
    expect(byFamily([721, 830, 913, 1413, 48, 955], (id) => id)).toEqual([
      [721],
      [830, 913],
      [1413],
      [48, 955],
    ]);
  });

  it('make relatives count for less: the interval is wider than with strangers', () => {
    const width = (ids: readonly number[]) => {
      const sets = tabularSets(
        ids.flatMap((id, i) => trialsOf(id, i % 2 === 0 ? 5 : -5)),
        'paper',
      );
      const { low, high } = gainShare(sets, { method: 'genLabelSelected', minus: 'mixup' }, 'excess')!;
      return high - low;
    };
    // Gains and losses by turns: eight strangers, or four of each in one family.
    expect(width([820, 841, 880, 882, 885, 915, 943, 980])).toBeLessThan(
      width([726, 682, 730, 683, 740, 755, 743, 777]),
    );
  });
});

describe('beyond the paper', () => {
  const records = Array.from({ length: 12 }, (_, i) =>
    trialsOf(i + 1, i - 2, { fit: i < 10 ? 1 : 0.5 }),
  ).flat();
  const theirs: TabularRecords = {
    reproduces: records.filter(({ configuration }) => configuration.protocol === 'paper'),
    generalises: [],
  };

  it('compares over the selected and all data sets, and says what comes of it', () => {
    const comparisons = comparisonsOverSets(theirs);
    expect(comparisons).toHaveLength(2 * 5);
    const selected = comparisons.filter(({ scope }) => scope === 'selected');
    expect(selected.every(({ sets }) => sets === 10)).toBe(true);
    const tables = overSetsTables(comparisons);
    expect(tables).toHaveLength(2);
    expect(tables[0].title).toContain("over selected data sets on the authors' split");
    expect(tables[0].rows[0][0]).toBe('Mixup');
    const [mixup] = comparisons;
    expect(mixup.gain.centre.mean).toBeGreaterThan(2);
    expect(mixup.gain.centre.mean).toBeLessThan(4);
    const { aboveRope, withinRope } = mixup.gain;
    expect(plainVerdict(mixup)).toContain(
      `P(better by more than 1 point) = ${aboveRope.toFixed(2)}, P(no practical difference) = ${withinRope.toFixed(2)}`,
    );
  });

  it('judges the mean gain by its probability', () => {
    const verdict = (gain: number) =>
      overSetsFindings({
        reproduces: Array.from({ length: 6 }, (_, i) => trialsOf(i + 1, gain + (i % 3) / 2)).flat(),
        generalises: [],
      })[0];
    expect(verdict(3).verdict).toBe('holds');
    expect(verdict(-0.3)).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'not shown to exceed 1 point',
    });
    expect(verdict(-3).verdict).toBe('fails');
    expect(overSetsFindings(nothing)[0].verdict).toBe('not-attempted');
  });

  it('finds a set that mixup hurts, all sets being the family', () => {
    const hurt = (gap: number) =>
      (['paper', 'released'] as const).flatMap((protocol) =>
        [1, 2, 3].flatMap((dataset) => {
          const mixup = Array.from({ length: 12 }, (_, t) => 70 + (t % 2));
          return madeUp(
            dataset,
            {
              mixup,
              vanilla: mixup.map((value, t) => value + (dataset === 2 ? gap : 0) + ((t % 3) - 1) / 4),
            },
            { protocol },
          );
        }),
      );
    const [found] = mixupHurtsFindings({ reproduces: [], generalises: hurt(5) });
    expect(found).toMatchObject({ question: 'generalises', verdict: 'holds' });
    expect(found.ours).toContain('vanilla above mixup on 2: +5.00');
    expect(mixupHurtsFindings({ reproduces: [], generalises: hurt(0) })[0].verdict).toBe('fails');
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
