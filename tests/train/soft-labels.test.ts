import { describe, expect, it } from 'vitest';
import { synthetic } from '../../lib/data/synthetic';
import { withArena } from '../../lib/kernels/arena';
import { oneHot } from '../../lib/mixup/one-hot';
import { type Matrix, matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork, layersOf } from '../../lib/train/dense-network';
import { accuracy } from '../../lib/train/forward';
import { type Mixing, mixedGradient } from '../../lib/train/soft-labels/manifold-mixup-gradient';
import { splitNetwork } from '../../lib/train/soft-labels/split-network';
import { trainSoftNetwork } from '../../lib/train/soft-labels/train-soft-network';
import { normalPoints, softLabels } from '../oracles/random-points';

/** Mean soft cross-entropy, layer by layer in plain loops, with one layer's outputs mixed. */
function naiveLoss(
  { architecture, parameters }: DenseNetwork,
  X: Matrix,
  labels: Matrix,
  mixing?: Mixing,
): number {
  let h = Array.from({ length: X.rows }, (_, i) => [...row(X, i)]);
  let y = Array.from({ length: X.rows }, (_, i) => [...row(labels, i)]);
  const blend = (rows: number[][]) =>
    rows.map((own, i) =>
      own.map((x, j) => mixing!.lambda * x + (1 - mixing!.lambda) * rows[mixing!.partners[i]][j]),
    );
  const layers = layersOf(architecture);
  layers.forEach(({ outputs, weights, bias }, index) => {
    if (mixing?.depth === index) h = blend(h);
    h = h.map((own) =>
      Array.from({ length: outputs }, (_, j) => {
        const sum = own.reduce(
          (total, x, k) => total + x * parameters[weights + k * outputs + j],
          parameters[bias + j],
        );
        return index < layers.length - 1 && architecture.activation === 'relu' ? Math.max(0, sum) : sum;
      }),
    );
  });
  if (mixing) y = blend(y);
  return h.reduce((loss, z, i) => {
    const total = Math.log(z.reduce((sum, value) => sum + Math.exp(value), 0));
    return loss + z.reduce((sum, value, c) => sum + y[i][c] * (total - value), 0) / h.length;
  }, 0);
}

describe('mixedGradient', () => {
  const stream = randomStream('mixed gradient');
  const [X, labels] = [normalPoints(6, 3, stream.split('X')), softLabels(6, 3, stream.split('y'))];
  const partners = Int32Array.from([3, 0, 2, 5, 5, 1]);
  for (const activation of ['relu', 'identity'] as const) {
    for (const depth of [undefined, 0, 1, 2]) {
      it(`is the gradient of the loss, mixed at ${depth === undefined ? 'no layer' : `layer ${depth}`}, ${activation}: central differences`, () => {
        const network = initialNetwork({ widths: [3, 5, 4, 3], activation }, stream.split('net'));
        const mixing = depth === undefined ? undefined : { depth, lambda: 0.3, partners };
        const gradient = new Float64Array(network.parameters.length);
        withArena((arena) => mixedGradient(arena, network, 6, [0, 1, 2])(X, labels, mixing, gradient));
        network.parameters.forEach((value, p) => {
          const at = (step: number) => {
            const parameters = network.parameters.slice();
            parameters[p] = value + step;
            return naiveLoss({ ...network, parameters }, X, labels, mixing);
          };
          expect((at(1e-6) - at(-1e-6)) / 2e-6).toBeCloseTo(gradient[p], 7);
        });
      });
    }
  }
});

describe('trainSoftNetwork', () => {
  const { X, y } = synthetic.moons({ n: 200, noise: 0.05, seed: 1 });
  const base = {
    X,
    labels: oneHot(y, 2),
    hiddenWidths: [32, 32],
    steps: 400,
    batchSize: 32,
    learningRate: 0.005,
  };

  for (const mixingDepths of [undefined, [0], [0, 1, 2]]) {
    it(`learns moons, mixing at ${mixingDepths ?? 'no layer'}`, () => {
      const network = trainSoftNetwork({ ...base, mixingDepths, stream: randomStream(1) });
      expect(accuracy(network, X, y)).toBeGreaterThan(0.95);
    });
  }

  it('gives equal nets for equal streams, in other memory too', () => {
    const train = () =>
      trainSoftNetwork({ ...base, steps: 20, mixingDepths: [0, 2], stream: randomStream(3) }).parameters;
    const first = train();
    const displaced = withArena((arena) => {
      arena.allocate(1000);
      return train();
    });
    expect(displaced).toEqual(first);
  });

  it('takes the labels of mixed points from a function, as GenLabel does', () => {
    const seen: number[] = [];
    const relabel = (mixed: Matrix, labels: Matrix) => {
      seen.push(mixed.rows);
      return { ...labels, data: labels.data.map((_, p) => (p % 2 === 0 ? 1 : 0)) };
    };
    const network = trainSoftNetwork({ ...base, mixingDepths: [0], relabel, stream: randomStream(1) });
    expect(seen).toHaveLength(400);
    // Everything is called class 0.
    expect(accuracy(network, X, new Int32Array(200))).toBe(1);
    expect(() => trainSoftNetwork({ ...base, mixingDepths: [1], relabel, stream: randomStream(1) })).toThrow(
      /expected \[0\]/,
    );
  });

  it('refuses bad options', () => {
    const stream = randomStream(1);
    expect(() => trainSoftNetwork({ ...base, labels: oneHot([0], 2), stream })).toThrow(
      /200 points and 1 labels/,
    );
    expect(() => trainSoftNetwork({ ...base, steps: 0, stream })).toThrow(/steps is 0/);
    expect(() => trainSoftNetwork({ ...base, learningRate: 0, stream })).toThrow(/learningRate is 0/);
    expect(() => trainSoftNetwork({ ...base, mixingDepths: [3], stream })).toThrow(
      /depth is 3, expected an integer from 0 to 2/,
    );
    expect(() => trainSoftNetwork({ ...base, mixingDepths: [], stream })).toThrow(/mixingDepths is empty/);
    expect(() => trainSoftNetwork({ ...base, X: matrix([[Number.NaN]]), stream })).toThrow(/X/);
  });

  it('splits a net into parts that are views of its parameters', () => {
    const network = initialNetwork({ widths: [2, 3, 4, 2], activation: 'relu' }, randomStream(1));
    const { front, back, cut } = splitNetwork(network, 1);
    expect(front?.parameters.length).toBe(9);
    expect(cut + back.parameters.length).toBe(network.parameters.length);
    expect(back.parameters.buffer).toBe(network.parameters.buffer);
  });
});
