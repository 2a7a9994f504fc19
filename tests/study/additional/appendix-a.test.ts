import { describe, expect, it } from 'vitest';
import { compareAccuracies } from '../../../lib/study/accuracy-tables';
import { table08Findings, table09Findings } from '../../../lib/study/additional/additional-claims';
import {
  type GenerativeRecord,
  gaussianFits,
  gaussianFitTable,
  releasedGaussian,
} from '../../../lib/study/additional/gaussian-fit';
import { gaussianVariants } from '../../../lib/study/additional/gaussian-variants';
import type { TabularRecords } from '../../../lib/study/tabular/tabular-claims';
import { tableDatasets } from '../../../lib/study/tabular/tabular-datasets';
import { fitOf, type MadeUpRecord, madeUp } from '../tabular/tabular-records';

const numbers = { Iris: 1413, Wine: 187, Kidney: 945, Abalone: 1557, Glass: 41 };
type Name = keyof typeof numbers;

/** Twelve trials of both protocols: right test points of 1000 by method, with noise of half a point that differs between methods. */
function trials(name: Name, accuracy: Record<string, number>, protocols = ['paper', 'released'] as const) {
  return protocols.flatMap((protocol): MadeUpRecord[] =>
    madeUp(
      numbers[name],
      Object.fromEntries(
        Object.entries(accuracy).map(([method, value], m) => [
          method,
          Array.from({ length: 12 }, (_, trial) => value + (((trial + m) % 3) - 1) / 2),
        ]),
      ),
      { protocol, fit: fitOf(0.6) },
    ),
  );
}

/** The same records on their split and over splits. */
const twice = (records: MadeUpRecord[]): TabularRecords => ({ reproduces: records, generalises: records });

const table8 = (gain: number, cutGain: number) => ({
  ...{ vanilla: 90, mixup: 88, genLabelGaussian: 88 + gain, genLabelSelected: 88 + gain },
  ...{ cutmix: 87, cutmixGenLabelGaussian: 87 + cutGain, cutmixGenLabelSelected: 87 + cutGain },
});
const sets8 = ['Iris', 'Wine', 'Kidney'] as const;
const everywhere = (gain: number, cutGain: number) =>
  sets8.flatMap((name) => trials(name, table8(gain, cutGain)));

describe('Table 8', () => {
  it('puts CutMix and GenLabel (CV) into their rows, with both paired differences', () => {
    const [paper] = compareAccuracies('table-08', twice(everywhere(3, -3)));
    const mean = (label: string) => paper.rows.find((row) => row.label === label)?.cells[0].generalises?.mean;
    expect(mean('CutMix')).toBeCloseTo(87, 9);
    expect(mean('CutMix+GenLabel')).toBeCloseTo(84, 9);
    expect(mean('Mixup+GenLabel − Mixup')).toBeCloseTo(3, 9);
    expect(mean('CutMix+GenLabel − CutMix')).toBeCloseTo(-3, 9);
    expect(paper.rows.find(({ label }) => label === 'CutMix+GenLabel − CutMix')?.cells[1].paper).toBe(1.1);
  });

  it('names the sets without records, not those whose data alone are absent', () => {
    const [paper] = compareAccuracies('table-08', twice(trials('Iris', table8(3, -3))), ['Iris', 'Wine']);
    expect(paper.notes.at(-1)).toBe('Without records: Wine.');
    const [full] = compareAccuracies('table-08', twice(everywhere(3, -3)), [...sets8]);
    expect(full.notes.join(' ')).not.toContain('Without records');
  });

  it('holds where every gain is shown, and fails where there is none or a loss', () => {
    const verdicts = (given: MadeUpRecord[]) =>
      table08Findings(twice(given)).map(({ id, question, verdict }) => [id, question, verdict]);
    expect(verdicts(everywhere(3, -3)).slice(0, 4)).toEqual([
      ['a-table-8-mixup', 'reproduces', 'holds'],
      ['a-table-8-mixup', 'generalises', 'holds'],
      ['a-table-8-cutmix', 'reproduces', 'fails'],
      ['a-table-8-cutmix', 'generalises', 'fails'],
    ]);
    // The 95 % interval of a mean of 0 lies within a point.
    expect(verdicts(everywhere(0, 0))[0][2]).toBe('fails');
  });

  it('names protocol, records and what is missing', () => {
    const half = sets8.flatMap((name) => [
      ...trials(name, table8(3, 3)).filter(({ configuration }) => configuration.protocol === 'paper'),
      ...trials(name, table8(0, 3)).filter(({ configuration }) => configuration.protocol === 'released'),
    ]);
    const [mixup] = table08Findings({ reproduces: half, generalises: [] });
    expect(mixup).toMatchObject({
      verdict: 'holds-conditionally',
      condition: 'under protocol paper (fails under released)',
      records: [{ experiment: 'authors-split', filter: { dataset: [1413, 187, 945] }, count: 72 }],
    });
    const without = half.filter(({ configuration }) => configuration.dataset !== 945);
    const [, , cutmix] = table08Findings({ reproduces: without, generalises: [] });
    expect(cutmix.verdict).toBe('not-resolved');
    expect(cutmix.ours).toContain('1 not attempted (Kidney)');
    expect(table08Findings({ reproduces: [], generalises: [] }).map(({ verdict }) => verdict)).toEqual(
      new Array(6).fill('not-attempted'),
    );
  });
});

