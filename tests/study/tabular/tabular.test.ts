import { describe, expect, it } from 'vitest';
import type { Dataset, Feature } from '../../../lib/data/dataset';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { authorsRandomState, type SplitTrial } from '../../../lib/study/common/openml-accuracy';
import { cutmixMethods, tabularMethods } from '../../../lib/study/common/tabular-methods';
import { authorsSplit } from '../../../lib/study/tabular/authors-split';
import { tabular, tabularResult } from '../../../lib/study/tabular/tabular';
import {
  besidesStudy,
  printedDatasets,
  studyDatasets,
  tableDatasets,
} from '../../../lib/study/tabular/tabular-datasets';
import { correctOf, fitOf, tabularOutcomes } from '../../../lib/study/tabular/tabular-record';

/** Rows of two separate classes, changed by `edit`; labels may be changed too. */
function blobs(
  n: number,
  edit: (row: number[], i: number) => number[],
  label = (i: number) => i % 2,
): Dataset {
  const stream = randomStream('blobs');
  const rows = Array.from({ length: n }, (_, i) => edit([4 * (i % 2) + stream.normal(), stream.normal()], i));
  const y = Int32Array.from(rows, (_, i) => label(i));
  const featureNames = rows[0].map((_, j) => `f${j}`);
  const features: Feature[] = featureNames.map((name) => ({ name, kind: 'numeric' }));
  const classNames = Array.from({ length: Math.max(...y) + 1 }, (_, c) => `c${c}`);
  return { name: 'blobs', X: matrix(rows), y, features, featureNames, classNames };
}

const plain = (row: number[]) => row;
const trial: SplitTrial = {
  ...{ dataset: 1, trial: 0, protocol: 'released', randomState: 100 },
  ...{ scaling: 'standardised', nominal: 'integer' },
};

/** Result on a set that can be used. */
function resultOf(data: Dataset, more: Partial<SplitTrial> = {}) {
  const result = tabularResult(data, { ...trial, ...more });
  if ('refused' in result) throw new Error(result.refused);
  return result;
}

/** Accuracies of a set that can be used. */
function accuraciesOf(data: Dataset, protocol: 'paper' | 'released' = 'released'): Record<string, number> {
  const result = resultOf(data, { protocol });
  const accuracy = Object.fromEntries(
    Object.entries(correctOf(result)).map(([method, correct]) => [method, correct / result.testSize]),
  );
  expect(Object.keys(accuracy).sort()).toEqual([...tabularMethods].sort());
  for (const value of Object.values(accuracy)) expect(value >= 0 && value <= 1).toBe(true);
  return accuracy;
}

/** Every method learns what is separable. */
function expectLearned(data: Dataset): void {
  for (const [method, value] of Object.entries(accuraciesOf(data))) {
    expect(value, method).toBeGreaterThan(0.8);
  }
}

const refusal = (data: Dataset) => {
  const result = tabularResult(data, trial);
  return 'refused' in result ? result.refused : undefined;
};

describe('tabularResult handles', () => {
  it('constant, equal and opposite columns', () => {
    expectLearned(blobs(60, ([a, b]) => [a, 7, b, a, -b]));
  });
  it('missing values', () => {
    expectLearned(blobs(80, (row, i) => (i % 9 === 0 ? [row[0], Number.NaN] : row)));
  });
  it('features of scale 1e9', () => {
    expectLearned(blobs(60, ([a, b]) => [1e9 * a, b]));
  });
  it('a class of one row, absent from the training part of a fold, in both protocols', () => {
    const data = blobs(60, plain, (i) => (i === 5 ? 2 : i % 2));
    expect(accuraciesOf(data).vanilla).toBeGreaterThan(0.7);
    expect(accuraciesOf(data, 'paper').genLabelKernel).toBeGreaterThan(0.7);
  });
  it('a class of two rows', () => {
    const data = blobs(60, plain, (i) => (i === 5 || i === 8 ? 2 : i % 2));
    expect(accuraciesOf(data).genLabelGaussian).toBeGreaterThan(0.7);
  });
});

describe('tabularResult refuses, without ending the run,', () => {
  it('one class', () =>
    expect(refusal(blobs(60, plain, () => 0))).toMatch(/blobs: every row is of class c0/));
  it('fewer rows than folds need', () =>
    expect(refusal(blobs(8, plain))).toMatch(/8 rows.*5 folds.*add rows/));
  it('an infinite value', () => {
    expect(refusal(blobs(60, (row, i) => (i === 3 ? [Infinity, 0] : row)))).toMatch(/column f0 is Infinity/);
  });
  it('a column without values', () => {
    expect(refusal(blobs(60, ([a]) => [a, Number.NaN]))).toMatch(/column f1 has no value; remove it/);
  });
});

