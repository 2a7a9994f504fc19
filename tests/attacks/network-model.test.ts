import { describe, expect, it } from 'vitest';
import type { LogitsAndGradient } from '../../lib/attacks/differentiable-model';
import { networkModel } from '../../lib/attacks/network-model';
import { kernels } from '../../lib/kernels/module';
import { type Matrix, matrix, row, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { initialNetwork } from '../../lib/train/dense-network';
import { predictLogits } from '../../lib/train/forward';
import { naiveLogitJacobian, naiveLogits } from '../oracles/naive-network';

function normals(rows: number, cols: number, name: string): Matrix {
  const stream = randomStream(name);
  return { data: Float64Array.from({ length: rows * cols }, () => stream.normal()), rows, cols };
}

const architectures = [
  { widths: [3, 2], activation: 'identity' },
  { widths: [3, 2], activation: 'relu' },
  { widths: [1, 1, 1, 2], activation: 'relu' },
  { widths: [4, 7, 3], activation: 'relu' },
  { widths: [13, 33, 9, 17, 10], activation: 'relu' },
  { widths: [2, 128, 128, 2], activation: 'relu' },
  { widths: [5, 8, 6, 4], activation: 'relu' },
  { widths: [5, 8, 6, 4], activation: 'identity' },
] as const;

describe.each(architectures)('networkModel of $widths, $activation', (architecture) => {
  const network = initialNetwork(architecture, randomStream('model'));
  const numClasses = architecture.widths[architecture.widths.length - 1];
  const model = networkModel(network);

  // 33 points take two blocks, 257 and 300 two passes.
  it.each([1, 2, 9, 32, 33, 257, 300])(
    'gives the logits and the gradients of the definition: %i points',
    (n) => {
      const points = normals(n, architecture.widths[0], 'points');
      const weights = normals(n, numClasses, 'weights');
      let seen: Matrix | undefined;
      const { logits, gradient } = model.logitsAndGradient(points, (z) => {
        seen = z;
        return weights;
      }) as LogitsAndGradient;
      expect(logits).toEqual(predictLogits(network, points));
      expect(model.logits(points)).toEqual(logits);
      expect(seen).toEqual(logits);
      for (let i = 0; i < n; i++) {
        const jacobian = naiveLogitJacobian(network, row(points, i));
        row(gradient, i).forEach((value, j) => {
          const expected = jacobian.reduce(
            (sum, slopes, c) => sum + weights.data[i * numClasses + c] * slopes[j],
            0,
          );
          expect(Math.abs(value - expected)).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected)));
        });
      }
    },
  );

  it('agrees with central differences of the logits', () => {
    const points = normals(12, architecture.widths[0], 'points');
    const weights = normals(12, numClasses, 'weights');
    const { gradient } = model.logitsAndGradient(points, () => weights) as LogitsAndGradient;
    const h = 1e-6;
    const value = (i: number, j: number, step: number) => {
      const moved = Array.from(row(points, i));
      moved[j] += step;
      return naiveLogits(network, moved).reduce((sum, z, c) => sum + weights.data[i * numClasses + c] * z, 0);
    };
    for (let i = 0; i < 12; i++) {
      row(gradient, i).forEach((slope, j) => {
        expect(Math.abs((value(i, j, h) - value(i, j, -h)) / (2 * h) - slope)).toBeLessThan(1e-8);
      });
    }
  });
});

it('takes 0 for the slope of ReLU at 0', () => {
  const parameters = Float64Array.from([1, -1, 0, 0, 1, 0, 0, 1, 0, 0]);
  const model = networkModel({ architecture: { widths: [1, 2, 2], activation: 'relu' }, parameters });
  const ones = matrix([
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  const { gradient } = model.logitsAndGradient(matrix([[0], [2], [-2]]), () => ones) as LogitsAndGradient;
  expect([...gradient.data]).toEqual([0, 1, -1]);
});

describe('its memory in the kernels', () => {
  const small = networkModel(
    initialNetwork({ widths: [2, 5, 3], activation: 'relu' }, randomStream('small')),
  );
  const points = normals(7, 2, 'points');
  const weights = normals(7, 3, 'weights');

  it('may be used by another model while the logits are weighed, and is cleared of what that left', () => {
    const alone = small.logitsAndGradient(points, () => weights);
    const large = networkModel(
      initialNetwork({ widths: [2, 64, 64, 4], activation: 'relu' }, randomStream(2)),
    );
    const nested = small.logitsAndGradient(points, () => {
      large.logitsAndGradient(normals(300, 2, 'others'), () => normals(300, 4, 'theirs'));
      return weights;
    });
    expect(nested).toEqual(alone);
    expect(small.logitsAndGradient(points, () => weights)).toEqual(alone);
  });

  it('does not grow with queries, models, or weights that fail', () => {
    const query = (seed: number) => {
      const model = networkModel(
        initialNetwork({ widths: [20, 100, 100, 5], activation: 'relu' }, randomStream(seed)),
      );
      expect(() => model.logitsAndGradient(normals(600, 20, 'X'), () => zeros(1, 1))).toThrow('1 x 1');
      model.logitsAndGradient(normals(600, 20, 'X'), () => zeros(600, 5));
    };
    query(0);
    const { byteLength } = kernels().memory.buffer;
    for (let seed = 1; seed < 20; seed++) query(seed);
    expect(kernels().memory.buffer.byteLength).toBe(byteLength);
  });
});

it('follows parameters that change, and names a wrong number of them', () => {
  const network = initialNetwork({ widths: [2, 3], activation: 'relu' }, randomStream(1));
  const model = networkModel(network);
  model.logits(zeros(1, 2));
  network.parameters.fill(2);
  expect([...(model.logits(zeros(1, 2)) as Matrix).data]).toEqual([2, 2, 2]);
  const short = networkModel({ ...network, parameters: network.parameters.subarray(1) });
  expect(() => short.logits(zeros(1, 2))).toThrow('a net of [2,3] with 8 parameters, expected 9');
});

it('names points and weights of the wrong shape', () => {
  const model = networkModel(initialNetwork({ widths: [3, 2], activation: 'identity' }, randomStream(1)));
  expect(() => model.logits(zeros(1, 2))).toThrow('the points have 2 features, the net expects 3');
  expect(() => model.logitsAndGradient(zeros(2, 3), () => zeros(2, 3))).toThrow(/are 2 x 3.*2 x 2/);
});
