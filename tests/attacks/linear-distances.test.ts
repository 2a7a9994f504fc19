import { describe, expect, it } from 'vitest';
import { boundaryAttack } from '../../lib/attacks/boundary/boundary-attack';
import { networkPredictor } from '../../lib/attacks/boundary/network-predictor';
import { firstOrderDistances } from '../../lib/attacks/first-order-distances';
import { linearDistances } from '../../lib/attacks/linear-distances';
import { type Matrix, matrix, row, zeros } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { predict, predictLogits } from '../../lib/train/forward';
import { linearMinimalPerturbation } from '../oracles/minimal-perturbation';

const bounds = [-1, 1] as const;

function uniformPoints(n: number, d: number, name: string): Matrix {
  const stream = randomStream(name);
  const points = zeros(n, d);
  for (let i = 0; i < n * d; i++) points.data[i] = 2 * stream.uniform() - 1;
  return points;
}

/** Three linear layers in a row, as the released code has them, and the map that they are by plain products. */
function collapsible(d: number, k: number, name: string) {
  const network = initialNetwork({ widths: [d, 9, 7, k], activation: 'identity' }, randomStream(name));
  const { parameters: p } = network;
  const layer = (start: number, inputs: number, outputs: number) => ({
    w: (i: number, j: number) => p[start + i * outputs + j],
    b: (j: number) => p[start + inputs * outputs + j],
  });
  const layers = [layer(0, d, 9), layer((d + 1) * 9, 9, 7), layer((d + 1) * 9 + 70, 7, k)];
  const apply = (x: readonly number[]) =>
    [9, 7, k].reduce<readonly number[]>(
      (values, outputs, l) =>
        Array.from({ length: outputs }, (_, j) =>
          values.reduce((sum, value, i) => sum + value * layers[l].w(i, j), layers[l].b(j)),
        ),
      x,
    );
  const bias = apply(new Array<number>(d).fill(0));
  const columns = Array.from({ length: d }, (_, j) =>
    apply(Array.from({ length: d }, (_, i) => Number(i === j))).map((value, c) => value - bias[c]),
  );
  // Boundaries near the middle: the map's own bias may leave one class alone.
  const shifted = bias.map((_, c) => 0.02 * c);
  bias.forEach((value, c) => {
    p[p.length - k + c] += shifted[c] - value;
  });
  const weights = matrix(Array.from({ length: k }, (_, c) => columns.map((column) => column[c])));
  return { network, weights, bias: shifted };
}

describe('linearDistances', () => {
  for (const [d, k] of [
    [1, 2],
    [4, 2],
    [7, 3],
    [12, 6],
  ]) {
    it(`agrees with bisection towards every other class: ${d} features, ${k} classes`, () => {
      const { network, weights, bias } = collapsible(d, k, `net ${d} ${k}`);
      const X = uniformPoints(40, d, `points ${d}`);
      const y = Int32Array.from(predict(network, X), (c, i) => (i % 5 === 0 ? (c + 1) % k : c));
      const found = linearDistances(network, { X, y, bounds });
      const classes = predict(network, X);
      found.forEach((distance, i) => {
        const exact = linearMinimalPerturbation({ weights, bias }, row(X, i), y[i], bounds);
        if (classes[i] !== y[i]) expect(distance).toBe(0);
        else if (exact === Infinity) expect(distance).toBe(Infinity);
        else expect(Math.abs(distance - exact)).toBeLessThan(1e-6);
      });
      expect(found.some((distance) => distance > 0 && distance < Infinity)).toBe(true);
    });
  }

  it('goes along a bound that is in the way, and knows when no other class is within the bounds', () => {
    // 2 x_0 + x_1 > 2.5 is nearest to (0.9, 0) at (1, 0.5); 2 x_0 + x_1 > 3.1 is nowhere in the square.
    const net = (threshold: number): DenseNetwork => ({
      architecture: { widths: [2, 2], activation: 'identity' },
      parameters: Float64Array.of(0, 2, 0, 1, 0, -threshold),
    });
    const points = { X: matrix([[0.9, 0]]), y: [0], bounds };
    expect(linearDistances(net(2.5), points)[0]).toBeCloseTo(Math.hypot(0.1, 0.5), 12);
    expect(linearDistances(net(3.1), points)[0]).toBe(Infinity);
  });

  it('is never more than the distance that the boundary attack finds', () => {
    const { network } = collapsible(5, 3, 'attacked');
    const X = uniformPoints(12, 5, 'attacked points');
    const y = predict(network, X);
    const exact = linearDistances(network, { X, y, bounds });
    const attack = { predict: networkPredictor(network), X, y, bounds, steps: 500, stream: randomStream(1) };
    boundaryAttack(attack).distances.forEach((distance, i) => {
      expect(distance).toBeGreaterThanOrEqual(exact[i] * (1 - 1e-9));
    });
  });

  it('refuses a net with activations', () => {
    const network = initialNetwork({ widths: [2, 3, 2], activation: 'relu' }, randomStream(1));
    expect(() => linearDistances(network, { X: zeros(1, 2), y: [0], bounds })).toThrow(/without activations/);
  });
});

describe('firstOrderDistances', () => {
  it('are the exact ones of a linear net far from the bounds', () => {
    for (const k of [2, 3, 6]) {
      const { network } = collapsible(4, k, `first order ${k}`);
      const X = uniformPoints(20, 4, `first-order points ${k}`);
      const y = Int32Array.from(predict(network, X), (c, i) => (i % 4 === 0 ? (c + 1) % k : c));
      const exact = linearDistances(network, { X, y, bounds: [-1e6, 1e6] });
      firstOrderDistances(network, X, y).forEach((distance, i) => {
        expect(Math.abs(distance - exact[i])).toBeLessThan(1e-9 * (1 + exact[i]));
      });
    }
  });

  it('are margins over slopes by central differences on a ReLU net', () => {
    const k = 3;
    const network = initialNetwork({ widths: [3, 16, 16, k], activation: 'relu' }, randomStream('slopes'));
    const X = uniformPoints(15, 3, 'slope points');
    const y = predict(network, X);
    const h = 1e-6;
    const logitsAt = (x: ArrayLike<number>) => predictLogits(network, matrix([Array.from(x)])).data;
    firstOrderDistances(network, X, y).forEach((distance, i) => {
      const least = Math.min(
        ...[1, 2].map((step) => {
          const other = (y[i] + step) % k;
          const margin = (x: ArrayLike<number>) => logitsAt(x)[y[i]] - logitsAt(x)[other];
          const slopes = [0, 1, 2].map((j) => {
            const moved = (by: number) => row(X, i).map((value, l) => (l === j ? value + by : value));
            return (margin(moved(h)) - margin(moved(-h))) / (2 * h);
          });
          return margin(row(X, i)) / Math.hypot(...slopes);
        }),
      );
      expect(Math.abs(distance / least - 1)).toBeLessThan(1e-6);
    });
  });

  it('are 0 for misclassified points and Infinity for a constant net', () => {
    const parameters = Float64Array.of(0, 0, 1, 0);
    const network: DenseNetwork = { architecture: { widths: [1, 2], activation: 'identity' }, parameters };
    expect([...firstOrderDistances(network, matrix([[0.3], [0.5]]), [0, 1])]).toEqual([Infinity, 0]);
  });
});
