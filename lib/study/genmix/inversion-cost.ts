import { synthetic } from '../../data/synthetic';
import { pointManifold } from '../../density/manifold';
import { type Matrix, matrix, selectRows } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import type { Experiment, Profile } from '../../runtime/experiment';
import { type DenseNetwork, layersOf } from '../../train/dense-network';
import { generatorManifold } from '../../train/generative/generator-manifold';
import { invertGenerator } from '../../train/generative/invert-generator';
import { fitVae, type VaeDensity } from '../../train/generative/vae';
import { digitsHash } from './digits-hash';
import { drawGenMixSet, modelPoints } from './genmix-sets';

/** Ways to find the nearest point of a decoder's manifold. */
export type InversionWay = 'encoder' | 'encoder and descent' | 'descent' | 'grid';

/** Every `InversionWay`, in the order of tables. */
export const inversionWays: readonly InversionWay[] = ['encoder', 'encoder and descent', 'descent', 'grid'];

/** Sets to whose classes decoders are fitted. */
export type InversionSet = 'circle' | 'moon' | 'mnist-79';

/** Every `InversionSet`, in the order of tables. */
export const inversionSets: readonly InversionSet[] = ['circle', 'moon', 'mnist-79'];

/** One draw of a set. */
export type InversionTrial = { readonly dataset: InversionSet; readonly trial: number };

/** What a way costs and gives; null for the grid of six latent dimensions. */
export type InversionOutcome = {
  /** Mean Euclidean distance that it finds, in units of the features. */
  readonly distance: number;
  /** Points that go through encoder or decoder, and back through the decoder, for each point inverted. */
  readonly passes: number;
};

/** What every way costs and gives on one draw. */
export type InversionResult = {
  readonly latentDimension: number;
  readonly points: number;
  /** Of the class that the autoencoder was fitted to, and of the other. */
  readonly own: { readonly [way in InversionWay]: InversionOutcome | null };
  readonly other: { readonly [way in InversionWay]: InversionOutcome | null };
};

/** Descent: candidates, starts and steps of `generatorManifold`; after the encoder so many steps from one start. */
const descent = { candidates: 512, starts: 4, steps: 30 } as const;
const stepsAfterEncoder = 10;
/** Latent points are sought within so many standard deviations. */
const reach = 3;
const trials = 10;
const gridNodes = { 1: 4001, 2: 201 } as const;

/**
 * Appendix F.6, measured: what an encoder saves against inverting a generator by descent, and what it costs in distance. The paper names
 * bidirectional GANs; the encoder here is that of a variational autoencoder, which is trained beside its decoder likewise.
 */
export const inversionCost: Experiment<InversionTrial, InversionResult> = {
  id: 'genmix-inversion',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [
          { dataset: 'circle', trial: 0 },
          { dataset: 'moon', trial: 0 },
        ]
      : Array.from({ length: trials }, (_, trial) =>
          inversionSets.map((dataset) => ({ dataset, trial })),
        ).flat(),
  run: inversionTrial,
  dataHash: digitsHash,
};

/** An autoencoder of class 0, and 100 points of each class to invert, which it has not seen. */
export function inversionProblem({ dataset, trial }: InversionTrial): {
  readonly vae: VaeDensity;
  readonly queries: readonly [Matrix, Matrix];
} {
  const { training, test } = pointsOf(dataset, trial);
  const ofClass = (set: typeof training, c: number) =>
    selectRows(
      set.X,
      Array.from(set.y.keys()).filter((i) => set.y[i] === c),
    );
  const latentDimension = { circle: 2, moon: 1, 'mnist-79': 6 }[dataset];
  const vae = fitVae(ofClass(training, 0), {
    latentDimension,
    stream: randomStream('genmix-inversion').split(dataset).split(trial),
  });
  const first = (m: Matrix) =>
    selectRows(
      m,
      Int32Array.from({ length: 100 }, (_, i) => i),
    );
  return { vae, queries: [first(ofClass(test, 0)), first(ofClass(test, 1))] };
}

function pointsOf(dataset: InversionSet, trial: number) {
  if (dataset === 'mnist-79') {
    const digits = drawGenMixSet(dataset, `inversion ${trial}`);
    return { training: modelPoints(digits, digits.training), test: modelPoints(digits, digits.test) };
  }
  const draw = (part: string) => {
    const seed = `inversion ${part} ${trial}`;
    return dataset === 'circle'
      ? synthetic.circles({ n: 400, seed })
      : synthetic.moons({ n: 400, noise: 0.05, seed });
  };
  return { training: draw('training'), test: draw('test') };
}

function inversionTrial(trial: InversionTrial): InversionResult {
  const { vae, queries } = inversionProblem(trial);
  const [own, other] = queries.map((points) => {
    const outcomes = inversionWays.map((way) => [way, invertBy(way, vae, points)]);
    return Object.fromEntries(outcomes) as InversionResult['own'];
  });
  return { latentDimension: vae.decoder.architecture.widths[0], points: queries[0].rows, own, other };
}

/** Inverts points by one way. */
export function invertBy(way: InversionWay, vae: VaeDensity, points: Matrix): InversionOutcome | null {
  const decoder = stretched(vae.decoder);
  const k = decoder.architecture.widths[0];
  if (way === 'encoder') {
    return { distance: meanDistance(points, vae.decode(vae.encode(points))), passes: 2 };
  }
  if (way === 'encoder and descent') {
    const codes = vae.encode(points);
    const starts = { ...codes, data: codes.data.map((w) => Math.min(1, Math.max(-1, w / reach))) };
    const targets = vae.space.apply(points);
    const { distances } = invertGenerator(decoder, targets, starts, {
      norm: 'l2',
      steps: stepsAfterEncoder,
      firstStep: 0.02,
    });
    return { distance: mean(distances) * vae.space.scale, passes: 2 + 2 * stepsAfterEncoder };
  }
  if (way === 'descent') {
    const manifold = generatorManifold(decoder, vae.space, {
      ...descent,
      stream: randomStream('candidates'),
    });
    const passes = descent.starts * (2 * descent.steps + 1) + descent.candidates / points.rows;
    return { distance: mean(manifold.project(points).distances), passes };
  }
  if (k !== 1 && k !== 2) return null;
  const latents = gridOf(k);
  const images = vae.decode({ ...latents, data: latents.data.map((u) => reach * u) });
  return {
    distance: mean(pointManifold(images).project(points).distances),
    passes: latents.rows / points.rows,
  };
}

/** The decoder on the latent cube: w = 3 u. */
function stretched({ architecture, parameters }: DenseNetwork): DenseNetwork {
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
