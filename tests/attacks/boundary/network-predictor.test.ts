import { describe, expect, it } from 'vitest';
import { boundaryAttack, boundaryAttacks } from '../../../lib/attacks/boundary/boundary-attack';
import { networkPredictor } from '../../../lib/attacks/boundary/network-predictor';
import type { Predictor } from '../../../lib/attacks/predictor';
import { trainNetworkSweep } from '../../../lib/kernels';
import { type Matrix, zeros } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../../lib/train/dense-network';
import { predict } from '../../../lib/train/forward';

/** Nets of the paper's kind, trained by mixup on points of some classes, and some of the points. */
function problem(d: number, numClasses: number, n: number) {
  const stream = randomStream(`whole walks ${d}`);
  const centres = Float64Array.from({ length: numClasses * d }, () => stream.normal());
  const y = Int32Array.from({ length: 60 }, (_, i) => i % numClasses);
  const data = zeros(60, d).data.map((_, i) => stream.normal() + centres[y[Math.floor(i / d)] * d + (i % d)]);
  const X = { data, rows: 60, cols: d };
  const { models } = trainNetworkSweep({
    ...{ X, y, numClasses, labels: 'mixup', epochs: 60, batchSize: 32, stream: stream.split('training') },
    ...{ hiddenWidths: [128, 128], activation: 'relu', configurations: [{ learningRate: 0.001 }] },
  });
  const bounds = [Math.min(...data), Math.max(...data)] as const;
  const points: Matrix = { data: data.subarray(0, n * d), rows: n, cols: d };
  const options = { X: points, y: y.subarray(0, n), bounds, steps: 800, stream: stream.split('attack') };
  return { network: models[0], options };
}

/** Both answers, which must be equal in every query. */
function both(network: DenseNetwork): Predictor {
  const fast = networkPredictor(network);
  return (points, owners, centres) => {
    const classes = fast(points, owners, centres);
    const expected = predict(network, points);
    for (let i = 0; i < points.rows; i++) {
      if (classes[i] !== expected[i]) throw new Error(`class ${classes[i]}, expected ${expected[i]}`);
    }
    return classes;
  };
}

describe('networkPredictor gives the classes of predict in all queries of a walk', () => {
  for (const [d, k, n] of [
    [3, 6, 7],
    [4, 3, 6],
    [7, 2, 6],
    [10, 2, 5],
    [13, 2, 5],
    [20, 2, 5],
  ]) {
    it(`${d} features, ${k} classes`, () => {
      const { network, options } = problem(d, k, n);
      const asked = boundaryAttack({ ...options, predict: both(network) });
      expect(asked.status).toContain('adversarial');
      expect(boundaryAttack({ ...options, predict: networkPredictor(network) })).toEqual(asked);
    });
  }

  it('to the end of the walks, with a direction for each point', () => {
    const { network, options } = problem(2, 3, 2);
    const settings = { ...options, steps: 15000, directions: 'own' } as const;
    const asked = boundaryAttack({ ...settings, predict: both(network) });
    // All walks converge before the steps are used up.
    expect(Math.max(...asked.queries)).toBeLessThan(15000);
    expect(boundaryAttack({ ...settings, predict: networkPredictor(network) })).toEqual(asked);
  });

  it('with large steps, with a radius, and in a box that cuts candidates off', () => {
    const { network, options } = problem(5, 3, 8);
    const largest = Math.max(...options.X.data.map(Math.abs));
    for (const changes of [
      { sphericalStep: 1, sourceStep: 0.9 },
      { sphericalStep: 3, sourceStep: 2 },
      { epsilon: 1 },
      { epsilon: 2, stopAtEpsilon: false, updateStatsEvery: 1 },
      { bounds: [-largest, largest], sphericalStep: 0.5 },
    ] as const) {
      const settings = { ...options, ...changes };
      const plain = boundaryAttack({ ...settings, predict: (points) => predict(network, points) });
      expect(boundaryAttack({ ...settings, predict: networkPredictor(network) })).toEqual(plain);
    }
  });

  it('of several models at once, of any depth, with and without activations', () => {
    const { options } = problem(4, 3, 6);
    const networks = [
      [4, 3],
      [4, 30, 3],
      [4, 30, 20, 3],
      [4, 20, 2, 15, 3],
    ].flatMap((widths) =>
      (['relu', 'identity'] as const).map((activation) => {
        const net = initialNetwork({ widths, activation }, randomStream(widths.join()));
        return { ...net, parameters: net.parameters.map((value) => 2 * value) };
      }),
    );
    const together = boundaryAttacks({ ...options, predictors: networks.map(both) });
    networks.forEach((net, i) => {
      const alone = boundaryAttack({ ...options, predict: (points) => predict(net, points) });
      expect(together[i]).toEqual(alone);
    });
    expect(boundaryAttacks({ ...options, predictors: networks.map(networkPredictor) })).toEqual(together);
  });
});
