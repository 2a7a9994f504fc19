import { describe, expect, it } from 'vitest';
import { noAugmentation } from '../../lib/mixup/augmentation';
import { matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { crossValidate, fitByCrossValidation, selectPoints } from '../../lib/train/cross-validate';
import { type LabelledPoints, type TrainingOptions, trainSweep } from '../../lib/train/sweep';

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
const options: TrainingOptions = {
  hiddenWidths: [],
  activation: 'relu',
  optimiser: { kind: 'adam', weightDecay: 1e-4 },
  epochs: 12,
  batchSize: 16,
  shuffle: false,
};
const input = {
  training,
  numClasses: 2,
  augmentationOf: () => noAugmentation,
  learningRates: [0.1, 0.01, 0.0001],
  folds,
  keep: 'last' as const,
};

describe('crossValidate', () => {
  it('scores a learning rate by its mean held-out accuracy after each epoch', () => {
    const seed = randomStream(1);
    const { scores } = crossValidate(input, options, seed);
    const byFold = folds.map((fold, f) =>
      trainSweep(
        {
          training: selectPoints(training, fold.train),
          validation: selectPoints(training, fold.test),
          numClasses: 2,
        },
        input.learningRates,
        options,
        seed.split('fold').split(f),
      ),
    );
    input.learningRates.forEach((_, i) => {
      for (let epoch = 0; epoch < 12; epoch++) {
        const mean = byFold.reduce((sum, trained) => sum + trained[i].validationAccuracy[epoch], 0) / 3;
        expect(Math.abs(scores[i][epoch] - mean)).toBeLessThan(1e-14);
      }
    });
  });

  it("takes the best last epoch with 'last', the best epoch of all with 'best'", () => {
    const last = crossValidate(input, options, randomStream(2));
    const finals = last.scores.map((byEpoch) => byEpoch[11]);
    expect(last.epochs).toBe(12);
    expect(finals[input.learningRates.indexOf(last.learningRate)]).toBeCloseTo(Math.max(...finals), 12);
    const best = crossValidate({ ...input, keep: 'best' }, options, randomStream(2));
    expect(best.scores).toEqual(last.scores);
    const highest = Math.max(...best.scores.flat());
    expect(best.scores[input.learningRates.indexOf(best.learningRate)][best.epochs - 1]).toBeCloseTo(
      highest,
      12,
    );
  });

  it('settles ties by the order of the list, then by the earlier epoch', () => {
    // Far apart classes: every learning rate and epoch is right from the first step on.
    const separated = {
      X: matrix(Array.from({ length: n }, (_, i) => [(i % 2) * 2000 - 1000, 0])),
      y: training.y,
    };
    const tied = { ...input, training: separated, learningRates: [1, 2, 0.5] };
    expect(crossValidate({ ...tied, keep: 'best' }, options, randomStream(3)).learningRate).toBe(1);
    const reversed = { ...tied, learningRates: [0.5, 2, 1] };
    expect(crossValidate(reversed, options, randomStream(3))).toMatchObject({
      learningRate: 0.5,
      epochs: 12,
    });
    const { epochs, scores } = crossValidate({ ...tied, keep: 'best' }, options, randomStream(3));
    expect(epochs).toBe(scores[0].findIndex((score) => score > 1 - 1e-9) + 1);
  });

  it('builds the augmentation of a fold from the points that train in it', () => {
    const sizes: number[] = [];
    const augmentationOf = ({ X }: LabelledPoints) => {
      sizes.push(X.rows);
      return noAugmentation;
    };
    fitByCrossValidation({ ...input, augmentationOf }, { ...options, epochs: 1 }, randomStream(4));
    expect(sizes).toEqual([40, 40, 40, 60]);
  });

  it('refuses no folds and no learning rates', () => {
    expect(() => crossValidate({ ...input, folds: [] }, options, randomStream(5))).toThrow(/0 folds/);
    expect(() => crossValidate({ ...input, learningRates: [] }, options, randomStream(5))).toThrow(
      /0 learning rates/,
    );
  });
});

describe('fitByCrossValidation', () => {
  it('refits to all points with the chosen learning rate and number of epochs', () => {
    const seed = randomStream(6);
    const fitted = fitByCrossValidation({ ...input, keep: 'best' }, options, seed);
    const chosen = crossValidate({ ...input, keep: 'best' }, options, seed);
    expect([fitted.learningRate, fitted.epochs]).toEqual([chosen.learningRate, chosen.epochs]);
    const [refit] = trainSweep(
      { training, numClasses: 2 },
      [chosen.learningRate],
      { ...options, epochs: chosen.epochs },
      seed.split('refit'),
    );
    expect([...fitted.network.parameters]).toEqual([...refit.network.parameters]);
  });
});
