import { type Arena, withArena } from '../../kernels/arena';
import { sigmoid, softplus } from '../../numeric/logistic';
import { type Matrix, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { type DenseNetwork, initialNetwork } from '../dense-network';
import { DivergenceError, drawRows, fallingRate, relu, type TrainedNet, trainedNet } from './trained-net';

/** How a GAN is trained. */
export interface AdversarialOptions {
  /** Dimension of the latent cube [-1, 1]^k. */
  readonly latentDimension: number;
  /** Widths of the hidden layers of the generator, and of the discriminator. */
  readonly generatorWidths: readonly number[];
  readonly discriminatorWidths: readonly number[];
  readonly steps: number;
  readonly batchSize: number;
  /** Of both nets; it falls to a hundredth. */
  readonly learningRate: number;
  /** Weight of the squared gradient of the discriminator, at real and at generated points. */
  readonly gradientPenalty: number;
}

/** Half the way over which derivatives of the gradient penalty are taken; exact between the kinks of a piecewise linear net. */
const halfStep = 1e-3;
/** Of the mean of a net's parameters over steps, which is what training gives. */
const averaging = 0.995;

/**
 * Trains a generator against a discriminator by the relativistic pairing loss with zero-centred gradient penalties at real and
 * generated points (Huang et al. 2024, "The GAN is dead; long live the GAN"), under which small GANs converge and modes are not
 * dropped for want of a penalty:
 *
 *   min_G max_D  -E softplus(D(G(w)) - D(x)) - (penalty / 2) (E |grad D(x)|^2 + E |grad D(G(w))|^2)
 *
 * Double precision in the kernels; the parameters' gradient of the penalty is a difference along the gradient of D.
 *
 * @param X [n x d], of about mean 0 and scale 1
 * @returns the generator, latent points w to points: [latentDimension, ..., d]
 * @throws DivergenceError if a loss is not finite: lower the learning rate
 */
export function trainGenerator(X: Matrix, options: AdversarialOptions, stream: RandomStream): DenseNetwork {
  const { latentDimension, generatorWidths, discriminatorWidths, batchSize, steps } = options;
  const generator = initialNetwork(
    relu([latentDimension, ...generatorWidths, X.cols]),
    stream.split('generator'),
  );
  const discriminator = initialNetwork(
    relu([X.cols, ...discriminatorWidths, 1]),
    stream.split('discriminator'),
  );
  const mean = generator.parameters.slice();
  const [draws, latents] = [stream.split('points'), stream.split('latents')];
  return withArena((arena) => {
    const state: State = {
      generator: player(arena, generator, batchSize),
      discriminator: player(arena, discriminator, 4 * batchSize),
      penalty: options.gradientPenalty,
    };
    for (let step = 0; step < steps; step++) {
      const rate = fallingRate(options.learningRate, step, steps);
      const batch = drawRows(X, batchSize, draws);
      const loss = discriminatorStep(state, batch, drawLatents(batchSize, latentDimension, latents), rate);
      generatorStep(
        state,
        drawRows(X, batchSize, draws),
        drawLatents(batchSize, latentDimension, latents),
        rate,
      );
      if (!Number.isFinite(loss)) throw new DivergenceError('GAN', step, steps, options.learningRate);
      renewMean(mean, generator.parameters, step);
    }
    if (!mean.every(Number.isFinite)) throw new DivergenceError('GAN', steps, steps, options.learningRate);
    return { architecture: generator.architecture, parameters: mean };
  });
}

/** Takes the parameters after a step into their running mean. */
export function renewMean(mean: Float64Array, parameters: Float64Array, step: number): void {
  const weight = Math.min(averaging, step / (step + 10));
  for (let p = 0; p < mean.length; p++) mean[p] = weight * mean[p] + (1 - weight) * parameters[p];
}

/** A net in training, with room for the gradient of a second pass in the same step. */
export interface Player extends TrainedNet {
  readonly extra: Float64Array;
}

interface State {
  readonly generator: Player;
  readonly discriminator: Player;
  readonly penalty: number;
}

/** A net with what its training needs. @param capacity rows that pass through it together */
export function player(arena: Arena, network: DenseNetwork, capacity: number): Player {
  return {
    ...trainedNet(arena, network, capacity, [0, 0.99]),
    extra: new Float64Array(network.parameters.length),
  };
}

/** Uniform points of [-1, 1]^k. */
export function drawLatents(count: number, k: number, stream: RandomStream): Matrix {
  const latents = zeros(count, k);
  for (let p = 0; p < latents.data.length; p++) latents.data[p] = 2 * stream.uniform() - 1;
  return latents;
}

/** Images of points under a net. @param d its outputs */
export function imagesOf({ network, pass }: Player, latents: Matrix, d: number): Matrix {
  pass.forward(network, latents);
  return { data: pass.outputs.slice(0, latents.rows * d), rows: latents.rows, cols: d };
}

/** The rows of a, then those of b. */
export const stack = (a: Matrix, b: Matrix): Matrix => {
  const result = zeros(a.rows + b.rows, a.cols);
  result.data.set(a.data);
  result.data.set(b.data, a.data.length);
  return result;
};

function discriminatorStep(
  { generator, discriminator, penalty }: State,
  real: Matrix,
  w: Matrix,
  rate: number,
): number {
  const loss = discriminatorGradient(discriminator, real, imagesOf(generator, w, real.cols), penalty);
  discriminator.optimiser.step(discriminator.network.parameters, discriminator.gradient, rate);
  return loss;
}

/**
 * Gradient of the discriminator's loss, E softplus(D(fake) - D(real)) + (penalty / 2) (E |grad D(real)|^2 + E |grad D(fake)|^2).
 *
 * @returns the first term
 */
export function discriminatorGradient(
  { network, pass, gradient, extra }: Omit<Player, 'optimiser'>,
  real: Matrix,
  fake: Matrix,
  penalty: number,
): number {
  const n = real.rows;
  const both = stack(real, fake);
  pass.forward(network, both);
  const [gaps, loss] = gapsOf(pass.outputs, n);
  pass.slopes.fill(1, 0, 2 * n);
  pass.backward(network, both, extra);
  const v = pass.inputGradient(network, 2 * n).data;
  for (let i = 0; i < n; i++) {
    const slope = sigmoid(gaps[i]) / n;
    pass.slopes[i] = -slope;
    pass.slopes[n + i] = slope;
  }
  pass.backward(network, both, gradient);
  const shifted = stack(
    { ...both, data: both.data.map((x, k) => x + halfStep * v[k]) },
    { ...both, data: both.data.map((x, k) => x - halfStep * v[k]) },
  );
  pass.forward(network, shifted);
  pass.slopes.fill(penalty / (2 * halfStep * n), 0, 2 * n);
  pass.slopes.fill(-penalty / (2 * halfStep * n), 2 * n, 4 * n);
  pass.backward(network, shifted, extra);
  for (let p = 0; p < gradient.length; p++) gradient[p] += extra[p];
  return loss;
}

function generatorStep({ generator, discriminator }: State, real: Matrix, w: Matrix, rate: number): void {
  const n = real.rows;
  const fake = imagesOf(generator, w, real.cols);
  const both = stack(fake, real);
  const { network, pass, extra } = discriminator;
  pass.forward(network, both);
  const [gaps] = gapsOf(pass.outputs, n);
  pass.slopes.fill(0, 0, 2 * n);
  for (let i = 0; i < n; i++) pass.slopes[i] = -sigmoid(gaps[i]) / n;
  pass.backward(network, both, extra);
  generator.pass.slopes.set(pass.inputGradient(network, n).data);
  generator.pass.backward(generator.network, w, generator.gradient);
  generator.optimiser.step(generator.network.parameters, generator.gradient, rate);
}

/** Second half of the outputs less the first, and the mean softplus of that. */
export function gapsOf(outputs: Float64Array, n: number): [Float64Array, number] {
  const gaps = new Float64Array(n);
  for (let i = 0; i < n; i++) gaps[i] = outputs[n + i] - outputs[i];
  return [gaps, gaps.reduce((sum, gap) => sum + softplus(gap) / n, 0)];
}
