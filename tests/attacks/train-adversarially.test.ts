import { describe, expect, it } from 'vitest';
import { descentWithin } from '../../lib/attacks/descent-within';
import { type AdversarialTrainingOptions, trainAdversarially } from '../../lib/attacks/train-adversarially';
import { synthetic } from '../../lib/data/synthetic';
import { oneHot } from '../../lib/mixup/one-hot';
import { matrix, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { lossGradient } from '../../lib/train/backpropagation';
import { initialNetwork } from '../../lib/train/dense-network';
import { accuracy, createWorkspace } from '../../lib/train/forward';

const X = matrix([
  [0.2, -0.4, 0.9],
  [-0.6, 0.1, 0.3],
  [0.5, 0.5, -0.95],
  [-0.1, 0.8, 0.2],
]);
const y = Int32Array.of(0, 1, 1, 0);
const linear: AdversarialTrainingOptions = {
  ...{ X, y, numClasses: 2, hiddenWidths: [], activation: 'identity', batchSize: 4 },
  ...{ epsilon: 0.3, bounds: [-1, 1], steps: 7, configurations: [{ learningRate: 0.5 }], epochs: 1 },
  optimiser: { kind: 'sgd', momentum: 0.9, weightDecay: 0.01 },
  stream: randomStream('adversarial'),
};

describe('trainAdversarially', () => {
  it.each([
    { steps: 7, bound: 2 },
    { steps: 1, bound: 1 },
  ])(
    'takes the gradient at the farthest point of the ball, where the net is linear: $steps steps, bounds +-$bound',
    ({ steps, bound }) => {
      const network = initialNetwork(
        { widths: [3, 2], activation: 'identity' },
        linear.stream.split('initial'),
      );
      const { parameters } = network;
      const moved = { ...X, data: X.data.slice() };
      for (let i = 0; i < X.rows; i++) {
        const away = [0, 1, 2].map((j) => parameters[2 * j + 1 - y[i]] - parameters[2 * j + y[i]]);
        const norm = Math.hypot(...away);
        away.forEach((value, j) => {
          moved.data[3 * i + j] = Math.max(
            -bound,
            Math.min(bound, moved.data[3 * i + j] + (0.3 * value) / norm),
          );
        });
      }
      const gradient = new Float64Array(parameters.length);
      lossGradient(network, moved, oneHot(y, 2), createWorkspace(network.architecture, 4), gradient);
      const expected = parameters.map((value, p) => value - 0.5 * (gradient[p] + 0.01 * value));
      const [model] = trainAdversarially({ ...linear, steps, bounds: [-bound, bound] }).models;
      model.parameters.forEach((value, p) => {
        expect(value).toBeCloseTo(expected[p], 12);
      });
    },
  );

  it('leaves more points robust than training on the points themselves', () => {
    const training = synthetic.moons({ n: 120, noise: 0.1, seed: 1 });
    const test = synthetic.moons({ n: 300, noise: 0.1, seed: 2 });
    const common = {
      ...{ X: training.X, y: training.y, numClasses: 2, hiddenWidths: [32, 32], batchSize: 60 },
      activation: 'relu',
      bounds: [-2, 3],
      ...{ steps: 5, configurations: [{ learningRate: 0.1 }], epochs: 60 },
      optimiser: { kind: 'sgd', momentum: 0.9, weightDecay: 1e-4 },
      stream: randomStream('moons'),
    } as const;
    const robust = [1e-9, 0.3].map((epsilon) => {
      const [model] = trainAdversarially({ ...common, epsilon }).models;
      return descentWithin(model, { ...test, bounds: [-2, 3], epsilon: 0.3, steps: 10 }).filter((b) => !b)
        .length;
    });
    expect(robust[1]).toBeGreaterThan(robust[0] + 15);
  });

  it('scores every epoch of every configuration, epochs first', () => {
    const seen: number[] = [];
    const { accuracies, models } = trainAdversarially({
      ...linear,
      ...{ epochs: 3, configurations: [{ learningRate: 0 }, { learningRate: 0.1 }] },
      scoreModel: (model, epochs) => {
        seen.push(epochs);
        return model().parameters[0];
      },
    });
    expect(seen).toEqual([1, 1, 2, 2, 3, 3]);
    expect(accuracies[4]).toBe(models[0].parameters[0]);
    expect(accuracies[5]).toBe(models[1].parameters[0]);
    expect(accuracies[0]).toBe(accuracies[4]);
    expect(accuracies[1]).not.toBe(accuracies[5]);
    const validated = trainAdversarially({ ...linear, epochs: 2, validation: { X, y } });
    expect(validated.accuracies[1]).toBe(accuracy(validated.models[0], X, y));
    expect(trainAdversarially(linear).accuracies).toHaveLength(0);
  });

  it.each([
    ['X', { X: { ...zeros(1, 3), data: Float64Array.of(0, Number.NaN, 1) } }],
    ['y', { y: Int32Array.of(0, 1, 2, 0) }],
    ['steps', { steps: 0 }],
    ['epsilon', { epsilon: 0 }],
    ['bounds', { bounds: [1, -1] as const }],
    ['configurations', { configurations: [] }],
    ['learning rate', { configurations: [{ learningRate: -1 }] }],
  ])('refuses %s out of range', (name, bad) => {
    expect(() => trainAdversarially({ ...linear, ...bad })).toThrow(name);
  });
});
