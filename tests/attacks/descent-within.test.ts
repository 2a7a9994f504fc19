import { describe, expect, it } from 'vitest';
import { descentWithin } from '../../lib/attacks/descent-within';
import { firstOrderDistances } from '../../lib/attacks/first-order-distances';
import { linearDistances } from '../../lib/attacks/linear-distances';
import { synthetic } from '../../lib/data/synthetic';
import { trainNetworkSweep } from '../../lib/kernels/train-network-sweep';
import { type Matrix, matrix, row, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { predict } from '../../lib/train/forward';
import { linearRegions, regionsMinimalPerturbation } from '../oracles/relu-regions';

const bounds = [-1, 1] as const;

function uniformPoints(n: number, d: number, name: string): Matrix {
  const stream = randomStream(name);
  const points = zeros(n, d);
  for (let i = 0; i < n * d; i++) points.data[i] = 2 * stream.uniform() - 1;
  return points;
}

/** A net without activations whose classes meet near the middle of the bounds. */
function centredNet(widths: readonly number[], name: string): DenseNetwork {
  const network = initialNetwork({ widths, activation: 'identity' }, randomStream(name));
  const k = widths[widths.length - 1];
  network.parameters.subarray(network.parameters.length - k).fill(0);
  return network;
}

describe('descentWithin', () => {
  for (const [d, k] of [
    [2, 2],
    [6, 3],
  ]) {
    it(`breaks what exact distances break, nets without activations: ${d} features, ${k} classes`, () => {
      const network = centredNet([d, 8, k], `linear ${d}`);
      const X = uniformPoints(200, d, `points ${d}`);
      const y = Int32Array.from(predict(network, X), (c, i) => (i % 10 === 0 ? (c + 1) % k : c));
      const exact = linearDistances(network, { X, y, bounds });
      const epsilon = [...exact].sort((a, b) => a - b)[100] * 1.000001;
      const broken = descentWithin(network, { X, y, bounds, epsilon, steps: 20 });
      const within = Array.from(exact, (distance) => distance <= epsilon);
      // What it breaks has an adversarial; at a corner of the bounds it may miss one.
      expect(broken.filter((own, i) => own && !within[i])).toEqual([]);
      expect(broken.filter((own, i) => !own && within[i]).length).toBeLessThanOrEqual(2);
      expect(broken.filter(Boolean).length).toBeGreaterThan(90);
      expect(broken.filter((_, i) => i % 10 === 0).every(Boolean)).toBe(true);
    });
  }

  it('errs to one side only on a trained ReLU net, and less often than distances of first order', () => {
    const { X, y } = synthetic.moons({ n: 200, noise: 0.15, seed: 1 });
    const { models } = trainNetworkSweep({
      ...{ X, y, numClasses: 2, labels: 'mixup', epochs: 60, batchSize: 32, stream: randomStream('moons') },
      ...{ hiddenWidths: [12, 8], activation: 'relu', configurations: [{ learningRate: 0.1 }] },
    });
    const network = models[0];
    const box = [-3, 3] as const;
    const regions = linearRegions(network, box);
    const exact = Array.from(y, (label, i) => regionsMinimalPerturbation(regions, row(X, i), label, 'l2'));
    const firstOrder = firstOrderDistances(network, X, y);
    const errors = [0.1, 0.2, 0.3, 0.4, 0.5].map((epsilon) => {
      const broken = descentWithin(network, { X, y, bounds: box, epsilon, steps: 3 });
      const within = exact.map((distance) => distance <= epsilon);
      expect(broken.filter((own, i) => own && !within[i])).toEqual([]);
      const wrong = (verdicts: ArrayLike<boolean>) => within.filter((own, i) => own !== verdicts[i]).length;
      return { own: wrong(broken), other: wrong(Array.from(firstOrder, (distance) => distance <= epsilon)) };
    });
    const total = (of: 'own' | 'other') => errors.reduce((sum, error) => sum + error[of], 0);
    expect(total('own')).toBeLessThan(total('other'));
  });

  it('leaves points alone whose net is flat, and takes no step beyond the bounds', () => {
    const flat: DenseNetwork = {
      architecture: { widths: [1, 2], activation: 'identity' },
      parameters: Float64Array.of(0, 0, 1, 0),
    };
    const at = { X: matrix([[0.9]]), y: [0], steps: 5, epsilon: 0.5 };
    expect(descentWithin(flat, { ...at, bounds })).toEqual([false]);
    // Class 1 from 1.2 on.
    const beyond = { ...flat, parameters: Float64Array.of(0, 1, 0, -1.2) };
    expect(descentWithin(beyond, { ...at, bounds })).toEqual([false]);
    expect(descentWithin(beyond, { ...at, bounds: [-1, 1.3] })).toEqual([true]);
  });
});
