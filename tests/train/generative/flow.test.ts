import { describe, expect, it } from 'vitest';
import { withArena } from '../../../lib/kernels/arena';
import { matrix, row } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { initialNetwork } from '../../../lib/train/dense-network';
import { partsOf } from '../../../lib/train/generative/coupling';
import { fitFlow } from '../../../lib/train/generative/flow';
import { likelihoodGradient } from '../../../lib/train/generative/flow-gradient';
import { DivergenceError, relu, trainedNet } from '../../../lib/train/generative/trained-net';
import { normalPoints } from '../../oracles/random-points';

const quick = { couplings: 4, hiddenWidths: [16], steps: 300, batchSize: 64 } as const;

/** Points near a parabola: no Gaussian. */
function bent(n: number, d: number, seed: string) {
  const points = normalPoints(n, d, randomStream(seed));
  for (let i = 0; i < n; i++) points.data[i * d + 1] = 0.3 * points.data[i * d + 1] + points.data[i * d] ** 2;
  return points;
}

describe('likelihoodGradient', () => {
  for (const d of [2, 3]) {
    it(`is the gradient of the mean negative log likelihood in ${d} dimensions: central differences`, () => {
      const stream = randomStream('flow gradient');
      const X = normalPoints(6, d, stream.split('points'));
      const nets = [0, 1, 2].map((layer) => {
        const { kept, moved } = partsOf(d, layer);
        return initialNetwork(relu([kept.length, 5, 2 * moved.length]), stream.split(layer));
      });
      withArena((arena) => {
        const trained = nets.map((net) => trainedNet(arena, net, 6));
        const loss = () => likelihoodGradient(trained, X);
        loss();
        const gradients = trained.map(({ gradient }) => gradient.slice());
        nets.forEach(({ parameters }, n) => {
          parameters.forEach((value, p) => {
            parameters[p] = value + 1e-6;
            const up = loss();
            parameters[p] = value - 1e-6;
            const down = loss();
            parameters[p] = value;
            expect((up - down) / 2e-6).toBeCloseTo(gradients[n][p], 6);
          });
        });
      });
    });
  }
});

describe('fitFlow', () => {
  const density = fitFlow(bent(300, 2, 'train'), { ...quick, stream: randomStream(1) });

  it('inverts its transformation', () => {
    const points = bent(50, 2, 'inverse');
    density.invert(density.transform(points)).data.forEach((x, p) => {
      expect(x).toBeCloseTo(points.data[p], 9);
    });
  });

  it('is a density: its integral over the plane is 1 within 0.001', () => {
    const step = 0.1;
    const axis = (low: number, high: number) =>
      Array.from({ length: Math.ceil((high - low) / step) }, (_, i) => low + (i + 0.5) * step);
    const nodes = matrix(axis(-20, 20).flatMap((x) => axis(-60, 80).map((y) => [x, y])));
    const total = density.logDensity(nodes).reduce((sum, value) => sum + Math.exp(value) * step * step, 0);
    expect(Math.abs(total - 1)).toBeLessThan(1e-3);
  });

  it('is the normal density of the image times the determinant of the Jacobian, taken by differences', () => {
    const points = bent(20, 2, 'jacobian');
    const images = density.transform(points);
    const values = density.logDensity(points);
    for (let i = 0; i < points.rows; i++) {
      const [x, y] = row(points, i);
      const h = 1e-5;
      const at = (a: number, b: number) => row(density.transform(matrix([[a, b]])), 0);
      const [[ax, ay], [bx, by]] = [at(x + h, y), at(x - h, y)];
      const [[cx, cy], [dx, dy]] = [at(x, y + h), at(x, y - h)];
      const determinant = ((ax - bx) * (cy - dy) - (ay - by) * (cx - dx)) / (4 * h * h);
      const [u, v] = row(images, i);
      const expected = -Math.log(2 * Math.PI) - (u * u + v * v) / 2 + Math.log(Math.abs(determinant));
      expect(values[i]).toBeCloseTo(expected, 4);
    }
  });

  it('fits what no Gaussian fits: more likely than the true density less 0.25 nats a point, on new points', () => {
    const fresh = bent(1000, 2, 'test');
    const truth = Array.from({ length: 1000 }, (_, i) => {
      const [x, y] = row(fresh, i);
      return -Math.log(2 * Math.PI * 0.3) - (x * x) / 2 - ((y - x * x) / 0.3) ** 2 / 2;
    });
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    const flow = fitFlow(bent(1000, 2, 'more'), { couplings: 6, steps: 1500, stream: randomStream(2) });
    expect(mean(flow.logDensity(fresh))).toBeGreaterThan(mean(truth) - 0.25);
    // Beyond 4 standard errors of the difference it cannot be better than the truth.
    expect(mean(flow.logDensity(fresh))).toBeLessThan(mean(truth) + 0.1);
  });

  it('draws points of its density: first moments within 4 standard errors of quadrature', () => {
    const n = 20000;
    const points = density.sample(n, randomStream('sample'));
    const step = 0.05;
    const axis = (low: number, high: number) =>
      Array.from({ length: Math.ceil((high - low) / step) }, (_, i) => low + (i + 0.5) * step);
    const nodes = matrix(axis(-9, 9).flatMap((x) => axis(-9, 21).map((y) => [x, y])));
    const weights = density.logDensity(nodes).map((value) => Math.exp(value) * step * step);
    for (const k of [0, 1]) {
      const moment = (power: number) =>
        weights.reduce((sum, w, i) => sum + w * nodes.data[2 * i + k] ** power, 0);
      const mean = Array.from({ length: n }, (_, i) => points.data[2 * i + k]).reduce((a, b) => a + b, 0) / n;
      expect(Math.abs(mean - moment(1))).toBeLessThan(
        4 * Math.sqrt((moment(2) - moment(1) ** 2) / n) + 0.003,
      );
    }
  });

  it('gives the same bytes for the same stream, and says when it diverges', () => {
    const again = fitFlow(bent(300, 2, 'train'), { ...quick, stream: randomStream(1) });
    const points = bent(10, 2, 'again');
    expect(again.logDensity(points)).toEqual(density.logDensity(points));
    expect(() => fitFlow(points, { ...quick, learningRate: 1e300, stream: randomStream(1) })).toThrow(
      DivergenceError,
    );
  });

  it('refuses one feature, one point and options out of range', () => {
    expect(() => fitFlow(matrix([[1], [2]]), { stream: randomStream(1) })).toThrow(/at least 2 features/);
    expect(() => fitFlow(matrix([[1, 2]]), { stream: randomStream(1) })).toThrow(/got 1 point/);
    expect(() => fitFlow(bent(9, 2, 'x'), { heldOut: 1, stream: randomStream(1) })).toThrow(/heldOut is 1/);
    expect(() => fitFlow(bent(9, 2, 'x'), { couplings: 0, stream: randomStream(1) })).toThrow(
      /couplings is 0/,
    );
  });
});
