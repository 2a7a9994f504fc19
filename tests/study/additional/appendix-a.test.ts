import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../../lib/paper/claims';
import { derivedFinding } from '../../../lib/report/derived-claims';
import type { ClaimVerdict, LedgerEntry } from '../../../lib/report/ledger';
import { compareAccuracies, recordsOfTable } from '../../../lib/study/accuracy-tables';
import { table08Findings, table09Findings } from '../../../lib/study/additional/additional-claims';
import {
  type GenerativeRecord,
  gaussianFits,
  gaussianFitTable,
  releasedGaussian,
} from '../../../lib/study/additional/gaussian-fit';
import { gaussianVariants } from '../../../lib/study/additional/gaussian-variants';
import { tableDatasets } from '../../../lib/study/tabular/tabular-datasets';
import { fitOf, madeUp } from '../tabular/tabular-records';

const numbers = { Iris: 1413, Wine: 187, Kidney: 945, Abalone: 1557, Glass: 41 };
type Name = keyof typeof numbers;

/** Twelve trials of both protocols: accuracies by method, in percent, with noise that differs between methods. */
function trials(name: Name, accuracy: Record<string, number>, protocols = ['paper', 'released'] as const) {
  return protocols.flatMap((protocol) =>
    Array.from({ length: 12 }, (_, trial) => ({
      configuration: { dataset: numbers[name], protocol, trial },
      result: {
        testSize: 100,
        accuracy: Object.fromEntries(
          Object.entries(accuracy).map(([method, value], m) => [
            method,
            (value + (((trial + m) % 3) - 1) / 2) / 100,
          ]),
        ),
        learningRate: {},
        epochs: {},
      },
    })),
  );
}

const table8 = (gain: number, cutGain: number) => ({
  ...{ vanilla: 90, mixup: 88, genLabelGaussian: 88 + gain, genLabelSelected: 88 + gain },
  ...{ cutmix: 87, cutmixGenLabelGaussian: 87 + cutGain, cutmixGenLabelSelected: 87 + cutGain },
  ...{ cutmixHalf: 86, cutmixHalfGenLabelGaussian: 86 + cutGain, cutmixHalfGenLabelSelected: 86 + cutGain },
});

describe('Table 8', () => {
  const records = (['Iris', 'Wine', 'Kidney'] as const).flatMap((name) => trials(name, table8(3, -3)));

  it('puts CutMix and GenLabel (CV) into their rows, with both paired differences', () => {
    const [paper] = compareAccuracies('table-08', records);
    const mean = (label: string) => paper.rows.find((row) => row.label === label)?.cells[0].ours?.mean;
    expect(mean('CutMix')).toBeCloseTo(87, 9);
    expect(mean('CutMix+GenLabel')).toBeCloseTo(84, 9);
    expect(mean('Mixup+GenLabel − Mixup')).toBeCloseTo(3, 9);
    expect(mean('CutMix+GenLabel − CutMix')).toBeCloseTo(-3, 9);
    expect(paper.rows.find(({ label }) => label === 'CutMix+GenLabel − CutMix')?.cells[1].paper).toBe(1.1);
  });

  it('holds where every gain is resolved, and fails where none is or one is a loss', () => {
    const verdicts = (given: typeof records) =>
      table08Findings(given).map(({ id, verdict }) => [id, verdict]);
    expect(verdicts(records)).toEqual([
      ['a-table-8-mixup', 'holds'],
      ['a-table-8-cutmix', 'fails'],
    ]);
    const open = (['Iris', 'Wine', 'Kidney'] as const).flatMap((name) => trials(name, table8(0, 0)));
    expect(verdicts(open).map(([, verdict]) => verdict)).toEqual(['fails', 'fails']);
  });

  it('holds under conditions where one protocol shows it, and is not attempted without a set', () => {
    const half = (['Iris', 'Wine', 'Kidney'] as const).flatMap((name) => [
      ...trials(name, table8(3, 3)).filter(({ configuration }) => configuration.protocol === 'paper'),
      ...trials(name, table8(0, 3)).filter(({ configuration }) => configuration.protocol === 'released'),
    ]);
    const [mixup, cutmix] = table08Findings(half);
    expect([mixup.verdict, cutmix.verdict]).toEqual(['holds-conditionally', 'holds']);
    expect(mixup.note).toContain('released, CV, 12 trials: not resolved: Iris, Wine, Kidney');
    const [without] = table08Findings(half.filter(({ configuration }) => configuration.dataset !== 945));
    expect(without).toMatchObject({ verdict: 'not-attempted' });
    expect(without.note).toContain('no records of Kidney');
  });
});

