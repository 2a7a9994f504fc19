import { describe, expect, it } from 'vitest';
import type { Augmentation } from '../../lib/mixup/augmentation';
import { mixup } from '../../lib/mixup/mixup';
import { matrix, selectRows } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { accuracy } from '../../lib/train/forward';
import { type LabelledPoints, type TrainingOptions, trainSweep } from '../../lib/train/sweep';
import { normalPoints } from '../oracles/random-points';

/** Three classes by the angle of the first two of three coordinates. */
function sectors(n: number, seed: string): LabelledPoints {
  const X = normalPoints(n, 3, randomStream(seed));
  const y = Int32Array.from({ length: n }, (_, i) => {
    const turn = Math.atan2(X.data[3 * i + 1], X.data[3 * i]) / (2 * Math.PI) + 0.5;
    return Math.min(2, Math.floor(3 * turn));
  });
  return { X, y };
}

const training = sectors(150, 'training');
const validation = sectors(100, 'validation');
const base = { training, numClasses: 3 };
const options: TrainingOptions = {
  hiddenWidths: [],
  activation: 'relu',
  optimiser: { kind: 'adam', weightDecay: 1e-4 },
  epochs: 30,
  batchSize: 32,
  shuffle: true,
};

describe('trainSweep', () => {
  it('learns what softmax regression can learn, and a ReLU net more points of it', () => {
    const [regression] = trainSweep(base, [0.05], options, randomStream(1));
    expect(accuracy(regression.network, training.X, training.y)).toBeGreaterThan(0.93);
    const net: TrainingOptions = {
      ...options,
      hiddenWidths: [16, 16],
      optimiser: { kind: 'sgd', weightDecay: 0, momentum: 0.9 },
      epochs: 120,
      clipNorm: 5,
      milestones: [100],
    };
    const [deep] = trainSweep(base, [0.1], net, randomStream(1));
    expect(accuracy(deep.network, training.X, training.y)).toBeGreaterThan(0.98);
  });

  it('trains each learning rate as if it were alone', () => {
    const augmentation = mixup({ alpha: 1 });
    const rates = [0.1, 0.01, 0.001];
    const together = trainSweep({ ...base, validation, augmentation }, rates, options, randomStream(2));
    expect(together.map(({ learningRate }) => learningRate)).toEqual(rates);
    rates.forEach((rate, i) => {
      const alone = trainSweep({ ...base, validation, augmentation }, [rate], options, randomStream(2))[0];
      expect([...together[i].network.parameters]).toEqual([...alone.network.parameters]);
      expect(together[i].validationAccuracy).toEqual(alone.validationAccuracy);
    });
    expect([...together[0].network.parameters]).not.toEqual([...together[1].network.parameters]);
  });

  it('shows the augmentation every point once an epoch, with its own row and label', () => {
    const seen: number[] = [];
    const sizes: number[] = [];
    const augmentation: Augmentation = (batch) => {
      sizes.push(batch.X.rows);
      seen.push(...batch.indices);
      expect(batch.X).toEqual(selectRows(training.X, batch.indices));
      batch.indices.forEach((index, i) => {
        expect(batch.labels.data[3 * i + training.y[index]]).toBe(1);
      });
      return batch;
    };
    trainSweep({ ...base, augmentation }, [0.1], { ...options, epochs: 2 }, randomStream(3));
    expect(sizes).toEqual([32, 32, 32, 32, 22, 32, 32, 32, 32, 22]);
    const inOrder = Array.from({ length: 150 }, (_, i) => i);
    const [first, second] = [seen.slice(0, 150), seen.slice(150)];
    expect(first).not.toEqual(second);
    for (const epoch of [first, second]) expect([...epoch].sort((a, b) => a - b)).toEqual(inOrder);
    seen.length = 0;
    trainSweep({ ...base, augmentation }, [0.1], { ...options, epochs: 2, shuffle: false }, randomStream(3));
    expect(seen).toEqual([...inOrder, ...inOrder]);
  });

  it('makes no step for an augmented batch without rows', () => {
    const nothing: Augmentation = () => ({ X: matrix([]), labels: matrix([]) });
    const [untouched] = trainSweep({ ...base, augmentation: nothing }, [0.1], options, randomStream(4));
    const [initial] = trainSweep(base, [0.1], { ...options, epochs: 0 }, randomStream(4));
    expect([...untouched.network.parameters]).toEqual([...initial.network.parameters]);
  });

  it('keeps the net after the first of the best epochs, or after the last', () => {
    const input = { ...base, validation };
    const [best] = trainSweep({ ...input, keep: 'best' }, [0.1], options, randomStream(5));
    expect(best.validationAccuracy.length).toBe(30);
    const highest = Math.max(...best.validationAccuracy);
    expect(best.epochs).toBe(best.validationAccuracy.indexOf(highest) + 1);
    expect(accuracy(best.network, validation.X, validation.y)).toBe(highest);
    const shorter = { ...options, epochs: best.epochs };
    const [last] = trainSweep(input, [0.1], shorter, randomStream(5));
    expect([...best.network.parameters]).toEqual([...last.network.parameters]);
    expect(() => trainSweep({ ...base, keep: 'best' }, [0.1], options, randomStream(5))).toThrow(
      /without a validation set/,
    );
  });

  it('survives a learning rate that diverges', () => {
    const huge = { X: matrix([[1e200], [-1e200], [3e200]]), y: Int32Array.of(0, 1, 0) };
    const sgd: TrainingOptions = { ...options, optimiser: { kind: 'sgd', weightDecay: 1, momentum: 0.9 } };
    const input = { training: huge, numClasses: 2, validation: huge };
    const [wild] = trainSweep(input, [1e200], sgd, randomStream(6));
    for (const value of wild.validationAccuracy) expect(value).toBeGreaterThanOrEqual(0);
  });

  it('refuses empty data, classes out of range and a batch size that is none', () => {
    const stream = randomStream(7);
    const empty = { X: matrix([]), y: new Int32Array(0) };
    expect(() => trainSweep({ training: empty, numClasses: 2 }, [0.1], options, stream)).toThrow(RangeError);
    expect(() => trainSweep({ training, numClasses: 2 }, [0.1], options, stream)).toThrow(/is 2, expected/);
    expect(() => trainSweep(base, [0.1], { ...options, batchSize: 0 }, stream)).toThrow(/batchSize is 0/);
  });
});
