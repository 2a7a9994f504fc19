import { describe, expect, it } from 'vitest';
import { synthetic } from '../../../lib/data/synthetic';
import { withArena } from '../../../lib/kernels/arena';
import { matrix, row, selectRows } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { initialNetwork } from '../../../lib/train/dense-network';
import { predictLogits } from '../../../lib/train/forward';
import { player } from '../../../lib/train/generative/adversarial-training';
import { fitBidirectionalGan } from '../../../lib/train/generative/bidirectional-gan';
import { pairGradient } from '../../../lib/train/generative/bidirectional-training';
import { DivergenceError, relu } from '../../../lib/train/generative/trained-net';
import { normalPoints } from '../../oracles/random-points';

describe('pairGradient', () => {
  it('is the gradient in generator and encoder of the loss of pairs: central differences', () => {
    const stream = randomStream('pairs');
    const [n, d, k] = [4, 3, 2];
    const [x, w] = [normalPoints(n, d, stream.split('x')), normalPoints(n, k, stream.split('w'))];
    const net = (name: string, widths: number[]) => initialNetwork(relu(widths), stream.split(name));
    const generator = net('generator', [k, 6, d]);
    const encoder = net('encoder', [d, 5, k]);
    const discriminator = net('discriminator', [d + k, 7, 1]);
    const loss = () => {
      const [images, codes] = [predictLogits(generator, w), predictLogits(encoder, x)];
      const value = (a: Float64Array, b: Float64Array) =>
        predictLogits(discriminator, matrix([[...a, ...b]])).data[0];
      let total = 0;
      for (let i = 0; i < n; i++) {
        const gap = value(row(x, i), row(codes, i)) - value(row(images, i), row(w, i));
        total += Math.log1p(Math.exp(gap)) / n;
      }
      return total;
    };
    const [found, gradients] = withArena((arena) => {
      const players = {
        generator: player(arena, generator, n),
        encoder: player(arena, encoder, n),
        discriminator: player(arena, discriminator, 4 * n),
      };
      const own = pairGradient(players, x, w);
      return [own, [players.generator.gradient.slice(), players.encoder.gradient.slice()]] as const;
    });
    expect(found).toBeCloseTo(loss(), 10);
    [generator, encoder].forEach(({ parameters }, net) => {
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

describe('fitBidirectionalGan', () => {
  const circles = synthetic.circles({ n: 200, noise: 0.02, seed: 3 });
  const points = selectRows(
    circles.X,
    Array.from(circles.y.keys()).filter((i) => circles.y[i] === 0),
  );
  const quick = { latentDimension: 2, hiddenWidths: [32, 32], steps: 1500, batchSize: 32 } as const;

  it('generates the class, and its encoder undoes the generator in the mean', () => {
    const gan = fitBidirectionalGan(points, { ...quick, stream: randomStream(1) });
    const distance = (codes: ReturnType<typeof gan.encode>) => {
      const images = gan.decode(codes);
      let sum = 0;
      for (let i = 0; i < points.rows; i++) {
        sum += Math.hypot(...[0, 1].map((j) => images.data[2 * i + j] - points.data[2 * i + j]));
      }
      return sum / points.rows;
    };
    const codes = gan.encode(points);
    // Radius 1: two points of the circle are 4 / pi apart in the mean; codes of other points are as good as none.
    expect(distance(codes)).toBeLessThan(0.3);
    expect(distance({ ...codes, data: codes.data.slice().reverse() })).toBeGreaterThan(0.9);
    for (let i = 0; i < points.rows; i++) {
      const [a, b] = row(gan.decode(codes), i);
      expect(Math.abs(Math.hypot(a, b) - 1)).toBeLessThan(0.3);
    }
    expect(Math.max(...codes.data.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('gives the same bytes for the same stream', () => {
    const parameters = (seed: number) => {
      const { encoder, generator } = fitBidirectionalGan(points, {
        ...{ ...quick, steps: 10 },
        stream: randomStream(seed),
      });
      return [encoder.parameters, generator.parameters];
    };
    expect(parameters(1)).toEqual(parameters(1));
    expect(parameters(1)).not.toEqual(parameters(2));
  });

  it('refuses one point and options out of range, and says when it diverges', () => {
    const stream = randomStream(1);
    expect(() => fitBidirectionalGan(matrix([[1, 2]]), { stream })).toThrow(/got 1 point/);
    expect(() => fitBidirectionalGan(points, { steps: 0, stream })).toThrow('steps is 0');
    expect(() => fitBidirectionalGan(points, { ...quick, learningRate: 1e300, stream })).toThrow(
      DivergenceError,
    );
  });
});