describe('Table 9', () => {
  const table9 = (good: number, gain: number) =>
    (['Iris', 'Wine', 'Abalone', 'Glass'] as const).flatMap((name, i) =>
      trials(name, { vanilla: 60, mixup: i < 2 ? 90 : 60, genLabelGaussian: i < 2 ? good : 60 + gain }),
    );
  const verdicts = (records: ReturnType<typeof table9>) =>
    table09Findings(records).map(({ verdict }) => verdict);

  it('judges good fits by the printed accuracies, and poor ones by the gain', () => {
    expect(verdicts(table9(96.5, 0))).toEqual(['holds', 'holds']);
    expect(verdicts(table9(90, 1.5))).toEqual(['fails', 'fails']);
    expect(verdicts(table9(96.5, -4))).toEqual(['holds', 'holds']);
    // A small gain that is resolved is an improvement too.
    expect(verdicts(table9(96.5, 1))[1]).toBe('fails');
    expect(verdicts(table9(96.5, 4))[1]).toBe('fails');
  });
});

describe('recordsOfTable', () => {
  const study = [...madeUp(41, { vanilla: [60, 61] }, { fit: fitOf(0.75) }), ...madeUp(721, { mixup: [80] })];

  it("has the table's sets alone, for Table 9 with the train accuracy of the Gaussians", () => {
    const records = recordsOfTable('table-09', study);
    expect(records.map(({ result }) => result.accuracy)).toEqual([
      { vanilla: 0.6, gaussianTrain: 0.75 },
      { vanilla: 0.61, gaussianTrain: 0.75 },
    ]);
    expect(recordsOfTable('table-02', study)).toEqual([]);
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

describe('derivedFinding', () => {
  const ledger = (verdicts: readonly ClaimVerdict[]): LedgerEntry[] =>
    paperClaims
      .slice(0, verdicts.length)
      .map((claim, i) => ({ ...claim, ours: '', note: '', verdict: verdicts[i] }));
  const derived = (verdicts: readonly ClaimVerdict[]) => {
    const entries = ledger(verdicts);
    return derivedFinding(
      's1-genlabel-accuracy',
      entries.map(({ id }) => id),
      entries,
    );
  };

  it('follows its evidence', () => {
    expect(derived(['holds', 'holds', 'not-attempted']).verdict).toBe('holds');
    expect(derived(['fails', 'fails']).verdict).toBe('fails');
    expect(derived(['holds', 'fails'])).toMatchObject({
      verdict: 'holds-conditionally',
      ours: 'holds: 1, fails: 1',
    });
    expect(derived(['holds-conditionally']).verdict).toBe('holds-conditionally');
    expect(derived(['not-attempted', 'not-attempted'])).toMatchObject({
      verdict: 'not-attempted',
      ours: 'no finding yet',
    });
  });

  it('takes findings of its own, names all, and refuses unknown ids', () => {
    const [entry] = ledger(['holds']);
    const found = derivedFinding(
      's1-genlabel-accuracy',
      [entry.id, { ours: 'here', verdict: 'fails' }],
      [entry],
      'Remark',
    );
    expect(found.note).toBe(`${entry.id}: holds; here: fails. Remark`);
    expect(() => derivedFinding('s1-genlabel-accuracy', ['s9-none'], [entry])).toThrow(
      /'s9-none' is no claim/,
    );
  });
});
