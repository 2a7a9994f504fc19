import { describe, expect, it } from 'vitest';
import { matrix, row } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork, layersOf, numParameters } from '../../lib/train/dense-network';
import { accuracy, createWorkspace, predict, predictLogits } from '../../lib/train/forward';
import { naiveLogits } from '../oracles/naive-network';
import { normalPoints } from '../oracles/random-points';

const network = initialNetwork({ widths: [3, 6, 5, 4], activation: 'relu' }, randomStream('net'));

describe('predictLogits', () => {
  it('equals the definition, point by point, whatever the number of points handled together', () => {
    const X = normalPoints(11, 3, randomStream('points'));
    const expected = Array.from({ length: 11 }, (_, i) => naiveLogits(network, row(X, i))).flat();
    for (const capacity of [1, 4, 11, 300]) {
      const logits = predictLogits(network, X, createWorkspace(network.architecture, capacity));
      expect([...logits.data]).toEqual(expected);
    }
  });

  it.each([
    [[3, 6, 5, 4], 'relu', 11],
    [[10, 128, 128, 2], 'relu', 300],
    [[160, 33, 3], 'relu', 70],
    [[7, 5], 'identity', 1],
  ] as const)(
    'of a net of %j, %s, has the bits of the plain loops without a workspace',
    (widths, activation, n) => {
      const net = initialNetwork({ widths, activation }, randomStream('net'));
      const X = normalPoints(n, widths[0], randomStream('points'));
      const plain = predictLogits(net, X, createWorkspace(net.architecture, 32));
      expect(predictLogits(net, X).data).toEqual(plain.data);
      net.parameters[0] = Number.NaN;
      const spoilt = predictLogits(net, X, createWorkspace(net.architecture, 32));
      expect(predictLogits(net, X).data).toEqual(spoilt.data);
    },
  );

  it('refuses points of another number of features', () => {
    expect(() => predictLogits(network, matrix([[1, 2]]))).toThrow(/X has 2 features, the net expects 3/);
  });
});

describe('predict and accuracy', () => {
  const softmax = (parameters: number[]): DenseNetwork => ({
    architecture: { widths: [1, 3], activation: 'relu' },
    parameters: Float64Array.from(parameters),
  });

  it('take the class of the largest logit, the lowest of equal ones, and class 0 where logits are NaN', () => {
    const X = matrix([[1], [-1], [0]]);
    expect([...predict(softmax([1, 2, -1, 0, 0, 0]), X)]).toEqual([1, 2, 0]);
    expect([...predict(softmax([1, 1, 1, 0, 1, 1]), X)]).toEqual([1, 1, 1]);
    expect([...predict(softmax([Number.NaN, 0, 0, 0, 0, 0]), X)]).toEqual([0, 0, 0]);
  });

  it('count the share of hits', () => {
    const X = matrix([[1], [-1], [0], [2]]);
    expect(accuracy(softmax([1, 2, -1, 0, 0, 0]), X, [1, 2, 1, 1])).toBe(0.75);
    expect(() => accuracy(network, X, [0])).toThrow(/4 points and 1 classes/);
  });
});

describe('initialNetwork', () => {
  it('draws weights and biases of each layer within 1 / sqrt(inputs), nearly up to it', () => {
    const architecture = { widths: [4, 100, 25, 3], activation: 'relu' as const };
    const { parameters } = initialNetwork(architecture, randomStream(1));
    expect(parameters.length).toBe(5 * 100 + 101 * 25 + 26 * 3);
    expect(numParameters(architecture)).toBe(parameters.length);
    for (const { inputs, outputs, weights } of layersOf(architecture)) {
      const values = [...parameters.subarray(weights, weights + (inputs + 1) * outputs)];
      const bound = 1 / Math.sqrt(inputs);
      const largest = Math.max(...values.map(Math.abs));
      expect(largest).toBeLessThan(bound);
      expect(largest).toBeGreaterThan(0.9 * bound);
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      // Four standard errors of the mean of uniform variates, n = number of parameters of the layer.
      expect(Math.abs(mean)).toBeLessThan((4 * bound) / Math.sqrt(3 * values.length));
    }
  });

  it('refuses widths that make no net', () => {
    expect(() => layersOf({ widths: [3], activation: 'relu' })).toThrow(RangeError);
    expect(() => layersOf({ widths: [3, 0, 2], activation: 'relu' })).toThrow(/\[3,0,2\]/);
  });
});
