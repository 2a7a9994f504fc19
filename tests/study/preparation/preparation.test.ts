import { describe, expect, it } from 'vitest';
import { matrix } from '../../../lib/numeric/matrix';
import { nominalDatasets, preparedParts } from '../../../lib/study/common/openml-accuracy';
import {
  type PreparationWay,
  preparation,
  preparationDatasets,
  preparationMethods,
  preparationWays,
  preparedProblem,
  usualWays,
} from '../../../lib/study/preparation/preparation';
import {
  choiceOnHalvesText,
  leadsTable,
  preparationTable,
} from '../../../lib/study/preparation/preparation-tables';
import {
  type PreparationRecord,
  residualSize,
  summarisePreparation,
} from '../../../lib/study/preparation/summarise-preparation';
import { printedAccuracies } from '../../../lib/study/printed-accuracies';

describe('jobs of preparation', () => {
  const [quick, all] = (['quick', 'paper'] as const).map((profile) => preparation.jobs(profile));

  it('are distinct, those of quick among those of paper, every set under every way that differs there', () => {
    const known = new Set(all.map((job) => JSON.stringify(job)));
    expect(known.size).toBe(all.length);
    expect(quick.every((job) => known.has(JSON.stringify(job)))).toBe(true);
    for (const dataset of preparationDatasets) {
      const own = all.filter((job) => job.dataset === dataset && job.trial === 0).length;
      const isNominal = nominalDatasets.includes(dataset);
      expect([dataset, own]).toEqual([dataset, isNominal ? 48 : 16]);
    }
    for (const way of usualWays) expect(preparationWays).toContainEqual(way);
  });
});

describe('preparedProblem', () => {
  const data = {
    ...{ name: 'made up', classNames: ['a', 'b'] },
    features: [
      { name: 'number', kind: 'numeric' as const },
      { name: 'colour', kind: 'nominal' as const, categories: ['red', 'green', 'blue'] },
    ],
    X: matrix(Array.from({ length: 20 }, (_, i) => [i, i % 3])),
    y: Int32Array.from({ length: 20 }, (_, i) => i % 2),
  };
  const problem = (way: Partial<PreparationWay>) =>
    preparedProblem(data as never, { ...usualWays[0], ...way, dataset: 1, trial: 0 });

  it('leaves nominal features out, sorts by class before the split, takes statistics of all rows', () => {
    expect([problem({}), problem({ nominal: 'dropped' })].map(({ training }) => training.X.cols)).toEqual([
      2, 1,
    ]);
    const [file, sorted] = (['file', 'by-class'] as const).map((order) => problem({ order, scaling: 'raw' }));
    // Row 17 of the file is row 2 * 7 + 1 of the sorted one: class 1 from row 10 on.
    const rows = (points: { X: { data: Float64Array } }) =>
      Array.from(points.X.data.filter((_, i) => i % 2 === 0));
    const place = (row: number) => (row < 10 ? 2 * row : 2 * (row - 10) + 1);
    expect(rows(sorted.test)).toEqual(rows(file.test).map(place));
    const all = problem({ statistics: 'all', nominal: 'dropped' });
    const values = [...all.training.X.data, ...all.test.X.data];
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
    expect(problem({ numFolds: 6 }).folds.length).toBe(6);
  });

  it('refuses to leave out all features', () => {
    const nominalOnly = {
      ...data,
      features: [data.features[1]],
      X: matrix(Array.from({ length: 20 }, (_, i) => [i % 3])),
    };
    const split = { train: Int32Array.of(0, 1), test: Int32Array.of(2) };
    expect(() => preparedParts(nominalOnly as never, { scaling: 'raw', nominal: 'dropped' }, split)).toThrow(
      /nominal features only: encode them/,
    );
  });
});

