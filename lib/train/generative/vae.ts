import exp from '@stdlib/math-base-special-exp';
import ln from '@stdlib/math-base-special-ln';
import type { Density } from '../../density/density';
import { logSumExp } from '../../density/log-sum-exp';
import { requirePoints, requireQueries } from '../../density/require-points';
import { withArena } from '../../kernels/arena';
import { type Matrix, row, zeros } from '../../numeric/matrix';
import type { RandomStream } from '../../numeric/random';
import { requireGiven } from '../../numeric/require-given';
import { type DenseNetwork, initialNetwork } from '../dense-network';
import { logitsOf } from '../forward';
import { type Standardiser, standardiser } from './standardiser';
import {
  DivergenceError,
  drawRows,
  fallingRate,
  relu,
  requireFitted,
  requireSettings,
  type TrainedNet,
  trainedNet,
} from './trained-net';

const LOG_2_PI = 1.8378770664093453;
/** Points whose samples pass through the decoder together: few enough for the caches. */
const together = 32;

type TrainedPass = Omit<TrainedNet, 'optimiser'>;

/** Settings of the variational autoencoder. */
export interface VaeOptions {
  /** k; 2 unless given. */
  readonly latentDimension?: number;
  /** Hidden layers of both nets; two of 64 unless given. */
  readonly hiddenWidths?: readonly number[];
  /** 2000 unless given. */
  readonly steps?: number;
  /** 64 unless given. */
  readonly batchSize?: number;
  /** 0.002 unless given. */
  readonly learningRate?: number;
  /** K, samples of the importance-weighted bound; 64 unless given. */
  readonly samples?: number;
  readonly stream: RandomStream;
}

/** Approximate density of one class: a lower bound, in expectation, of that of a variational autoencoder. */
export interface VaeDensity extends Density {
  /** Points to means and log variances of the latent normal law: [d, ..., 2 k], for standardised points. */
  readonly encoder: DenseNetwork;
  /** Latent points to means of standardised points, [k, ..., d]. */
  readonly decoder: DenseNetwork;
  /** Standard deviation of the noise around the decoder's means, in units of the features. */
  readonly noise: number;
  /** Between the features' units and the nets'. */
  readonly space: Standardiser;
  /** Means of q(w | x), [n x k]. */
  encode(points: Matrix): Matrix;
  /** Means of p(x | w), [n x d]. */
  decode(latents: Matrix): Matrix;
}

/** Share of the steps over which the weight of the latent law's divergence rises from 0 to 1: with 1 from the start, nets ignore the latents. */
const warmUp = 0.4;
/** Part of a step's mean squared residual in the running one, and least variance of the noise, of standardised points. */
const [renewal, leastVariance] = [0.01, 1e-4];

/**
 * Approximate density of one class by a variational autoencoder (Section 7.1, Kingma and Welling 2014),
 *
 *   p(x) = int N(x; D(w), s^2 I) N(w; 0, I) dw,
 *
 * trained by the evidence lower bound; its log density is the importance-weighted bound (Burda et al. 2016) of K samples,
 *
 *   log (1 / K) sum_k N(x; D(w_k), s^2 I) N(w_k; 0, I) / q(w_k | x),  w_k ~ q(. | x),
 *
 * below log p(x) in expectation, and rising to it with K. The K normal vectors are drawn once: the density is a function.
 *
 * @param points [n x d], the class's points
 * @throws DivergenceError if training diverges
 * @throws RangeError if there are fewer than two points, a coordinate is not finite, or an option is out of range
 *
 * @example
 * const { X, y } = synthetic.moons({ n: 100, noise: 0.05, seed: 1 });
 * const model = classConditional(X, y, 2, (points, c) => fitVae(points, { stream: randomStream(1).split(c), steps: 200 }));
 * posterior(model.logDensities(X)); // labels of eq. (1)
 */
