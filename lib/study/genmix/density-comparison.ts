import ln from '@stdlib/math-base-special-ln';
import { classConditional } from '../../density/class-conditional';
import type { Density } from '../../density/density';
import { type DistanceDensity, distanceDensity } from '../../density/distance-density';
import { fitGaussian } from '../../density/gaussian';
import { fitKernelDensity } from '../../density/kernel-density';
import { posterior } from '../../density/posterior';
import { type Matrix, row, selectRows, zeros } from '../../numeric/matrix';
import { type RandomStream, randomStream } from '../../numeric/random';
import { mean } from '../../numeric/statistics';
import type { Experiment, Profile } from '../../runtime/experiment';
import { fitFlow } from '../../train/generative/flow';
import { fitGan } from '../../train/generative/gan';
import { fitVae } from '../../train/generative/vae';
import { densityPlan } from './density-plan';
import { drawKnownSet, type KnownDraw, type KnownSet, knownSets } from './known-densities';

/** Densities that label: GAN by exp(-d) as in the paper, and by exp(-d^2 / 2 s^2). */
export type LabellingDensity = 'gaussian' | 'kernel' | 'gan' | 'gan-gaussian' | 'vae' | 'flow';

/** Every `LabellingDensity`, in the order of tables. */
export const labellingDensities: readonly LabellingDensity[] = [
  'gaussian',
  'kernel',
  'gan',
  'gan-gaussian',
  'vae',
  'flow',
];

/** One draw of a set whose densities are known. */
export type DensityTrial = { readonly dataset: KnownSet; readonly trial: number };

/** How far the labels of each density are from the truth. */
export type DensityResult = {
  /** Mean total variation distance of labels of mixed points from the true posterior, in [0, 1]; of mixup's labels too. */
  readonly distance: { readonly [label in LabellingDensity | 'mixup']: number };
};

/** Which density labels best, by the plan of `densityPlan`. */
export const densityComparison: Experiment<DensityTrial, DensityResult> = {
  id: 'genmix-densities',
  jobs: (profile: Profile) =>
    profile === 'quick'
      ? [{ dataset: 'bent', trial: 0 }]
      : Array.from({ length: densityPlan.trials }, (_, trial) =>
          knownSets.map((dataset) => ({ dataset, trial })),
        ).flat(),
  run: densityTrial,
};

/** One trial of one set. */
export function densityTrial({ dataset, trial }: DensityTrial): DensityResult {
  const draw = drawKnownSet(dataset, `trial ${trial}`);
  const stream = randomStream('genmix-densities').split(dataset).split(trial);
  const { points, labels } = mixedPoints(draw, stream.split('mixed'));
  const right = posterior(draw.truth.logDensities(points));
  const numClasses = right.cols;
  const models = fitAll(draw, numClasses, stream);
  const distances = labellingDensities.map((kind) => [
    kind,
    totalVariation(posterior(modelOf(models, kind)(points)), right),
  ]);
  return {
    distance: {
      mixup: totalVariation(labels, right),
      ...Object.fromEntries(distances),
    } as DensityResult['distance'],
  };
}

type Fit = (points: Matrix, c: number) => Density;

type Models = { readonly [kind in LabellingDensity]: readonly Density[] };

function modelOf(models: Models, kind: LabellingDensity) {
  return (points: Matrix): Matrix => {
    const result = zeros(points.rows, models[kind].length);
    models[kind].forEach((density, c) => {
      density.logDensity(points).forEach((value, i) => {
        result.data[i * result.cols + c] = value;
      });
    });
    return result;
  };
}

function fitAll({ X, y }: KnownDraw, numClasses: number, stream: RandomStream): Models {
  const { candidates } = densityPlan;
  const own = (kind: string, c: number) => stream.split(kind).split(c);
  const fitters = {
    gaussian: candidates.gaussian.map((options) => (points: Matrix) => fitGaussian(points, options)),
    kernel: candidates.kernel.map((options) => (points: Matrix) => fitKernelDensity(points, options)),
    vae: candidates.vae.map(
      (options) => (points: Matrix, c: number) => fitVae(points, { ...options, stream: own('vae', c) }),
    ),
    flow: candidates.flow.map(
      (options) => (points: Matrix, c: number) => fitFlow(points, { ...options, stream: own('flow', c) }),
    ),
  };
  const chosen = (kind: keyof typeof fitters) =>
    classConditional<Density>(X, y, numClasses, (points, c) =>
      likelier<Density>(fitters[kind] as readonly Fit[], points, c, own('held out', c)),
    ).densities;
  const gans = classConditional<DistanceDensity>(X, y, numClasses, (points, c) =>
    fitGan(points, { minCoverage: 0, stream: own('gan', c) }),
  );
  const scaled = classConditional<Density>(X, y, numClasses, (points, c) => {
    const { training, held } = partsOf(points, own('held out', c));
    const rest = fitGan(training, { minCoverage: 0, stream: own('gan', c) });
    const scale = Math.sqrt(mean(rest.manifold.project(held).distances.map((d) => d * d)));
    return normalised(distanceDensity(gans.densities[c].manifold, { kernel: 'gaussian', scale }), scale);
  });
  return {
    ...{ gaussian: chosen('gaussian'), kernel: chosen('kernel'), vae: chosen('vae'), flow: chosen('flow') },
    ...{ gan: gans.densities, 'gan-gaussian': scaled.densities },
  };
}

/** With the constant of normal noise across a curve, 1 / s, without which classes of different scales could not be compared. */
function normalised(density: DistanceDensity, scale: number): Density {
  const shift = -ln(scale);
  return { ...density, logDensity: (points) => density.logDensity(points).map((value) => value + shift) };
}

function partsOf(points: Matrix, stream: RandomStream) {
  const order = stream.permutation(points.rows);
  const size = Math.round(densityPlan.heldOut * points.rows);
  return {
    held: selectRows(points, order.subarray(0, size)),
    training: selectRows(points, order.subarray(size)),
  };
}

/** The candidate under which held-out points are likelier, fitted to all points. */
function likelier<D extends Density>(
  fits: readonly ((points: Matrix, c: number) => D)[],
  points: Matrix,
  c: number,
  stream: RandomStream,
): D {
  const { training, held } = partsOf(points, stream);
  const scores = fits.map((fit) => mean(fit(training, c).logDensity(held)));
  return fits[scores.indexOf(Math.max(...scores))](points, c);
}

function mixedPoints(
  { X, y }: KnownDraw,
  stream: RandomStream,
): { readonly points: Matrix; readonly labels: Matrix } {
  const n = densityPlan.mixedPoints;
  const numClasses = Math.max(...y) + 1;
  const [points, labels] = [zeros(n, X.cols), zeros(n, numClasses)];
  for (let m = 0; m < n; m++) {
    const [i, j, lambda] = [stream.integer(X.rows), stream.integer(X.rows), stream.beta(1, 1)];
    const [a, b] = [row(X, i), row(X, j)];
    for (let k = 0; k < X.cols; k++) points.data[m * X.cols + k] = lambda * a[k] + (1 - lambda) * b[k];
    labels.data[m * numClasses + y[i]] += lambda;
    labels.data[m * numClasses + y[j]] += 1 - lambda;
  }
  return { points, labels };
}

/** Mean over rows of half the sum of absolute differences. */
function totalVariation(p: Matrix, q: Matrix): number {
  return p.data.reduce((sum, value, k) => sum + Math.abs(value - q.data[k]) / 2, 0) / p.rows;
}
