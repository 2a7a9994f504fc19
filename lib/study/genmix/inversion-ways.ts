import { pointManifold } from '../../density/manifold';
import { type Matrix, matrix } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import { type DenseNetwork, layersOf } from '../../train/dense-network';
import type { BidirectionalGan } from '../../train/generative/bidirectional-gan';
import { generatorManifold } from '../../train/generative/generator-manifold';
import { invertGenerator } from '../../train/generative/invert-generator';
import type { Standardiser } from '../../train/generative/standardiser';
import type { VaeDensity } from '../../train/generative/vae';

/** Ways to find the nearest point of a decoder's manifold. */
export type InversionWay = 'encoder' | 'encoder and descent' | 'descent' | 'grid';

/** Every `InversionWay`, in the order of tables. */
export const inversionWays: readonly InversionWay[] = ['encoder', 'encoder and descent', 'descent', 'grid'];

/** What a way costs and gives; null for the grid of six latent dimensions. */
export type InversionOutcome = {
  /** Mean Euclidean distance that it finds, in units of the features. */
  readonly distance: number;
  /** Points that go through encoder or decoder, and back through the decoder, for each point inverted. */
  readonly passes: number;
};

/** What every way costs and gives for the same points. */
export type InversionOutcomes = { readonly [way in InversionWay]: InversionOutcome | null };

/** A decoder with an encoder. */
export interface Invertible {
  /** Latent points to standardised points. */
  readonly decoder: DenseNetwork;
  readonly space: Standardiser;
  /** Points in the units of the features to latent points. */
  encode(points: Matrix): Matrix;
  /** Latent points to points in the units of the features. */
  decode(latents: Matrix): Matrix;
  /** Latent points are sought in [-reach, reach]^k. */
  readonly reach: number;
}

/** Latent points of an autoencoder are sought within three standard deviations. */
export const autoencoder = ({ decoder, space, encode, decode }: VaeDensity): Invertible => ({
  ...{ decoder, space, encode, decode },
  reach: 3,
});

/** Latent points of a GAN are those from which it was trained. */
export const adversarialCoder = ({ generator, space, encode, decode }: BidirectionalGan): Invertible => ({
  ...{ decoder: generator, space, encode, decode },
  reach: 1,
});

/** Descent: candidates, starts and steps of `generatorManifold`; after the encoder so many steps from one start. */
const descent = { candidates: 512, starts: 4, steps: 30 } as const;
const stepsAfterEncoder = 10;
const gridNodes = { 1: 4001, 2: 201 } as const;

/** Inverts points by every way. */
export function invertByAll(coder: Invertible, points: Matrix): InversionOutcomes {
  const outcomes = inversionWays.map((way) => [way, invertBy(way, coder, points)]);
  return Object.fromEntries(outcomes) as InversionOutcomes;
}

/** Inverts points by one way. */
export function invertBy(way: InversionWay, coder: Invertible, points: Matrix): InversionOutcome | null {
  const { space, reach } = coder;
  const decoder = stretched(coder.decoder, reach);
  const k = decoder.architecture.widths[0];
  if (way === 'encoder') {
    return { distance: meanDistance(points, coder.decode(coder.encode(points))), passes: 2 };
  }
  if (way === 'encoder and descent') {
    const codes = coder.encode(points);
    const starts = { ...codes, data: codes.data.map((w) => Math.min(1, Math.max(-1, w / reach))) };
    const targets = space.apply(points);
    const { distances } = invertGenerator(decoder, targets, starts, {
      norm: 'l2',
      steps: stepsAfterEncoder,
      firstStep: 0.02,
    });
    return { distance: mean(distances) * space.scale, passes: 2 + 2 * stepsAfterEncoder };
  }
  if (way === 'descent') {
    const manifold = generatorManifold(decoder, space, {
      ...descent,
      stream: randomStream('candidates'),
    });
    const passes = descent.starts * (2 * descent.steps + 1) + descent.candidates / points.rows;
    return { distance: mean(manifold.project(points).distances), passes };
  }
  if (k !== 1 && k !== 2) return null;
  const latents = gridOf(k);
  const images = coder.decode({ ...latents, data: latents.data.map((u) => reach * u) });
  return {
    distance: mean(pointManifold(images).project(points).distances),
    passes: latents.rows / points.rows,
  };
}

/** The decoder on the latent cube: w = reach u. */
function stretched({ architecture, parameters }: DenseNetwork, reach: number): DenseNetwork {
  const { weights, bias } = layersOf(architecture)[0];
  return {
    architecture,
    parameters: parameters.map((value, p) => (p >= weights && p < bias ? reach * value : value)),
  };
}

function gridOf(k: 1 | 2): Matrix {
  const nodes = gridNodes[k];
  const axis = Array.from({ length: nodes }, (_, i) => (2 * i) / (nodes - 1) - 1);
  return matrix(k === 1 ? axis.map((u) => [u]) : axis.flatMap((u) => axis.map((v) => [u, v])));
}

function meanDistance(a: Matrix, b: Matrix): number {
  const d = a.cols;
  return mean(
    Array.from({ length: a.rows }, (_, i) => {
      let sum = 0;
      for (let j = i * d; j < (i + 1) * d; j++) sum += (a.data[j] - b.data[j]) ** 2;
      return Math.sqrt(sum);
    }),
  );
}