describe('printedAccuracies', () => {
  it('have each run once, with the more decimals', () => {
    const printed = printedAccuracies();
    expect(new Set(printed.map(({ dataset, method }) => `${dataset} ${method}`)).size).toBe(printed.length);
    const of = (dataset: number, method: string) =>
      printed.find((value) => value.dataset === dataset && value.method === method)?.percent;
    expect([of(307, 'vanilla'), of(307, 'mixup'), of(48, 'mixup'), of(945, 'vanilla')]).toEqual([
      66.8, 54.41, 30.9, 62.61,
    ]);
    expect(new Set(printed.map(({ dataset }) => dataset))).toEqual(new Set(preparationDatasets));
  });
});

describe('summarisePreparation', () => {
  const printed = printedAccuracies();
  /** The print itself, up to a noise of seeds, under the ways that the truth admits; ten points less under the others. */
  const recordsOf = (isTrue: (way: PreparationWay) => boolean): PreparationRecord[] =>
    preparation.jobs('paper').map(({ dataset, trial, ...way }) => ({
      configuration: { dataset, trial, ...way },
      result: {
        testSize: 60,
        accuracy: Object.fromEntries(
          preparationMethods.map((method) => {
            const value =
              printed.find((own) => own.dataset === dataset && own.method === method)?.percent ?? 50;
            return [method, (value + (trial - 2) - (isTrue(way) ? 0 : 10)) / 100];
          }),
        ),
        ...{ learningRate: {}, epochs: {} },
      },
    }));

  it('finds the way of the truth on either half, and tells it from the others', () => {
    // Raw features: no way of them is `dropped` alone, so that halves without nominal inputs find it, too.
    const summary = summarisePreparation(
      recordsOf(({ scaling, numFolds }) => scaling === 'raw' && numFolds === 5),
      printed,
    );
    expect(summary?.compared).toBe(printed.length);
    const [best, second] = summary?.scores ?? [];
    expect([best.way.scaling, best.way.numFolds]).toEqual(['raw', 5]);
    expect(residualSize(best)).toBeLessThan(1e-9);
    const other = summary?.scores.find(({ way }) => way.scaling === 'min-max');
    expect(other?.differenceInterval.high).toBeLessThan(0);
    expect(second.difference).toBeLessThanOrEqual(0);
    for (const { chosen, rank } of summary?.choices ?? []) {
      expect(chosen.way.scaling).toBe('raw');
      expect(rank).toBe(1);
    }
    if (!summary) throw new Error('no summary');
    expect(preparationTable(summary).rows.length).toBe(12);
    expect(leadsTable(summary).rows.length).toBe(8);
    expect(choiceOnHalvesText(summary)).toContain('number 1 of 48');
  });

  it("scores by Student's density, the spread of seeds pooled over the methods", () => {
    const two = recordsOf(({ scaling }) => scaling === 'raw').filter(
      ({ configuration }) => configuration.trial < 2,
    );
    const value = printed.find(({ dataset, method }) => dataset === 48 && method === 'vanilla');
    if (!value) throw new Error('no printed value');
    const { scores = [] } = summarisePreparation(two, [value]) ?? {};
    // Seeds of -2 and -1 points about the print, or 10 less: variance 1/2, 3 degrees of freedom, steps of 100 / 300 points.
    const spread2 = 0.5 * (1 / 5 + 1 / 2) + (100 / 300) ** 2;
    const density = (residual: number) =>
      -2 * Math.log(1 + residual ** 2 / spread2 / 3) - Math.log(Math.sqrt(spread2));
    const constant = Math.log(2 / (Math.PI * Math.sqrt(3)));
    for (const { way, logLikelihood } of scores) {
      expect(logLikelihood).toBeCloseTo(constant + density(way.scaling === 'raw' ? 1.5 : 11.5), 9);
    }
  });

  it('finds nothing without two seeds of every way', () => {
    const one = recordsOf(() => true).filter(({ configuration }) => configuration.trial === 0);
    expect(summarisePreparation(one, printed)).toBeUndefined();
  });
});