export function fitVae(points: Matrix, options: VaeOptions): VaeDensity {
  requireGiven('fitVae', options, { stream: 'object' });
  requirePoints(points);
  if (points.rows < 2) throw new RangeError(`got ${points.rows} point, expected at least 2`);
  const { latentDimension: k = 2, hiddenWidths = [64, 64], samples = 64, stream } = options;
  const { steps = 2000, batchSize = 64, learningRate = 2e-3 } = options;
  requireSettings({ latentDimension: k, steps, batchSize, samples }, { learningRate });
  const d = points.cols;
  const space = standardiser(points);
  const encoder = initialNetwork(relu([d, ...hiddenWidths, 2 * k]), stream.split('encoder'));
  const decoder = initialNetwork(relu([k, ...hiddenWidths, d]), stream.split('decoder'));
  const variance = train(
    { encoder, decoder },
    space.apply(points),
    { steps, batchSize, learningRate },
    stream,
  );
  const normals = stream.split('samples');
  const epsilons = {
    data: Float64Array.from({ length: samples * k }, () => normals.normal()),
    rows: samples,
    cols: k,
  };
  const density: VaeDensity = {
    ...{ numFeatures: d, encoder, decoder, space, noise: Math.sqrt(variance) * space.scale },
    encode: (x) => meansOf(logitsOf(encoder, space.apply(x)), k),
    decode: (w) => space.invert(logitsOf(decoder, w)),
    logDensity(queries) {
      requireQueries(queries, d);
      const standard = space.apply(queries);
      const codes = logitsOf(encoder, standard);
      const shift = -d * ln(space.scale);
      const bounds = importanceBounds(decoder, standard, codes, epsilons, variance);
      return bounds.map((bound) => bound + shift);
    },
  };
  requireFitted(density.logDensity, points, { what: 'autoencoder', steps, learningRate });
  return density;
}

function meansOf(codes: Matrix, k: number): Matrix {
  const result = zeros(codes.rows, k);
  for (let n = 0; n < codes.rows; n++) result.data.set(row(codes, n).subarray(0, k), n * k);
  return result;
}

interface Schedule {
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
}

/** Trains both nets in place. @returns s^2, of standardised points */
function train(
  { encoder, decoder }: { readonly encoder: DenseNetwork; readonly decoder: DenseNetwork },
  X: Matrix,
  { steps, batchSize, learningRate }: Schedule,
  stream: RandomStream,
): number {
  const [draws, normals] = [stream.split('points'), stream.split('noise')];
  let variance = 0.1;
  withArena((arena) => {
    const nets = {
      encoder: trainedNet(arena, encoder, batchSize),
      decoder: trainedNet(arena, decoder, batchSize),
    };
    for (let step = 0; step < steps; step++) {
      const residual = elboGradient(nets, drawRows(X, batchSize, draws), {
        variance,
        beta: Math.min(1, step / (warmUp * steps)),
        normals,
      });
      if (!Number.isFinite(residual)) throw new DivergenceError('autoencoder', step, steps, learningRate);
      variance = Math.max(leastVariance, (1 - renewal) * variance + renewal * residual);
      const rate = fallingRate(learningRate, step, steps);
      for (const { optimiser, network, gradient } of [nets.encoder, nets.decoder]) {
        optimiser.step(network.parameters, gradient, rate);
      }
    }
  });
  return variance;
}

/**
 * Gradients of the negative evidence lower bound, mean over a batch, one sample a point, the divergence of the latent law weighted by beta.
 *
 * @returns mean squared residual of a coordinate
 */
