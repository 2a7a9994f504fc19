import { describe, expect, it } from 'vitest';
import { kFold } from '../../../lib/data/splits';
import type { LinearModel } from '../../../lib/kernels/sweep-options';
import { randomStream } from '../../../lib/numeric/random';
import { heldOutScores, type Trainer } from '../../../lib/train/cross-validate';
import { leftInFolds, racedScores } from '../../../lib/train/own-data/race';
import { normalPoints } from '../../oracles/random-points';

const rates = [0.1, 0.01, 0.001, 0.0001];
const configurations = rates.flatMap((learningRate) =>
  [0, 0.2, 0.4, 0.6, 0.8, 1].map((gamma) => ({ learningRate, gamma })),
);
const training = { X: normalPoints(60, 2, randomStream('race')), y: new Int32Array(60) };
const epochs = 3;

/** A trainer whose accuracies are given, and which configurations it was asked for, fold by fold. */
function fake(accuracyOf: (place: number, epoch: number, fold: number) => number) {
  const asked: number[][] = [];
  const train: Trainer<LinearModel> = (_, run) => {
    const places = run.configurations.map((configuration) => configurations.indexOf(configuration as never));
    const fold = asked.push(places) - 1;
    const values = Array.from({ length: epochs }, (_, e) =>
      places.map((place) => accuracyOf(place, e, fold)),
    );
    return { models: [], losses: new Float64Array(), best: [], accuracies: Float64Array.from(values.flat()) };
  };
  return { asked, input: { training, train, configurations, epochs, folds: kFold(60, 6) } };
}

describe('racedScores', () => {
  it('halves the field after every fold, in whole vectors', () => {
    expect(leftInFolds(20, 6)).toEqual([20, 12, 8, 4, 4, 4]);
    expect(leftInFolds(24, 3)).toEqual([24, 12, 8]);
    expect(leftInFolds(3, 3)).toEqual([3, 3, 3]);
  });

  it('keeps those that were best in the folds so far, by their best epoch; others score -Infinity', () => {
    // The last of all rises in the last epoch alone; 7 is best in the first fold and bad in the second.
    const accuracyOf = (place: number, epoch: number, fold: number) => {
      if (place === 23) return epoch === 2 ? 0.99 : 0;
      if (place === 7) return fold === 0 ? 1 : 0;
      return place / 100;
    };
    const { asked, input } = fake(accuracyOf);
    const scores = racedScores(input, randomStream(1));
    expect(asked.map((places) => places.length)).toEqual([24, 12, 8, 4, 4, 4]);
    expect(asked[1]).toEqual([7, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
    // (1 + 0) / 2 is still ahead of 0.22, but not of the others' later folds.
    expect(asked[2]).toEqual([7, 17, 18, 19, 20, 21, 22, 23]);
    expect(asked[3]).toEqual([7, 21, 22, 23]);
    const whole = heldOutScores(fake(accuracyOf).input, randomStream(1));
    scores.forEach((value, at) => {
      expect(value).toBe(asked[5].includes(at % 24) ? whole[at] : Number.NEGATIVE_INFINITY);
    });
  });

  it('keeps the first of equal ones, and those that are not in the race', () => {
    const { asked, input } = fake(() => 0.5);
    racedScores(input, randomStream(1), ({ gamma }) => gamma === 0);
    expect(asked.map((places) => places.length)).toEqual([24, 16, 12, 8, 8, 8]);
    expect(asked[5]).toEqual([0, 1, 2, 3, 4, 6, 12, 18]);
  });
});