describe('Table 9', () => {
  const table9 = (good: number, gain: number) =>
    (['Iris', 'Wine', 'Abalone', 'Glass'] as const).flatMap((name, i) =>
      trials(name, { vanilla: 60, mixup: i < 2 ? 90 : 60, genLabelGaussian: i < 2 ? good : 60 + gain }),
    );
  const verdicts = (records: MadeUpRecord[]) =>
    table09Findings({ reproduces: records, generalises: [] })
      .filter(({ question }) => question === 'reproduces')
      .slice(0, 2)
      .map(({ verdict }) => verdict);

  it('judges good fits by the printed accuracies, and poor ones by the denial of a gain', () => {
    expect(verdicts(table9(96.5, 0))).toEqual(['holds', 'holds']);
    expect(verdicts(table9(90, 1.5))).toEqual(['fails', 'fails']);
    expect(verdicts(table9(96.5, -4))).toEqual(['holds', 'holds']);
    // A small gain that is shown is an improvement too.
    expect(verdicts(table9(96.5, 1))[1]).toBe('fails');
  });

  it('takes the train accuracy of the Gaussians from the fit, exactly, in whole percents', () => {
    const [paper] = compareAccuracies('table-09', twice(table9(96.5, 0)));
    const { cells } = paper.rows[3];
    expect(cells.map(({ reproduces }) => reproduces?.mean)).toEqual([60, 60, 60, 60]);
    expect(cells[2].reproduces).toMatchObject({ reach: 0.5, verdict: 'fails' });
    const at = (share: number) =>
      compareAccuracies('table-09', {
        reproduces: madeUp(1557, { vanilla: [60, 60] }, { fit: fitOf(share), classCounts: [1000, 100] }),
        generalises: [],
      })[0].rows[3].cells[2].reproduces?.verdict;
    expect([at(0.624), at(0.626)]).toEqual(['holds', 'fails']);
  });
});

describe('gaussianFits', () => {
  const test = [78.33, 53.33, 74.67, 78.67, 65.33, 71.33, 95.56];
  const train = [98, 100, 62, 64];
  /** 300 test points, so that the printed accuracies of Table 4 are counts; 400 training points. */
  const records: GenerativeRecord[] = [...tableDatasets['table-04'], ...tableDatasets['table-09']].map(
    (dataset) => {
      const at = (printed: readonly number[], place: number, rows: number) =>
        place < 0 ? 0 : Math.round((printed[place] * rows) / 100);
      const testSize = dataset === 1413 ? 45 : 300;
      const right = {
        train: at(train, tableDatasets['table-09'].indexOf(dataset), 400),
        test: at(test, tableDatasets['table-04'].indexOf(dataset), testSize),
      };
      const counts = (part: 'train' | 'test') =>
        gaussianVariants.map((variant) =>
          JSON.stringify(variant) === JSON.stringify(releasedGaussian)
            ? right[part]
            : variant.ridge === 1e-5
              ? null
              : right[part] + 3,
        );
      return {
        configuration: { dataset, randomState: 2021 },
        result: {
          trainSize: 400,
          testSize,
          gaussian: { train: counts('train'), test: counts('test') },
          kernel: { train: [], test: [] },
        },
      };
    },
  );

  it('puts the variant first that has all printed values, and marks what others do not have', () => {
    const fits = gaussianFits(records);
    expect(fits).toHaveLength(72);
    expect(fits[0].variant).toEqual(releasedGaussian);
    expect([fits[0].equal, fits[1].equal]).toEqual([11, 0]);
    const { rows, columns } = gaussianFitTable(fits, 3);
    expect(rows).toHaveLength(3);
    expect(rows[0][columns.indexOf('Glass, train (64)')]).toBe('64.00');
    expect(rows[1][columns.indexOf('Glass, train (64)')]).toBe('64.75 *');
    expect(gaussianFits(records.filter(({ configuration }) => configuration.dataset !== 41))).toEqual([]);
  });

  it('puts those last whose covariance is singular', () => {
    expect(gaussianFits(records).at(-1)?.variant.ridge).toBe(1e-5);
  });
});
