import { describe, expect, it } from 'vitest';
import { neighbourClassifier } from '../../lib/kernels/neighbour-classifier';
import { type Matrix, matrix, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { predict } from '../../lib/train/forward';

/** Random walks of some points, by steps that shrink and then leap: every kind of reduction is needed. */
function* walks(
  numPoints: number,
  d: number,
  steps: number,
): Generator<{ points: Matrix; owners: Int32Array }> {
  const stream = randomStream('walks');
  const points = zeros(2 * numPoints, d);
  const owners = Int32Array.from({ length: 2 * numPoints }, (_, i) => i % numPoints);
  for (let i = 0; i < points.data.length; i++) points.data[i] = stream.normal();
  for (let t = 0; t < steps; t++) {
    const scale = t % 50 === 49 ? 1 : 0.1 / (1 + t * t);
    for (let i = 0; i < points.data.length; i++) points.data[i] += scale * stream.normal();
    yield { points, owners };
  }
}

function network(widths: number[], activation: 'relu' | 'identity', factor: number): DenseNetwork {
  const net = initialNetwork({ widths, activation }, randomStream(widths.join()));
  return { ...net, parameters: net.parameters.map((value) => factor * value) };
}

describe('neighbourClassifier', () => {
  for (const widths of [
    [1, 6, 2],
    [2, 3],
    [3, 9, 8, 2],
    [4, 128, 128, 3],
    [7, 20, 2, 15, 5],
    [5, 40, 4],
  ]) {
    for (const activation of ['relu', 'identity'] as const) {
      it(`predicts the classes of the whole net: [${widths}], ${activation}`, () => {
        const net = network(widths, activation, 2);
        const classifier = neighbourClassifier(net);
        const found = new Set<number>();
        for (const { points, owners } of walks(6, widths[0], 300)) {
          const classes = classifier.classify(points, owners);
          const expected = predict(net, points);
          for (let i = 0; i < points.rows; i++) {
            found.add(classes[i]);
            if (classes[i] !== expected[i])
              expect([classes[i], expected[i]]).toEqual([expected[i], expected[i]]);
          }
        }
        expect(found.size).toBeGreaterThan(1);
        expect(found.has(-1)).toBe(false);
      });
    }
  }

  it('does not tell where the order of the logits is up to rounding, or a logit is not finite', () => {
    const parameters = Float64Array.from([1, 1, 0, 0]);
    const tie = neighbourClassifier({ architecture: { widths: [1, 2], activation: 'relu' }, parameters });
    expect([...tie.classify(matrix([[3]]), Int32Array.of(0))]).toEqual([-1]);
    const diverged = parameters.map((value, i) => (i === 0 ? Number.NaN : value));
    const broken = neighbourClassifier({
      architecture: { widths: [1, 2], activation: 'relu' },
      parameters: diverged,
    });
    expect([...broken.classify(matrix([[3]]), Int32Array.of(0))]).toEqual([-1]);
  });

  it('keeps models apart', () => {
    const nets = [1, 3].map((factor) => network([3, 9, 8, 2], 'relu', factor));
    const classifiers = nets.map(neighbourClassifier);
    for (const { points, owners } of walks(3, 3, 60)) {
      nets.forEach((net, i) => {
        expect(classifiers[i].classify(points, owners)).toEqual(predict(net, points));
      });
    }
  });

  it('refuses points and parameters of another shape', () => {
    const net = network([3, 9, 8, 2], 'relu', 1);
    expect(() => neighbourClassifier(net).classify(matrix([[1, 2]]), Int32Array.of(0))).toThrow(
      /points have 2 features, the net expects 3/,
    );
    const short = { ...net, parameters: net.parameters.subarray(1) };
    expect(() => neighbourClassifier(short)).toThrow(/with 133 parameters, expected 134/);
  });
});