describe('the result of a trial', () => {
  const data = blobs(80, plain);

  it('says what was chosen, once a method, and survives JSON unchanged', () => {
    const result = resultOf(data, { protocol: 'paper' });
    const { outcomes, selected, testSize, classCounts } = result;
    expect([testSize, classCounts]).toEqual([24, [40, 40]]);
    expect(outcomes.generativeClassifier).toHaveLength(1);
    expect(outcomes.mixup).toHaveLength(3);
    const [correct, learningRate, epochs, gamma] = outcomes.genLabelKernel;
    expect(correct).toBeGreaterThan(20);
    expect([0.1, 0.01, 0.001, 0.0001]).toContain(learningRate);
    expect(epochs).toBeGreaterThanOrEqual(1);
    expect([0, 0.2, 0.4, 0.6, 0.8, 1]).toContain(gamma);
    expect(outcomes.genLabelSelected).toBeUndefined();
    expect(['genLabelGaussian', 'genLabelKernel']).toContain(selected.genLabelSelected);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  });

  it('is told at length by tabularOutcomes, GenLabel (CV) as the method that it took', () => {
    const result = resultOf(data);
    const [{ result: told }] = tabularOutcomes([{ configuration: trial, result }]);
    const taken = result.selected.genLabelSelected;
    expect(told.accuracy.genLabelSelected).toBe(result.outcomes[taken][0] / 24);
    expect(told.gamma?.genLabelSelected).toBe(result.outcomes[taken][3]);
    expect(told.epochs.mixup).toBe(100);
    expect(told.learningRate.vanilla).toBe(result.outcomes.vanilla[1]);
    expect(told.gamma?.vanilla).toBeUndefined();
    expect(told.fit).toEqual(fitOf(result));
    expect(told.fit.gaussian).toBe((result.fit.gaussian ?? 0) / 56);
  });

  it('has on one split the same generative classifiers whatever the seed, on another one others', () => {
    const noisy = blobs(
      80,
      ([a, b], i) => [a, b + (i % 3)],
      (i) => (i % 5 === 0 ? 1 : i % 2),
    );
    const deterministic = (more: Partial<SplitTrial>) => {
      const { fit, outcomes } = resultOf(noisy, more);
      return { fit, test: [outcomes.generativeClassifier, outcomes.kernelClassifier] };
    };
    const first = resultOf(noisy);
    const second = resultOf(noisy, { trial: 1 });
    expect(deterministic({ trial: 1 })).toEqual(deterministic({}));
    expect(second.outcomes).not.toEqual(first.outcomes);
    expect(deterministic({ randomState: 101 })).not.toEqual(deterministic({}));
  });

  it('has CutMix on the sets of Table 8', () => {
    const { outcomes } = resultOf(data, { dataset: 945 });
    const selected = cutmixMethods.filter((method) => method.endsWith('Selected'));
    for (const method of cutmixMethods) {
      expect(outcomes[method] !== undefined, method).toBe(!selected.includes(method));
    }
  });
});

describe.each([
  { experiment: tabular, all: 10 },
  { experiment: authorsSplit, all: 30 },
])('jobs of $experiment.id', ({ experiment, all }) => {
  const jobs = experiment.jobs('paper');

  it('list every set, and those with printed accuracies in 30 trials, both protocols', () => {
    expect(studyDatasets).toHaveLength(133);
    for (const id of [...studyDatasets, ...besidesStudy]) {
      const own = jobs.filter(({ dataset }) => dataset === id);
      expect(own.length).toBe(2 * (printedDatasets.includes(id) ? 30 : all));
      expect(new Set(own.map(({ trial, protocol }) => `${trial} ${protocol}`)).size).toBe(own.length);
    }
    for (const datasets of Object.values(tableDatasets)) {
      for (const id of datasets) expect(printedDatasets).toContain(id);
    }
  });

  it('are ordered trial by trial, so that an unfinished run has all sets in both protocols', () => {
    const trials = jobs.map((job) => job.trial);
    expect(trials).toEqual([...trials].sort((a, b) => a - b));
    const five = jobs.slice(0, 5 * 2 * 134);
    expect(
      new Set(five.map(({ dataset, protocol, trial: own }) => `${dataset} ${protocol} ${own}`)).size,
    ).toBe(five.length);
    expect(Math.max(...five.map((job) => job.trial))).toBe(4);
  });

  it('of profile quick are among those of paper', () => {
    const known = new Set(jobs.map((job) => JSON.stringify(job)));
    const quick = experiment.jobs('quick').map((job) => JSON.stringify(job));
    expect(quick.length).toBeGreaterThan(10);
    expect(new Set(quick).size).toBe(quick.length);
    expect(quick.filter((job) => !known.has(job))).toEqual([]);
  });
});

describe('splits', () => {
  it("are the authors' one, or new ones that differ between data sets and trials", () => {
    const states = (experiment: typeof tabular) =>
      experiment
        .jobs('paper')
        .filter(({ protocol }) => protocol === 'paper')
        .map(({ randomState }) => randomState);
    expect(new Set(states(authorsSplit))).toEqual(new Set([authorsRandomState]));
    expect(new Set(states(tabular)).size).toBe(states(tabular).length);
    expect(states(tabular)).not.toContain(authorsRandomState);
  });
});
