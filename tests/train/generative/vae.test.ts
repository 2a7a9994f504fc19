import { describe, expect, it } from 'vitest';
import { withArena } from '../../../lib/kernels/arena';
import { matrix, row } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { initialNetwork } from '../../../lib/train/dense-network';
import { predictLogits } from '../../../lib/train/forward';
import { DivergenceError, relu, trainedNet } from '../../../lib/train/generative/trained-net';
import { elboGradient, fitVae } from '../../../lib/train/generative/vae';
import { normalPoints } from '../../oracles/random-points';

const quick = { latentDimension: 1, hiddenWidths: [24], steps: 600, batchSize: 32 } as const;

function bent(n: number, seed: string) {
  const points = normalPoints(n, 2, randomStream(seed));
  for (let i = 0; i < n; i++) points.data[2 * i + 1] = 0.3 * points.data[2 * i + 1] + points.data[2 * i] ** 2;
  return points;
}

describe('elboGradient', () => {
  it('is the gradient of the negative bound with the noise held fast: central differences', () => {
    const stream = randomStream('elbo');
    const [n, k, variance, beta] = [5, 2, 0.4, 0.6];
    const X = normalPoints(n, 3, stream.split('X'));
    const encoder = initialNetwork(relu([3, 6, 2 * k]), stream.split('encoder'));
    const decoder = initialNetwork(relu([k, 6, 3]), stream.split('decoder'));
    const noise = Array.from(normalPoints(n, k, stream.split('noise')).data);
    const loss = () => {
      const codes = predictLogits(encoder, X);
      let total = 0;
      for (let i = 0; i < n; i++) {
        const code = row(codes, i);
        const w = Array.from({ length: k }, (_, j) => code[j] + Math.exp(code[k + j] / 2) * noise[i * k + j]);
        const mean = row(predictLogits(decoder, matrix([w])), 0);
        for (let j = 0; j < 3; j++) total += (row(X, i)[j] - mean[j]) ** 2 / (2 * variance) / n;
        for (let j = 0; j < k; j++) {
          total += ((beta / 2) * (code[j] ** 2 + Math.exp(code[k + j]) - 1 - code[k + j])) / n;
        }
      }
      return total;
    };
    const gradients = withArena((arena) => {
      const nets = { encoder: trainedNet(arena, encoder, n), decoder: trainedNet(arena, decoder, n) };
      let next = 0;
      elboGradient(nets, X, { variance, beta, normals: { normal: () => noise[next++] } });
      return [nets.encoder.gradient.slice(), nets.decoder.gradient.slice()];
    });
    [encoder, decoder].forEach(({ parameters }, net) => {
      parameters.forEach((value, p) => {
        parameters[p] = value + 1e-6;
        const up = loss();
        parameters[p] = value - 1e-6;
        const down = loss();
        parameters[p] = value;
        expect((up - down) / 2e-6).toBeCloseTo(gradients[net][p], 6);
      });
    });
  });
});

describe('fitVae', () => {
  it('gives a point the same bytes alone as among many', () => {
    const points = bent(70, 'alone');
    const vae = fitVae(points, { ...quick, steps: 20, samples: 5, stream: randomStream(1) });
    const together = vae.logDensity(points);
    for (const n of [0, 31, 32, 69]) {
      const [alone] = vae.logDensity({ data: row(points, n), rows: 1, cols: 2 });
      expect(alone).toBe(together[n]);
    }
  });

  const training = bent(300, 'train');
  const density = fitVae(training, { ...quick, samples: 2000, stream: randomStream(1) });
  const queries = bent(40, 'queries');

  /** log p(x) by quadrature over the latent line. */
  const exact = (x: Float64Array) => {
    const step = 0.002;
    const nodes = Array.from({ length: 8000 }, (_, i) => [-8 + (i + 0.5) * step]);
    const images = density.decode({ ...matrix(nodes) });
    let total = 0;
    nodes.forEach(([w], i) => {
      const [a, b] = row(images, i);
      const square = ((x[0] - a) ** 2 + (x[1] - b) ** 2) / density.noise ** 2;
      total +=
        ((Math.exp(-square / 2) / (2 * Math.PI * density.noise ** 2)) * Math.exp((-w * w) / 2)) /
        Math.sqrt(2 * Math.PI);
    });
    return Math.log(total * step);
  };

  it('is near the log density that quadrature gives, with 2000 samples', () => {
    const values = density.logDensity(queries);
    const errors = Array.from(values, (value, i) => Math.abs(value - exact(row(queries, i)))).sort(
      (a, b) => a - b,
    );
    expect(errors[20]).toBeLessThan(0.02);
    expect(errors[35]).toBeLessThan(0.2);
  });

  it('is a lower bound in the mean, which rises with the number of samples', () => {
    const mean = (samples: number) => {
      const values = fitVae(training, { ...quick, samples, stream: randomStream(1) }).logDensity(queries);
      return values.reduce((a, b) => a + b, 0) / 40;
    };
    const truth =
      Array.from({ length: 40 }, (_, i) => exact(row(queries, i))).reduce((a, b) => a + b, 0) / 40;
    expect(mean(1)).toBeLessThan(mean(50));
    expect(mean(50)).toBeLessThan(truth + 0.02);
  });

  it('has an encoder that the decoder undoes, up to the noise', () => {
    const images = density.decode(density.encode(training));
    const squares = images.data.reduce(
      (sum, x, p) => sum + (x - training.data[p]) ** 2 / images.data.length,
      0,
    );
    expect(Math.sqrt(squares)).toBeLessThan(1.5 * density.noise);
  });

  it('refuses one point and options out of range, and says when it diverges', () => {
    expect(() => fitVae(matrix([[1, 2]]), { stream: randomStream(1) })).toThrow(/got 1 point/);
    expect(() => fitVae(training, { samples: 0, stream: randomStream(1) })).toThrow(/samples is 0/);
    expect(() => fitVae(training, { ...quick, learningRate: 1e300, stream: randomStream(1) })).toThrow(
      DivergenceError,
    );
  });
});
