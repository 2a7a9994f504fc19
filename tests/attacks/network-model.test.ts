import { describe, expect, it } from 'vitest';
import type { LogitsAndGradient } from '../../lib/attacks/differentiable-model';
import { networkModel } from '../../lib/attacks/network-model';
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
  { widths: [4, 7, 3], activation: 'relu' },
  { widths: [5, 8, 6, 4], activation: 'relu' },
  { widths: [5, 8, 6, 4], activation: 'identity' },
] as const;

describe.each(architectures)('networkModel of $widths, $activation', (architecture) => {
  const network = initialNetwork(architecture, randomStream('model'));
  const numClasses = architecture.widths[architecture.widths.length - 1];
  const model = networkModel(network);

  // 300 points take two passes.
  it.each([1, 9, 300])('gives the logits and the gradients of the definition: %i points', (n) => {
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
  });

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

it('names points and weights of the wrong shape', () => {
  const model = networkModel(initialNetwork({ widths: [3, 2], activation: 'identity' }, randomStream(1)));
  expect(() => model.logits(zeros(1, 2))).toThrow('the points have 2 features, the net expects 3');
  expect(() => model.logitsAndGradient(zeros(2, 3), () => zeros(2, 3))).toThrow(/are 2 x 3.*2 x 2/);
});
