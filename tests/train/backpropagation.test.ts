import { describe, expect, it } from 'vitest';
import { randomStream } from '../../lib/numeric/random';
import { lossGradient } from '../../lib/train/backpropagation';
import { type Activation, initialNetwork } from '../../lib/train/dense-network';
import { createWorkspace } from '../../lib/train/forward';
import { naiveLoss } from '../oracles/naive-network';
import { normalPoints, softLabels } from '../oracles/random-points';

const cases: [string, number[], Activation, number][] = [
  ['softmax regression', [4, 3], 'relu', 9],
  ['one feature, two classes, one point', [1, 2], 'relu', 1],
  ['ReLU net', [3, 7, 5, 4], 'relu', 6],
  ['linear net', [3, 7, 5, 4], 'identity', 6],
];

describe('lossGradient', () => {
  it.each(cases)(
    'agrees with central differences of the naive loss: %s',
    (name, widths, activation, rows) => {
      const stream = randomStream(name);
      const network = initialNetwork({ widths, activation }, stream.split('weights'));
      const X = normalPoints(rows, widths[0], stream.split('X'));
      const labels = softLabels(rows, widths[widths.length - 1], stream.split('labels'));
      const gradient = new Float64Array(network.parameters.length);
      // A workspace larger than the batch: the rows beyond it must not matter.
      const workspace = createWorkspace(network.architecture, rows + 3);
      for (const values of workspace.outputs) values.fill(Number.NaN);
      lossGradient(network, X, labels, workspace, gradient);
      const h = 1e-5;
      network.parameters.forEach((value, i) => {
        network.parameters[i] = value + h;
        const above = naiveLoss(network, X, labels);
        network.parameters[i] = value - h;
        const below = naiveLoss(network, X, labels);
        network.parameters[i] = value;
        expect(Math.abs(gradient[i] - (above - below) / (2 * h))).toBeLessThan(1e-8);
      });
    },
  );
});