export function elboGradient(
  nets: { readonly encoder: TrainedPass; readonly decoder: TrainedPass },
  X: Matrix,
  {
    variance,
    beta,
    normals,
  }: { readonly variance: number; readonly beta: number; readonly normals: Pick<RandomStream, 'normal'> },
): number {
  const { encoder, decoder } = nets;
  const { rows: n, cols: d } = X;
  const k = decoder.network.architecture.widths[0];
  encoder.pass.forward(encoder.network, X);
  const codes = encoder.pass.outputs;
  const [latents, spread] = [zeros(n, k), zeros(n, k)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) {
      spread.data[i * k + j] = exp(codes[i * 2 * k + k + j] / 2) * normals.normal();
      latents.data[i * k + j] = codes[i * 2 * k + j] + spread.data[i * k + j];
    }
  }
  decoder.pass.forward(decoder.network, latents);
  let squares = 0;
  for (let p = 0; p < n * d; p++) {
    const residual = decoder.pass.outputs[p] - X.data[p];
    squares += residual * residual;
    decoder.pass.slopes[p] = residual / (variance * n);
  }
  decoder.pass.backward(decoder.network, latents, decoder.gradient);
  const slopes = decoder.pass.inputGradient(decoder.network, n).data;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < k; j++) {
      const [p, mean, logVariance] = [i * k + j, codes[i * 2 * k + j], codes[i * 2 * k + k + j]];
      encoder.pass.slopes[i * 2 * k + j] = slopes[p] + (beta * mean) / n;
      encoder.pass.slopes[i * 2 * k + k + j] =
        0.5 * (slopes[p] * spread.data[p] + (beta * (exp(logVariance) - 1)) / n);
    }
  }
  encoder.pass.backward(encoder.network, X, encoder.gradient);
  return squares / (n * d);
}

/**
 * Importance-weighted bounds (Burda et al. 2016) of points under a decoder with normal noise,
 *
 *   log (1 / K) sum_k N(x; D(w_k), s^2 I) N(w_k; 0, I) / q(w_k | x),  w_k = mean + exp(log variance / 2) e_k.
 *
 * @param points [n x d], as the decoder makes them
 * @param codes [n x 2 k], means and log variances of q(w | x)
 * @param epsilons [K x k], the same for all points
 * @param variance s^2
 * @returns [n], nats
 */
function importanceBounds(
  decoder: DenseNetwork,
  points: Matrix,
  codes: Matrix,
  epsilons: Matrix,
  variance: number,
): Float64Array {
  const { rows: samples } = epsilons;
  const { rows: n, cols: d } = points;
  const constant = -0.5 * d * (LOG_2_PI + ln(variance));
  const bounds = new Float64Array(n);
  for (let first = 0; first < n; first += together) {
    const count = Math.min(together, n - first);
    const { latents, logWeights } = drawn(codes, first, count, epsilons);
    const means = logitsOf(decoder, latents);
    for (let r = 0; r < logWeights.length; r++) {
      const x = (first + Math.floor(r / samples)) * d;
      let square = 0;
      for (let j = 0; j < d; j++) {
        const gap = points.data[x + j] - means.data[r * d + j];
        square += gap * gap;
      }
      const weight = logWeights[r] + (constant - square / (2 * variance));
      // So far out that numbers overflow: there is no density.
      logWeights[r] = Number.isNaN(weight) ? -Infinity : weight;
    }
    for (let i = 0; i < count; i++) {
      bounds[first + i] = logSumExp(logWeights.subarray(i * samples, (i + 1) * samples)) - ln(samples);
    }
  }
  return bounds;
}

/** Samples of q at some points, and log N(w; 0, I) - log q(w | x) of each, K a point. */
function drawn(codes: Matrix, first: number, count: number, epsilons: Matrix) {
  const { rows: samples, cols: k } = epsilons;
  const latents = zeros(count * samples, k);
  const logWeights = new Float64Array(count * samples);
  for (let i = 0; i < count; i++) {
    const code = row(codes, first + i);
    const deviations = Float64Array.from({ length: k }, (_, j) => exp(code[k + j] / 2));
    for (let s = 0; s < samples; s++) {
      const r = i * samples + s;
      for (let j = 0; j < k; j++) {
        const e = epsilons.data[s * k + j];
        const w = code[j] + deviations[j] * e;
        latents.data[r * k + j] = w;
        logWeights[r] += 0.5 * (e * e + code[k + j] - w * w);
      }
    }
  }
  return { latents, logWeights };
}
