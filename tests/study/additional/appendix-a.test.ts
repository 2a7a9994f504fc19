import { describe, expect, it } from 'vitest';
import { paperClaims } from '../../../lib/paper/claims';
import { derivedFinding } from '../../../lib/report/derived-claims';
import type { ClaimVerdict, LedgerEntry } from '../../../lib/report/ledger';
import { compareAccuracies } from '../../../lib/study/accuracy-tables';
import { table08Findings, table09Findings } from '../../../lib/study/additional/additional-claims';
import {
  gaussianFits,
  gaussianFitTable,
  releasedGaussian,
  withGaussianTrain,
} from '../../../lib/study/additional/gaussian-fit';
import { gaussianVariants } from '../../../lib/study/additional/gaussian-variants';

const numbers = { Iris: 1413, Wine: 187, Kidney: 945, Abalone: 1557, Glass: 41 };
type Name = keyof typeof numbers;

/** Twelve trials of both protocols: accuracies by method, in percent, with noise that differs between methods. */
function trials(
  name: Name,
  accuracy: Record<string, number>,
  fits: readonly number[] = [],
  protocols = ['paper', 'released'] as const,
) {
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
        trainSize: 200,
        fits: fits.map((percent) => 2 * percent + (trial % 2)),
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

describe('gaussianFits', () => {
  const variantFits = (released: number, other: number) =>
    gaussianVariants.map((variant) =>
      JSON.stringify(variant) === JSON.stringify(releasedGaussian) ? released : other,
    );
  const printed = { Iris: 98, Wine: 100, Abalone: 62, Glass: 64 };
  const records = (Object.entries(printed) as [keyof typeof printed, number][]).flatMap(([name, value]) =>
    trials(name, { vanilla: 60 }, variantFits(Math.min(value, 99), value === 64 ? 80 : value - 1)),
  );

  it('takes the train accuracy of the asked variant', () => {
    const [iris] = withGaussianTrain(records);
    expect(iris.result.accuracy.gaussianTrain).toBe(0.98);
    expect(
      withGaussianTrain(records, { ...releasedGaussian, covariance: 'shared' })[0].result.accuracy
        .gaussianTrain,
    ).toBe(0.97);
    expect(() => withGaussianTrain(records, { ...releasedGaussian, ridge: 7 })).toThrow(
      /no record has the variant/,
    );
  });

  it('puts the variant first that explains all four, and marks what others do not', () => {
    const fits = gaussianFits(records);
    expect(fits).toHaveLength(72);
    expect(fits[0].variant).toEqual(releasedGaussian);
    expect(fits[0].sets.map(({ explained }) => explained)).toEqual([true, true, true, true]);
    expect(fits[1].sets.map(({ explained }) => explained)).toEqual([true, true, true, false]);
    const { rows, columns } = gaussianFitTable(fits, 3);
    expect(rows).toHaveLength(3);
    expect(rows[1][columns.indexOf('Glass (64)')]).toBe('80.3 *');
    expect(gaussianFits(records.filter(({ configuration }) => configuration.dataset !== 41))).toEqual([]);
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
