import { synthetic } from '../../data/synthetic';
import { type Matrix, selectRows } from '../../numeric/matrix';
import { randomStream } from '../../numeric/random';
import type { Experiment, Profile } from '../../runtime/experiment';
import { fitVae, type VaeDensity } from '../../train/generative/vae';
import { digitsHash } from './digits-hash';
import { drawGenMixSet, modelPoints } from './genmix-sets';
import { autoencoder, type InversionOutcomes, invertByAll } from './inversion-ways';

/** Sets to whose classes decoders are fitted. */
export type InversionSet = 'circle' | 'moon' | 'mnist-79';

/** Every `InversionSet`, in the order of tables. */
export const inversionSets: readonly InversionSet[] = ['circle', 'moon', 'mnist-79'];

/** One draw of a set. */
export type InversionTrial = { readonly dataset: InversionSet; readonly trial: number };

/** What every way costs and gives on one draw. */
export type InversionResult = {
  readonly latentDimension: number;
  readonly points: number;
  /** Of the class that the autoencoder was fitted to, and of the other. */
  readonly own: InversionOutcomes;
  readonly other: InversionOutcomes;
};

/** Latent dimensions of the decoders: of digits as in Table 15. */
export const inversionLatents: { readonly [set in InversionSet]: number } = {
  ...{ circle: 2, moon: 1, 'mnist-79': 6 },
};

const trials = 10;

/** Draws of every set: two in profile `quick`. */
export function inversionJobs(profile: Profile): InversionTrial[] {
  return profile === 'quick'
    ? [
        { dataset: 'circle', trial: 0 },
        { dataset: 'moon', trial: 0 },
      ]
    : Array.from({ length: trials }, (_, trial) =>
        inversionSets.map((dataset) => ({ dataset, trial })),
      ).flat();
}

/**
 * Appendix F.6, measured: what an encoder saves against inverting a generator by descent, and what it costs in distance. The encoder here is
 * that of a variational autoencoder, which is trained beside its decoder; that of a bidirectional GAN, as the paper proposes: `bidirectionalInversion`.
 */
export const inversionCost: Experiment<InversionTrial, InversionResult> = {
  id: 'genmix-inversion',
  jobs: inversionJobs,
  run: inversionTrial,
  dataHash: digitsHash,
};

/** What a decoder is fitted to, points of class 0, and 100 points of each class to invert, which it has not seen. */
export function inversionPoints({ dataset, trial }: InversionTrial): {
  readonly training: Matrix;
  readonly queries: readonly [Matrix, Matrix];
} {
  const { training, test } = pointsOf(dataset, trial);
  const ofClass = (set: typeof training, c: number) =>
    selectRows(
      set.X,
      Array.from(set.y.keys()).filter((i) => set.y[i] === c),
    );
  const first = (m: Matrix) =>
    selectRows(
      m,
      Int32Array.from({ length: 100 }, (_, i) => i),
    );
  return { training: ofClass(training, 0), queries: [first(ofClass(test, 0)), first(ofClass(test, 1))] };
}

/** An autoencoder of class 0, and the points to invert. */
export function inversionProblem(trial: InversionTrial): {
  readonly vae: VaeDensity;
  readonly queries: readonly [Matrix, Matrix];
} {
  const { training, queries } = inversionPoints(trial);
  const vae = fitVae(training, {
    latentDimension: inversionLatents[trial.dataset],
    stream: randomStream('genmix-inversion').split(trial.dataset).split(trial.trial),
  });
  return { vae, queries };
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
  const coder = autoencoder(vae);
  const [own, other] = queries.map((points) => invertByAll(coder, points));
  return { latentDimension: vae.decoder.architecture.widths[0], points: queries[0].rows, own, other };
}
