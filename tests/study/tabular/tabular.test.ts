import { describe, expect, it } from 'vitest';
import type { Dataset, Feature } from '../../../lib/data/dataset';
import { matrix } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import type { OpenmlTrial } from '../../../lib/study/common/openml-accuracy';
import { tabularMethods } from '../../../lib/study/common/tabular-methods';
import { tabular, tabularResult } from '../../../lib/study/tabular/tabular';
import { studyDatasets, table04Datasets } from '../../../lib/study/tabular/tabular-datasets';

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
const trial: OpenmlTrial = {
  ...{ dataset: 1, trial: 0, protocol: 'released' },
  ...{ scaling: 'standardised', nominal: 'integer' },
};

/** Accuracies of a set that can be used. */
function accuraciesOf(data: Dataset, protocol: 'paper' | 'released' = 'released'): Record<string, number> {
  const result = tabularResult(data, { ...trial, protocol });
  if ('refused' in result) throw new Error(result.refused);
  expect(Object.keys(result.accuracy).sort()).toEqual([...tabularMethods].sort());
  for (const value of Object.values(result.accuracy)) expect(value >= 0 && value <= 1).toBe(true);
  return result.accuracy;
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

describe('jobs of the study', () => {
  it('list every set in 10 trials and those of Table 4 in 30, both protocols', () => {
    const jobs = tabular.jobs('paper');
    const count = (id: number) => jobs.filter(({ dataset }) => dataset === id).length;
    expect(studyDatasets).toHaveLength(133);
    for (const id of studyDatasets) expect(count(id)).toBe(table04Datasets.includes(id) ? 60 : 20);
  });
});
