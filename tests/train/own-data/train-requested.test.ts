import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../lib/data/dataset';
import { stratifiedSplit } from '../../../lib/data/splits';
import { synthetic } from '../../../lib/data/synthetic';
import { randomStream } from '../../../lib/numeric/random';
import { classify } from '../../../lib/train/own-data/classifier';
import { trainClassifier } from '../../../lib/train/own-data/train-classifier';
import { trainRequested } from '../../../lib/train/own-data/train-requested';

const gaussians: Dataset = synthetic.fourGaussians({ n: 40, seed: 'requested' });

/** Those of the four Gaussians that are in a list. */
function some(data: Dataset, rows: readonly number[]): Dataset {
  const X = { data: new Float64Array(2 * rows.length), rows: rows.length, cols: 2 };
  rows.forEach((from, n) => {
    X.data.set(data.X.data.subarray(2 * from, 2 * from + 2), 2 * n);
  });
  return { ...data, X, y: Int32Array.from(rows, (from) => data.y[from]) };
}

describe('trainRequested', () => {
  it('trains GenMix+GM on the splits of trainClassifier, the same again, and gives a classifier of raw features', async () => {
    const told: number[] = [];
    const options = { seed: 'x' };
    const result = await trainRequested(gaussians, 'genMixGaussian', 2, options, ({ done }) =>
      told.push(done),
    );
    expect(told).toEqual([0, 1, 2, 3]);
    expect(await trainRequested(gaussians, 'genMixGaussian', 2, options)).toEqual(result);
    // Accuracies are shares of the rows that trainClassifier tests on.
    const own = randomStream('x').split('classifier').split('split').split(0).split('split');
    const { test } = stratifiedSplit(gaussians.y, 0.3, own);
    expect((result.perSplit[0] * test.length) % 1).toBeCloseTo(0, 9);
    expect(Math.min(...result.perSplit)).toBeGreaterThan(0.85);
    const { classes } = classify(result.classifier, gaussians.X);
    const right = classes.filter((c, i) => c === gaussians.y[i]).length / classes.length;
    expect(right).toBeGreaterThan(0.9);
  });

  it('begins no further split when its time is up, and trains the same classifier', async () => {
    const all = await trainRequested(gaussians, 'genMixGaussian', 2, { seed: 0 });
    const cut = await trainRequested(gaussians, 'genMixGaussian', 2, { seed: 0, maxMinutes: 1e-9 });
    expect(cut).toEqual({ ...all, perSplit: all.perSplit.slice(0, 1) });
    expect(all.perSplit).toHaveLength(2);
  });

  it('trains GenLabel with flows, and chooses the loss ratio', async () => {
    const data = some(
      gaussians,
      Array.from(gaussians.y.keys()).filter((i) => gaussians.y[i] < 2),
    );
    const result = await trainRequested({ ...data, classNames: ['a', 'b'] }, 'genLabelFlow', 1, {});
    expect([0.2, 0.4, 0.6, 0.8, 1]).toContain(result.chosen.gamma);
    expect(result.perSplit[0]).toBeGreaterThan(0.85);
  });

  it('refuses a class of few rows, by its name and with the cure', async () => {
    const rows = Array.from(gaussians.y.keys()).filter((i) => gaussians.y[i] !== 3 || i % 40 < 3);
    await expect(trainRequested(some(gaussians, rows), 'genMixGaussian', 1, {})).rejects.toThrow(
      /class ".+" has 4 rows, expected at least 6 .*: leave the class out, or train by genlabel/,
    );
  });

  it('refuses a flow of a single input', async () => {
    const data = { ...gaussians.X.data };
    const X = { data: Float64Array.from({ length: 160 }, (_, i) => data[2 * i]), rows: 160, cols: 1 };
    const single = { ...gaussians, X, features: gaussians.features.slice(0, 1), featureNames: ['x'] };
    await expect(trainRequested(single, 'genLabelFlow', 1, {})).rejects.toThrow(/at least 2 features/);
  });

  it('takes no part in the default comparison', async () => {
    const { accuracies } = await trainClassifier(gaussians, { splits: 2, folds: 2, epochs: 2 });
    expect(Object.keys(accuracies)).toEqual([
      'vanilla',
      'mixup',
      'genLabelGaussian',
      'genLabelKernel',
      'genLabel',
    ]);
  });
});
