import { type Arena, withArena } from '../../kernels/arena';
import { sigmoid } from '../../numeric/logistic';
import { type Matrix, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { type DenseNetwork, initialNetwork } from '../dense-network';
import {
  type AdversarialOptions,
  discriminatorGradient,
  drawLatents,
  gapsOf,
  imagesOf,
  type Player,
  player,
  renewMean,
  stack,
} from './adversarial-training';
import { DivergenceError, drawRows, fallingRate, relu } from './trained-net';

/** A generator and its learned inverse. */
export interface BidirectionalNets {
  /** Latent points to points, [k, ..., d]. */
  readonly generator: DenseNetwork;
  /** Points to latent points, [d, ..., k]. */
  readonly encoder: DenseNetwork;
}

/**
 * Trains a generator and an encoder against one discriminator of pairs (bidirectional GAN, Donahue et al. 2017): it tells pairs of a point and its code from
 * pairs of a latent point and its image, and where it cannot, each net inverts the other. Loss and penalties are those of `trainGenerator`:
 *
 *   min_{G, E} max_D  -E softplus(D(G(w), w) - D(x, E(x))) - (penalty / 2) (E |grad D(x, E(x))|^2 + E |grad D(G(w), w)|^2)
 *
 * @param X [n x d], of about mean 0 and scale 1
 * @throws DivergenceError if a loss is not finite: lower the learning rate
 */
export function trainBidirectional(
  X: Matrix,
  options: AdversarialOptions,
  stream: RandomStream,
): BidirectionalNets {
  const { latentDimension: k, generatorWidths, discriminatorWidths, batchSize, steps } = options;
  const d = X.cols;
  const net = (name: string, widths: readonly number[]) => initialNetwork(relu(widths), stream.split(name));
  const generator = net('generator', [k, ...generatorWidths, d]);
  const encoder = net('encoder', [d, ...generatorWidths, k]);
  const discriminator = net('discriminator', [d + k, ...discriminatorWidths, 1]);
  const means = { generator: generator.parameters.slice(), encoder: encoder.parameters.slice() };
  const [draws, latents] = [stream.split('points'), stream.split('latents')];
  withArena((arena) => {
    const players = playersOf(arena, { generator, encoder, discriminator }, batchSize);
    const batch = () => [drawRows(X, batchSize, draws), drawLatents(batchSize, k, latents)] as const;
    for (let step = 0; step < steps; step++) {
      const rate = fallingRate(options.learningRate, step, steps);
      const { real, fake } = pairsOf(players, ...batch());
      const loss = discriminatorGradient(players.discriminator, real, fake, options.gradientPenalty);
      update(players.discriminator, rate);
      pairGradient(players, ...batch());
      update(players.generator, rate);
      update(players.encoder, rate);
      if (!Number.isFinite(loss)) throw new DivergenceError('GAN', step, steps, options.learningRate);
      renewMean(means.generator, generator.parameters, step);
      renewMean(means.encoder, encoder.parameters, step);
    }
  });
  if (![...means.generator, ...means.encoder].every(Number.isFinite)) {
    throw new DivergenceError('GAN', steps, steps, options.learningRate);
  }
  return {
    generator: { ...generator, parameters: means.generator },
    encoder: { ...encoder, parameters: means.encoder },
  };
}

type Players = { readonly [name in 'generator' | 'encoder' | 'discriminator']: Player };

function playersOf(
  arena: Arena,
  nets: BidirectionalNets & { readonly discriminator: DenseNetwork },
  batchSize: number,
): Players {
  return {
    generator: player(arena, nets.generator, batchSize),
    encoder: player(arena, nets.encoder, batchSize),
    discriminator: player(arena, nets.discriminator, 4 * batchSize),
  };
}

function update({ network, gradient, optimiser }: Player, rate: number): void {
  optimiser.step(network.parameters, gradient, rate);
}

/** Pairs (x, E(x)) and (G(w), w), each [n x (d + k)]. */
function pairsOf(
  { generator, encoder }: Pick<Players, 'generator' | 'encoder'>,
  x: Matrix,
  w: Matrix,
): { readonly real: Matrix; readonly fake: Matrix } {
  return { real: beside(x, imagesOf(encoder, x, w.cols)), fake: beside(imagesOf(generator, w, x.cols), w) };
}

/**
 * Gradients of E softplus(D(x, E(x)) - D(G(w), w)) in generator and encoder.
 *
 * @returns that loss
 */
export function pairGradient(players: Players, x: Matrix, w: Matrix): number {
  const { generator, encoder, discriminator } = players;
  const [n, d, k] = [x.rows, x.cols, w.cols];
  const { real, fake } = pairsOf(players, x, w);
  const both = stack(fake, real);
  const { network, pass, extra } = discriminator;
  pass.forward(network, both);
  const [gaps, loss] = gapsOf(pass.outputs, n);
  for (let i = 0; i < n; i++) {
    const slope = sigmoid(gaps[i]) / n;
    pass.slopes[i] = -slope;
    pass.slopes[n + i] = slope;
  }
  pass.backward(network, both, extra);
  const inputs = pass.inputGradient(network, 2 * n).data;
  for (let i = 0; i < n; i++) {
    const [ofFake, ofReal] = [i * (d + k), (n + i) * (d + k)];
    generator.pass.slopes.set(inputs.subarray(ofFake, ofFake + d), i * d);
    encoder.pass.slopes.set(inputs.subarray(ofReal + d, ofReal + d + k), i * k);
  }
  generator.pass.backward(generator.network, w, generator.gradient);
  encoder.pass.backward(encoder.network, x, encoder.gradient);
  return loss;
}

/** Rows of a, each followed by that of b. */
function beside(a: Matrix, b: Matrix): Matrix {
  const result = zeros(a.rows, a.cols + b.cols);
  for (let i = 0; i < a.rows; i++) {
    result.data.set(a.data.subarray(i * a.cols, (i + 1) * a.cols), i * result.cols);
    result.data.set(b.data.subarray(i * b.cols, (i + 1) * b.cols), i * result.cols + a.cols);
  }
  return result;
}
