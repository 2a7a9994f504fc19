import { describe, expect, it } from 'vitest';
import type { LinearModel } from '../../lib/kernels/sweep-options';
import { trainSweep } from '../../lib/kernels/train-sweep';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import {
  crossValidate,
  fitByCrossValidation,
  selectPoints,
  type Trainer,
} from '../../lib/train/cross-validate';
import type { LabelledPoints } from '../../lib/train/sweep';

const stream = randomStream('cross-validation');
const n = 60;
const training: LabelledPoints = {
  X: matrix(Array.from({ length: n }, (_, i) => [stream.normal() + 1.2 * (i % 2), stream.normal()])),
  y: Int32Array.from({ length: n }, (_, i) => i % 2),
};
const folds = [0, 1, 2].map((f) => {
  const indices = Array.from({ length: n }, (_, i) => i);
  const isTest = (i: number) => Math.floor(i / 20) === f;
  return { train: indices.filter((i) => !isTest(i)), test: indices.filter(isTest) };
});
const train: Trainer<LinearModel> = (points, run) =>
  trainSweep({ ...points, ...run, numClasses: 2, labels: 'hard', batchSize: 16 });
const configurations = [0.1, 0.01, 0.0001].map((learningRate) => ({ learningRate }));
const input = { training, train, configurations, epochs: 12, folds, keep: 'last' as const };

describe('crossValidate', () => {
  it('scores a configuration by its mean held-out accuracy after each epoch', () => {
    const seed = randomStream(1);
    const { scores } = crossValidate(input, seed);
    const byFold = folds.map((fold, f) => {
      const validation = selectPoints(training, fold.test);
      const run = { configurations, epochs: 12, validation, stream: seed.split('fold').split(f) };
      return train(selectPoints(training, fold.train), run).accuracies;
    });
    expect(scores).toHaveLength(12 * 3);
    scores.forEach((score, i) => {
      const mean = byFold.reduce((sum, values) => sum + values[i], 0) / 3;
      expect(Math.abs(score - mean)).toBeLessThan(1e-14);
    });
  });

  it("takes the best last epoch with 'last', the best epoch of all with 'best'", () => {
    const last = crossValidate(input, randomStream(2));
    const finals = [...last.scores.slice(-3)];
    expect(last.epochs).toBe(12);
    expect(finals[last.index]).toBeCloseTo(Math.max(...finals), 12);
    expect(last.score).toBe(finals[last.index]);
    const best = crossValidate({ ...input, keep: 'best' }, randomStream(2));
    expect(best.scores).toEqual(last.scores);
    expect(best.scores[(best.epochs - 1) * 3 + best.index]).toBeCloseTo(Math.max(...best.scores), 12);
    expect(best.configuration).toBe(configurations[best.index]);
  });

  it('settles ties by the order of the list, then by the earlier epoch', () => {
    // Far apart classes: every learning rate and epoch is right from the first step on.
    const separated = {
      X: matrix(Array.from({ length: n }, (_, i) => [(i % 2) * 2000 - 1000, 0])),
      y: training.y,
    };
    const rates = (list: number[]) => list.map((learningRate) => ({ learningRate }));
    const tied = { ...input, training: separated, configurations: rates([1, 2, 0.5]) };
    const first = crossValidate({ ...tied, keep: 'best' }, randomStream(3));
    expect(first.configuration.learningRate).toBe(1);
    const byEpoch = first.scores.filter((_, i) => i % 3 === 0);
    expect(first.epochs).toBe(byEpoch.findIndex((score) => score > 1 - 1e-9) + 1);
    const reversed = crossValidate({ ...tied, configurations: rates([0.5, 2, 1]) }, randomStream(3));
    expect(reversed).toMatchObject({ configuration: { learningRate: 0.5 }, epochs: 12, score: 1 });
  });

  it('shows the trainer only the points that train', () => {
    const sizes: number[] = [];
    const spy: Trainer<LinearModel> = (points, run) => {
      sizes.push(points.X.rows);
      return train(points, run);
    };
    fitByCrossValidation({ ...input, train: spy, epochs: 1 }, randomStream(4));
    expect(sizes).toEqual([40, 40, 40, 60]);
  });

  it('refuses no folds, no configurations and no epochs', () => {
    expect(() => crossValidate({ ...input, folds: [] }, randomStream(5))).toThrow(/0 folds/);
    expect(() => crossValidate({ ...input, configurations: [] }, randomStream(5))).toThrow(
      /0 configurations/,
    );
    expect(() => crossValidate({ ...input, epochs: 0 }, randomStream(5))).toThrow(/0 epochs/);
  });
});

describe('fitByCrossValidation', () => {
  it('refits to all points with the chosen learning rate and number of epochs', () => {
    const seed = randomStream(6);
    const fitted = fitByCrossValidation({ ...input, keep: 'best' }, seed);
    const chosen = crossValidate({ ...input, keep: 'best' }, seed);
    expect(fitted).toMatchObject(chosen);
    const run = {
      configurations: [chosen.configuration],
      epochs: chosen.epochs,
      stream: seed.split('refit'),
    };
    expect(fitted.model).toEqual(train(training, run).models[0]);
  });
});
