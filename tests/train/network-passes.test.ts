import { describe, expect, it } from 'vitest';
import { withArena } from '../../lib/kernels/arena';
import { type NetworkPass, placeNetworkPass } from '../../lib/kernels/network-pass';
import { type Matrix, matrix } from '../../lib/numeric/matrix';
import { randomStream } from '../../lib/numeric/random';
import { type Architecture, type DenseNetwork, initialNetwork } from '../../lib/train/dense-network';
import { accuracy } from '../../lib/train/forward';
import { linearPass } from '../../lib/train/linear-pass';
import { passAccuracy } from '../../lib/train/pass-accuracy';
import { naiveLogits } from '../oracles/naive-network';
import { normalPoints } from '../oracles/random-points';

type MakePass = (architecture: Architecture, capacity: number, use: (pass: NetworkPass) => void) => void;
const makers: Record<'layers' | 'matrix', MakePass> = {
  layers: (architecture, capacity, use) =>
    withArena((arena) => use(placeNetworkPass(arena, architecture, capacity))),
  matrix: (architecture, capacity, use) => use(linearPass(architecture, capacity)),
};

const cases = [
  { maker: 'layers', activation: 'relu', widths: [3, 7, 5, 4], rows: 6 },
  { maker: 'layers', activation: 'relu', widths: [1, 1, 2], rows: 1 },
  { maker: 'layers', activation: 'relu', widths: [9, 4, 3], rows: 13 },
  { maker: 'layers', activation: 'identity', widths: [5, 3, 2], rows: 8 },
  { maker: 'matrix', activation: 'identity', widths: [3, 7, 5, 4], rows: 6 },
  { maker: 'matrix', activation: 'identity', widths: [6, 2, 3], rows: 1 },
  { maker: 'matrix', activation: 'relu', widths: [4, 3], rows: 9 },
  { maker: 'matrix', activation: 'identity', widths: [1, 2], rows: 2 },
] as const;

/** sum of slopes times logits */
function weightedLogits(network: DenseNetwork, X: Matrix, slopes: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < X.rows; i++) {
    const logits = naiveLogits(network, X.data.subarray(i * X.cols, (i + 1) * X.cols));
    logits.forEach((value, c) => {
      sum += value * slopes[i * logits.length + c];
    });
  }
  return sum;
}

const h = 1e-5;

/** Central difference in one entry. */
function slopeIn(values: Float64Array, i: number, f: () => number): number {
  const value = values[i];
  values[i] = value + h;
  const above = f();
  values[i] = value - h;
  const below = f();
  values[i] = value;
  return (above - below) / (2 * h);
}

describe('a pass has the logits of the net and, by central differences, their gradient in all that enters', () => {
  for (const { maker, activation, widths, rows } of cases) {
    it(`${maker}, ${activation}, [${widths}], ${rows} points`, () => {
      const stream = randomStream('passes').split(widths.join());
      const architecture = { widths, activation };
      const network = initialNetwork(architecture, stream.split('net'));
      const other = initialNetwork(architecture, stream.split('other'));
      const X = normalPoints(rows, widths[0], stream.split('X'));
      const classes = widths[widths.length - 1];
      const slopes = normalPoints(rows, classes, stream.split('slopes')).data;
      makers[maker](architecture, rows + 3, (pass) => {
        // What a larger batch of another net leaves must not matter.
        pass.forward(other, normalPoints(rows + 3, widths[0], stream.split('before')));
        pass.slopes.fill(1e9);
        pass.backward(
          other,
          normalPoints(rows + 3, widths[0], stream),
          new Float64Array(other.parameters.length),
        );
        pass.forward(network, X);
        for (let i = 0; i < rows; i++) {
          const logits = naiveLogits(network, X.data.subarray(i * X.cols, (i + 1) * X.cols));
          logits.forEach((value, c) => {
            expect(pass.outputs[i * classes + c]).toBeCloseTo(value, 12);
          });
        }
        pass.slopes.set(slopes);
        const gradient = new Float64Array(network.parameters.length);
        pass.backward(network, X, gradient);
        const sum = () => weightedLogits(network, X, slopes);
        gradient.forEach((value, i) => {
          expect(value).toBeCloseTo(slopeIn(network.parameters, i, sum), 8);
        });
        const byInput = pass.inputGradient(network, Math.ceil(rows / 2));
        expect([byInput.rows, byInput.cols]).toEqual([Math.ceil(rows / 2), widths[0]]);
        byInput.data.forEach((value, i) => {
          expect(value).toBeCloseTo(slopeIn(X.data, i, sum), 8);
        });
      });
    });
  }
});

describe('passAccuracy', () => {
  it('is the accuracy, in however many pieces, and takes class 0 where nothing is larger', () => {
    const stream = randomStream('pass accuracy');
    const X = normalPoints(23, 4, stream.split('X'));
    const y = Int32Array.from({ length: 23 }, () => stream.integer(3));
    for (const { activation, maker } of [cases[0], cases[4]]) {
      const network = initialNetwork({ widths: [4, 6, 5, 3], activation }, stream.split('net'));
      for (const capacity of [4, 23, 64]) {
        makers[maker](network.architecture, capacity, (pass) => {
          expect(passAccuracy(pass, network, { X, y }, capacity)).toBe(accuracy(network, X, y));
          const diverged = { ...network, parameters: network.parameters.map(() => Number.NaN) };
          const one = matrix([[1, 2, 3, 4]]);
          expect(passAccuracy(pass, diverged, { X: one, y: [0] }, capacity)).toBe(1);
          const equal = { ...network, parameters: network.parameters.map(() => 0) };
          expect(passAccuracy(pass, equal, { X: one, y: [0] }, capacity)).toBe(1);
        });
      }
    }
  });
});
