import { describe, expect, it } from 'vitest';
import { synthetic } from '../../../lib/data/synthetic';
import { classConditional } from '../../../lib/density/class-conditional';
import { distanceNorms } from '../../../lib/density/distance-norm';
import { pointManifold } from '../../../lib/density/manifold';
import { withArena } from '../../../lib/kernels/arena';
import { type Matrix, matrix, selectRows } from '../../../lib/numeric/matrix';
import { randomStream } from '../../../lib/numeric/random';
import { type DenseNetwork, initialNetwork } from '../../../lib/train/dense-network';
import { predictLogits } from '../../../lib/train/forward';
import { discriminatorGradient } from '../../../lib/train/generative/adversarial-training';
import { LowCoverageError } from '../../../lib/train/generative/coverage';
import { fitGan } from '../../../lib/train/generative/gan';
import { DivergenceError, relu, trainedNet } from '../../../lib/train/generative/trained-net';
import { normalPoints } from '../../oracles/random-points';

const circles = synthetic.circles({ n: 200, noise: 0.02, seed: 3 });
const ofClass = (c: number): Matrix =>
  selectRows(
    circles.X,
    Array.from(circles.y.keys()).filter((i) => circles.y[i] === c),
  );

/** Less than the default, so that the tests are quick. */
const quick = { steps: 1500 } as const;

/** Loss of the discriminator with gradients in the points by central differences. */
function naiveLoss(network: DenseNetwork, real: Matrix, fake: Matrix, penalty: number): number {
  const value = (x: Matrix) => predictLogits(network, x).data;
  const n = real.rows;
  const [onReal, onFake] = [value(real), value(fake)];
  let loss = 0;
  for (let i = 0; i < n; i++) loss += Math.log1p(Math.exp(onFake[i] - onReal[i])) / n;
  for (const points of [real, fake]) {
    for (let k = 0; k < points.cols; k++) {
      const moved = (step: number) =>
        value({ ...points, data: points.data.map((x, p) => (p % points.cols === k ? x + step : x)) });
      const [up, down] = [moved(1e-5), moved(-1e-5)];
      for (let i = 0; i < n; i++) loss += ((penalty / 2) * ((up[i] - down[i]) / 2e-5) ** 2) / n;
    }
  }
  return loss;
}

describe('discriminatorGradient', () => {
  it('is the gradient of the loss with both penalties: central differences', () => {
    const stream = randomStream('discriminator');
    const [real, fake] = ['real', 'fake'].map((name) => normalPoints(5, 2, stream.split(name)));
    const network = initialNetwork(relu([2, 6, 5, 1]), stream.split('net'));
    const gradient = withArena((arena) => {
      const player = {
        ...trainedNet(arena, network, 20),
        extra: new Float64Array(network.parameters.length),
      };
      discriminatorGradient(player, real, fake, 0.7);
      return player.gradient;
    });
    network.parameters.forEach((value, p) => {
      const at = (step: number) => {
        const parameters = network.parameters.slice();
        parameters[p] = value + step;
        return naiveLoss({ ...network, parameters }, real, fake, 0.7);
      };
      expect((at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(gradient[p], 5);
    });
  });
});

describe('fitGan', () => {
  const density = fitGan(ofClass(0), { ...quick, stream: randomStream(1) });

  it('covers a circle of which it has seen 100 noisy points, and spills nothing', () => {
    expect(density.fit.coverage).toBeGreaterThan(0.95);
    expect(density.fit.spill).toBeLessThan(0.05);
    // What it generates is on the circle of radius 1: within 0.15, as the net is small.
    const { sample } = density.manifold;
    for (let i = 0; i < sample.rows; i++) {
      expect(Math.abs(Math.hypot(sample.data[2 * i], sample.data[2 * i + 1]) - 1)).toBeLessThan(0.15);
    }
  });

  for (const norm of distanceNorms) {
    it(`inverts its generator by ${norm}: never beyond 0.002 of the best of a dense grid of the latent interval`, () => {
      const grid = {
        data: Float64Array.from({ length: 20001 }, (_, i) => i / 10000 - 1),
        rows: 20001,
        cols: 1,
      };
      const { manifold } = density.withNorm(norm);
      const queries = normalPoints(50, 2, randomStream('queries'));
      const best = pointManifold(manifold.generate(grid), { norm }).project(queries).distances;
      const { distances, latents, points } = manifold.project(queries);
      distances.forEach((distance, i) => {
        expect(distance).toBeLessThan(best[i] + 0.002);
        expect(distance).toBeGreaterThan(best[i] - 0.002);
      });
      manifold.generate(latents).data.forEach((x, p) => {
        expect(x).toBeCloseTo(points.data[p], 12);
      });
    });
  }

  it('is -d(x, M), or -d^2 / 2 s^2', () => {
    const { distances } = density.manifold.project(circles.X);
    expect([...density.logDensity(circles.X)]).toEqual([...distances].map((d) => -d));
  });

  it('gives the same bytes for the same stream', () => {
    const parameters = (seed: number) =>
      fitGan(ofClass(0), { steps: 20, minCoverage: 0, stream: randomStream(seed) }).generator.parameters;
    expect(parameters(1)).toEqual(parameters(1));
    expect(parameters(1)).not.toEqual(parameters(2));
  });

  it('refuses a generator that has not learned its class, saying by how much', () => {
    const untrained = () => fitGan(ofClass(0), { ...quick, steps: 1, stream: randomStream(1) });
    expect(untrained).toThrow(LowCoverageError);
    expect(untrained).toThrow(/comes within .* of .* % of the class's points, expected at least 70.0 %/);
  });

  it('says that training diverged, and names the class', () => {
    const diverging = () => fitGan(ofClass(0), { ...quick, learningRate: 1e200, stream: randomStream(1) });
    expect(diverging).toThrow(DivergenceError);
    expect(diverging).toThrow(/GAN diverged at step \d+ of 1500, learning rate 1e\+200: lower/);
    expect(() =>
      classConditional(circles.X, circles.y, 2, (points) =>
        fitGan(points, { ...quick, learningRate: 1e200, stream: randomStream(1) }),
      ),
    ).toThrow(/class 0 with 100 points: the GAN diverged/);
  });

  it('refuses one point, and options out of range', () => {
    expect(() => fitGan(matrix([[1, 2]]), { stream: randomStream(1) })).toThrow(/got 1 point/);
    for (const [name, value] of [
      ['latentDimension', 0],
      ['steps', 1.5],
      ['batchSize', -1],
      ['learningRate', Number.NaN],
    ] as const) {
      expect(() => fitGan(ofClass(0), { [name]: value, stream: randomStream(1) })).toThrow(
        `${name} is ${value}`,
      );
    }
  });
});
